/** Readers of the lab: bytes that clients send it, with sound inputs to damage. */
import assert from 'node:assert/strict';
import * as packet from 'dns-packet';
import { readAuthenticate } from '../../src/lab/auth/ntlm-authenticate.ts';
import { readStroke } from '../../src/lab/data-mcu/board.ts';
import { FrameReader, objectFrame } from '../../src/lab/data-mcu/frames.ts';
import { readQuestion, writeAnswer } from '../../src/lab/dns/responder.ts';
import { formOf, looksLikeStun, readStun } from '../../src/lab/media/stun.ts';
import { readSigningRequest } from '../../src/lab/pki/signing-request.ts';
import { readNegotiate } from '../../src/lab/web/spnego.ts';
import type { FuzzTarget } from './fuzz.ts';

/** For karen@contoso.com, made with OpenSSL: software nobody here wrote. */
const signingRequest =
  'MIICYTCCAUkCAQAwHDEaMBgGA1UEAwwRa2FyZW5AY29udG9zby5jb20wggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCfrvik4B9oc8' +
  'JHxgwD6vE/ykA2aRvDUiW50s1tDmqXq8JIVacS6Gol0EWGoLsPO4WJQBRP1z1CwAJF745fE6kdptzmtjjxc5q9WG0ZUr6YJa729wRt3o3TDJWh' +
  'Yq+MU3mc+3h+NPv73S8ye1cAYv8CwXnXnN1Akvu3bIj8tfuH5EpoCpwqKhWv/oaoZ5owrLFXC5cjMld6xdplchGzDmIEcbkBvks+75sGrit0XS' +
  'RQcyo2DirLW9SYULPatHl7oyNPO1PaUhzbhg9XF9Qz+5kgXK/iu2eW5x+JZxI7ufGzST44K+daDHw7HAo893/wRsf1+drWS88iQ23uEffZTUrv' +
  'AgMBAAGgADANBgkqhkiG9w0BAQsFAAOCAQEAnKLhNIChnnz5AHrMpceeWCeOX72ASUCwr7JOafVJ+3n4+IYskgAIc8P1YEkvRArzK1PzF8bvC1' +
  '08QEP++JbNSmM/cmH9iO8p8VN8Z8xrGCK2w8k4EuTgEDysE8tAMrTL8wRUJyvEH4D/IzKJ7b3+iSng6BiMTOx0FHtJ9+wdh9bqNd7xGqrwMFaJ' +
  'pv0SV4nTzdg9xZEHGDp22XPbWPjf7rEcwxS5WEwBYK2ZuzGnusDsrrRTD1IFGj31JkiFuYtyrh7GtGTJCA1GGL9OeWoQOIj5tFSXd2BvG1AImd' +
  'OqpAp4DAE52/oMBGfPBG2Hz8rV89JNjdvzDK98rrQ07+CS3w==';

/** NTLMSSP type 3 of "K" in "C" with a short blob that promises a code over the messages. [MS-NLMP] 2.2.1.3 */
function authenticate(): Buffer {
  const head = Buffer.alloc(88);
  head.write('NTLMSSP\0', 0, 'latin1');
  head.writeUInt32LE(3, 8);
  const blob = Buffer.concat([Buffer.alloc(44, 1), Buffer.from('06000400020000000000000000000000', 'hex')]);
  const parts = [
    Buffer.alloc(0),
    blob,
    Buffer.from('C', 'utf16le'),
    Buffer.from('K', 'utf16le'),
    Buffer.from('W', 'utf16le'),
    Buffer.alloc(16, 2),
  ];
  let at = head.length;
  for (const [index, part] of parts.entries()) {
    head.writeUInt16LE(part.length, 12 + index * 8);
    head.writeUInt16LE(part.length, 14 + index * 8);
    head.writeUInt32LE(at, 16 + index * 8);
    at += part.length;
  }
  return Buffer.concat([head, ...parts]);
}

const query = packet.encode({
  type: 'query',
  id: 7,
  flags: packet.RECURSION_DESIRED,
  questions: [{ type: 'SRV', name: '_sip._tls.contoso.com' }],
});
/** A SPNEGO token that offers NTLM, with an empty first message. RFC 4178 4.2.1 */
const negotiate = Buffer.from(
  '602806062b0601050502a01e301ca00e300c060a2b06010401823702020aa20a04084e544c4d53535000',
  'hex',
);
const stroke = { tool: 'pen', colour: 'red', width: 3, points: [1, 2, 3, 4] };
const frames = Buffer.concat([objectFrame({ kind: 'draw', ...stroke }), objectFrame({ kind: 'x', a: [[[1]]] })]);
const check = Buffer.from(
  '000100142112a442070707070707070707070707000800140102030405060708090a0b0c0d0e0f1011121314',
  'hex',
);

export const labByteTargets: readonly FuzzTarget[] = [
  {
    name: 'signing-request',
    corpus: [Buffer.from(signingRequest, 'base64')],
    run: (input) => void readSigningRequest(input),
  },
  {
    name: 'ntlm-authenticate',
    corpus: [authenticate()],
    run(input) {
      const read = readAuthenticate(input);
      if (read) assert.ok(read.userName.length <= 512 && read.ntResponse.length <= input.length);
    },
  },
  {
    name: 'spnego',
    corpus: [negotiate],
    run: (input) => {
      const read = readNegotiate(input);
      assert.ok((read?.inner?.length ?? 0) <= input.length);
    },
  },
  {
    name: 'dns-question',
    corpus: [query],
    run(input) {
      const question = readQuestion(input);
      if (question) writeAnswer(question, { kind: 'answer', addresses: ['127.0.0.1'], srv: [], delayMs: 0 }, 'udp');
    },
  },
  {
    name: 'lab-frames',
    corpus: [frames],
    run(input) {
      const reading = new FrameReader().push(input);
      for (const frame of reading.ok ? reading.frames : []) if (frame.kind === 'object') readStroke(frame.value);
    },
  },
  {
    name: 'lab-stun',
    corpus: [check],
    run(input) {
      const bytes = Buffer.from(input);
      looksLikeStun(bytes);
      if (readStun(bytes)) formOf(bytes, 'a password of the test');
    },
  },
];
