/** Every reader of text or bytes that comes from outside, with sound inputs to damage. A new reader is one more entry. */
import assert from 'node:assert/strict';
import { readDigestChallenge, readDigestCredentials } from '../../src/protocol/auth/read.ts';
import { readDiagnostic, readDiagnostics } from '../../src/protocol/ms/diagnostics.ts';
import { readKeepAlive } from '../../src/protocol/ms/keep-alive.ts';
import { readLogonLocation, readPublicAddress } from '../../src/protocol/ms/logon.ts';
import { readAuthValues } from '../../src/protocol/sip/auth-header.ts';
import { readContentType } from '../../src/protocol/sip/content-type.ts';
import { createFramer } from '../../src/protocol/sip/framer.ts';
import { headerOf, headersOf, type SipMessage } from '../../src/protocol/sip/message.ts';
import { readMultipart } from '../../src/protocol/sip/mime.ts';
import { readNameAddr, readNameAddrs } from '../../src/protocol/sip/name-addr.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';
import { addressOf, readUri, sameUri } from '../../src/protocol/sip/uri.ts';
import { readVias } from '../../src/protocol/sip/via.ts';
import { quoteDisplayName, writeNameAddr } from '../../src/protocol/sip/write-values.ts';
import { joinBytes } from '../fixtures/rfc4475/build.ts';
import { tortureMessages } from '../fixtures/rfc4475/messages.ts';
import { requestBytes } from '../fixtures/sip/compose.ts';
import { loadSip, sipFixtureNames } from '../fixtures/sip/load.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';
import { addresses, authHeaders, diagnostics, multiparts, uris, viasAndTypes } from './samples.ts';
import { authTargets } from './targets-auth.ts';
import { callTargets } from './targets-calls.ts';
import { contentTargets } from './targets-content.ts';
import { fileTargets } from './targets-files.ts';
import { labTargets } from './targets-lab.ts';
import { labByteTargets } from './targets-lab-bytes.ts';
import { machineTargets } from './targets-machine.ts';
import { mailboxTargets } from './targets-mailbox.ts';
import { mediaTargets } from './targets-media.ts';
import { meetingTargets } from './targets-meeting.ts';
import { messageTargets } from './targets-messages.ts';
import { peopleTargets } from './targets-people.ts';
import { schedulingTargets } from './targets-scheduling.ts';
import { settingsTargets } from './targets-settings.ts';
import { standardTargets } from './targets-standard.ts';
import { storeTargets } from './targets-stores.ts';
import { testerTargets } from './targets-testers.ts';
import { traceTargets } from './targets-trace.ts';
import { transferTargets } from './targets-transfer.ts';
import { updateTargets } from './targets-updates.ts';
import { webTargets } from './targets-web.ts';
import { windowTargets } from './targets-window.ts';
import { xmppTargets } from './targets-xmpp.ts';

const methods = [
  'INVITE',
  'MESSAGE',
  'NOTIFY',
  'BENOTIFY',
  'BYE',
  'CANCEL',
  'ACK',
  'REFER',
  'SUBSCRIBE',
  'SERVICE',
  'INFO',
  'UPDATE',
];
const dialogHeaders = [
  'Max-Forwards: 70',
  'Contact: <sip:karen@contoso.com;opaque=user:epid:LKHrZjUoxV66Oi8tgk1A9gAA;gruu>;text;audio',
  'Record-Route: <sip:fe01.contoso.com:5061;transport=tls;opaque=state:F;lr>',
  'Event: presence',
  'Subscription-State: active;expires=60',
  'Content-Type: application/sdp',
];

const messages: readonly Uint8Array[] = [
  ...sipFixtureNames().map(loadSip),
  ...tortureMessages.map((message) => message.bytes),
  ...methods.map((method) => requestBytes(method, dialogHeaders, { body: 'v=0\r\n' })),
];

export const fuzzTargets: readonly FuzzTarget[] = [
  { name: 'message', corpus: messages, run: readWhole },
  {
    name: 'framer',
    corpus: messages.map((message, i) => joinBytes(message, messages[i + 1] ?? '\r\n\r\n', message)),
    run: cutStream,
  },
  textTarget('uri', uris, readAnyUri),
  textTarget('name-addr', addresses, readAddress),
  textTarget('via', viasAndTypes, (text) => {
    readVias(text);
    readContentType(text);
    readKeepAlive(text);
  }),
  textTarget('diagnostics', diagnostics, (text) => {
    const diagnostic = readDiagnostic(text);
    if (diagnostic) assert.ok(Number.isSafeInteger(diagnostic.code) && diagnostic.code >= 0);
  }),
  textTarget('auth-header', authHeaders, (text) => {
    for (const value of readAuthValues(text)) {
      readDigestChallenge(value);
      readDigestCredentials(value);
    }
  }),
  {
    name: 'multipart',
    corpus: multiparts,
    run: (input) => {
      const parts = readMultipart({ type: 'multipart/mixed', params: new Map([['boundary', 'b']]) }, input) ?? [];
      const total = parts.reduce((sum, part) => sum + part.body.length, 0);
      assert.ok(total <= input.length && parts.length <= 64);
    },
  },
  ...authTargets,
  ...callTargets,
  ...contentTargets,
  ...fileTargets,
  ...labTargets,
  ...labByteTargets,
  ...machineTargets,
  ...mailboxTargets,
  ...mediaTargets,
  ...meetingTargets,
  ...peopleTargets,
  ...messageTargets,
  ...schedulingTargets,
  ...settingsTargets,
  ...standardTargets,
  ...storeTargets,
  ...testerTargets,
  ...traceTargets,
  ...transferTargets,
  ...updateTargets,
  ...webTargets,
  ...windowTargets,
  ...xmppTargets,
];

function readWhole(input: Uint8Array): void {
  const read = readMessage(input);
  if (!read.ok) return;
  const { message } = read;
  readHeaders(message);
  // What was accepted stays the same when it is read once more from its own bytes.
  const again = readMessage(joinBytes(message.head, message.body));
  assert.ok(again.ok);
  assert.deepEqual(again.message.headers, message.headers);
  for (const header of message.headers) assert.ok(!/[\r\n]/.test(header.value));
}

function readHeaders(message: SipMessage): void {
  readDiagnostics(message);
  readLogonLocation(message);
  readPublicAddress(message);
  for (const value of headersOf(message, 'contact')) readNameAddrs(value);
  const type = readContentType(headerOf(message, 'content-type') ?? '');
  if (type) readMultipart(type, message.body);
}

/** The same messages must come out whole and byte by byte; the cuts depend on the input, so that they repeat. */
function cutStream(input: Uint8Array): void {
  const whole = messagesOf([input]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < input.length; ) {
    const size = 1 + (((input[at] ?? 0) * 7) % 1500);
    pieces.push(input.subarray(at, at + size));
    at += size;
  }
  assert.deepEqual(messagesOf(pieces), whole);
  for (const message of whole) if (typeof message !== 'string') readMessage(message);
}

function messagesOf(pieces: readonly Uint8Array[]): (Uint8Array | string)[] {
  const framer = createFramer();
  const found: (Uint8Array | string)[] = [];
  for (const event of pieces.flatMap((piece) => framer.push(piece))) {
    if (event.kind === 'message') found.push(event.raw);
    else if (event.kind === 'error') found.push(event.problem);
  }
  return found;
}

function readAnyUri(text: string): void {
  const uri = readUri(text);
  assert.equal(addressOf(addressOf(text)), addressOf(text));
  if (!uri) return;
  assert.equal(uri.wire, text);
  assert.ok(sameUri(uri, uri));
}

function readAddress(text: string): void {
  const address = readNameAddr(text);
  readNameAddrs(text);
  assert.ok(!/[\r\n\0]/.test(quoteDisplayName(text)));
  if (!address) return;
  const again = readNameAddr(writeNameAddr({ name: address.name, uri: address.uri.wire }));
  assert.equal(again?.uri.wire, address.uri.wire);
}
