import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { dskRecordings, ntlmRecordings, type SignedText } from '../../../../test/fixtures/auth/load.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { decodeUtf8, encodeUtf8 } from '../../../protocol/sip/text.ts';
import { dskMac } from './dsk-handshake.ts';
import { ntlmMac } from './ntlm-handshake.ts';
import { createAssociation, type MessageMac, type SecurityAssociation } from './security-association.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const wall = Date.UTC(2026, 10, 21, 3, 30);

function read(text: string): SipMessage {
  const { ok, ...rest } = readMessage(encodeUtf8(text));
  if (!ok || !('message' in rest)) throw new Error('no message');
  return rest.message;
}

const recordings = [
  ...ntlmRecordings().map((one) => ({ ...one, scheme: 'NTLM' as const, mac: ntlmMac(hex(one.sessionKey)) })),
  ...dskRecordings().map((one) => ({
    ...one,
    scheme: 'TLS-DSK' as const,
    version: 4,
    mac: dskMac(hex(one.keyingMaterial)),
  })),
];

/** An association with the names of a recorded message, whose random numbers are those recorded. */
function associationOf(
  plan: { readonly scheme: 'NTLM' | 'TLS-DSK'; readonly version: number; readonly mac: MessageMac },
  opaque: string,
  randoms: readonly string[] = [],
): SecurityAssociation {
  const left = [...randoms];
  const names = { scheme: plan.scheme, realm: 'SIP Communications Service', targetName: 'server.lab.test', opaque };
  const random = { bytes: (count: number) => hex(left.shift() ?? '0'.repeat(2 * count)) };
  return createAssociation({ ...plan, names, header: 'Authorization', wall, random });
}

/** A message as it was before it was signed. */
function unsigned(message: string): string {
  return message.replace(/, crand="\w+", cnum="\d+", response="\w+"(?=\r\n)/, '');
}

const withoutHeader = (message: string) => message.replace(/^Authorization: .*\r\n/m, '');
const opaqueIn = (message: string) => /opaque="(\w+)"/.exec(message)?.[1] ?? '';

describe.each(recordings.map((one) => [`${one.scheme}, ${one.name}`, one] as const))('recorded: %s', (_, one) => {
  const [opaque, crands] = [
    opaqueIn(one.signed[0]?.message ?? ''),
    one.signed.map(({ message }) => /crand="(\w+)"/.exec(message)?.[1] ?? ''),
  ];

  it('[E8] signs byte for byte as the other client did, the handshake’s last step too', () => {
    const association = associationOf(one, opaque, crands);
    for (const { message } of one.signed) {
      const isStep = message.startsWith('REGISTER');
      const bare = isStep ? unsigned(message) : withoutHeader(message);
      expect(bare).not.toBe(message);
      const signed = decodeUtf8(association.sign(encodeUtf8(bare)));
      expect(signed).toBe(message);
    }
  });

  it('[E8] takes the server’s signature, and no other', () => {
    const association = associationOf(one, opaque);
    const answer = answerFor(one.scheme, one.fromServer, opaque);
    expect(association.verify(read(answer))).toBe('good');
    expect(association.verify(read(answer.replace('Expires: 7200', 'Expires: 7201')))).toBe('bad');
    expect(association.verify(read(answer.replace('snum="1"', 'snum="2"')))).toBe('bad');
    expect(association.verify(read(answer.replace(/rspauth="\w+"/, 'rspauth=""')))).toBe('bad');
    expect(association.verify(read(answer.replace(/rspauth="\w+"/, 'rspauth="zz"')))).toBe('bad');
    expect(association.verify(read(answer.replace(/rspauth="(\w+)"/, 'rspauth="$100"')))).toBe('bad');
    expect(association.verify(read(answer.replace(/Authentication-Info: .*\r\n/, '')))).toBe('unsigned');
    expect(association.verify(read(answer.replace(`opaque="${opaque}"`, 'opaque="00000000"')))).toBe('unsigned');
    expect(association.verify(read(answer.replace('realm="SIP', 'realm="Not SIP')))).toBe('unsigned');
  });
});

/** The 200 whose signature was recorded, out of the fields it covers. */
function answerFor(scheme: string, { input, signature }: SignedText, opaque: string): string {
  const [, srand, snum, realm, target, callId, cseq, method, from, fromTag, to, toTag] = input.slice(1).split(/><|>/);
  return [
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/TLS 192.0.2.1',
    `From: <${from}>;tag=${fromTag};epid=356bcace1925`,
    `To: <${to}>;tag=${toTag}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    'Expires: 7200',
    `Authentication-Info: ${scheme} rspauth="${signature}", srand="${srand}", snum="${snum}", opaque="${opaque}", qop="auth", targetname="${target}", realm="${realm}"`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const published =
  '<TLS-DSK><1a2b3c4d><1><SIP Communications Service><server.contoso.com><0123456789abcdef0123456789abcdef><4><REGISTER><sip:karen@contoso.com><9004006031><sip:karen@contoso.com><><><><>';

it.each([
  [
    '1.0',
    '7db5b73956f827779c14a889051cceeff590bb12af8df2db2edfcfbbb707d344',
    'dbedfe7c71e61a93499040c93e4ed075f220c3c5',
  ],
  [
    '1.2',
    '940502bee3d46d527e83eeecba373c3c73808ab75e7376f3eff643eb149dcd2d',
    '84738c83f0c602e5dee9e745c94f1fb583ba76a7',
  ],
])('[E8] computed for TLS %s: the client’s key is the third block', (_, key, signature) => {
  const material = hex('00'.repeat(64) + key + 'ff'.repeat(32));
  expect(Buffer.from(dskMac(material).ofClient(encodeUtf8(published))).toString('hex')).toBe(signature);
});

/** Signs with the server's key what it would sign, to see what is covered. */
const mirror: MessageMac = { ofClient: (text) => text, ofServer: (text) => text };

describe('any message', () => {
  const plan = { scheme: 'NTLM' as const, version: 4, mac: mirror };
  const lines = [
    'Via: SIP/2.0/TLS 192.0.2.1',
    'From: "Ålice" <sip:a@lab.test>;tag=1',
    'To: <sip:b@lab.test>;tag=2',
    'Call-ID: c',
  ];
  const body = '<x>å\r\n\r\n</x>';
  const write = (start: string, method: string, ...more: string[]) =>
    [start, ...lines, `CSeq: 7 ${method}`, ...more, `Content-Length: ${encodeUtf8(body).length}`, '', body].join(
      '\r\n',
    );

  it('is signed inside its head, with a number that grows; the rest stays', () => {
    const association = associationOf(plan, '01');
    const messages = [
      write('INVITE sip:b@lab.test SIP/2.0', 'INVITE'),
      write('ACK sip:b@lab.test SIP/2.0', 'ACK'),
      write('CANCEL sip:b@lab.test SIP/2.0', 'CANCEL'),
      write('SIP/2.0 180 Ringing', 'INVITE'),
      write('SIP/2.0 481 No Such Call', 'BYE'),
    ];
    messages.forEach((message, at) => {
      const signed = decodeUtf8(association.sign(encodeUtf8(message)));
      const header = /Authorization: NTLM qop="auth", opaque="01".*\r\n(?=\r\n)/.exec(signed)?.[0] ?? '';
      expect(header).toContain(`cnum="${at + 1}"`);
      expect(signed.replace(header, '')).toBe(message);
    });
  });

  it('a response’s signature covers the status, a request’s has no brackets for it', () => {
    const association = associationOf(plan, '01');
    const signatureOf = (text: string) => {
      const value = headerOf(read(decodeUtf8(association.sign(encodeUtf8(text)))), 'authorization') ?? '';
      return Buffer.from(/response="(\w+)"/.exec(value)?.[1] ?? '', 'hex').toString();
    };
    expect(signatureOf(write('SIP/2.0 486 Busy Here', 'INVITE'))).toMatch(/<INVITE>.*<><><><486>$/);
    expect(signatureOf(write('BYE sip:b@lab.test SIP/2.0', 'BYE', 'Expires: 5'))).toMatch(/<BYE>.*<><><5>$/);
  });

  it('goes to a proxy in its own header', () => {
    const names = { scheme: 'NTLM', realm: 'r', targetName: 't' } as const;
    const own = {
      names,
      version: 4,
      header: 'Proxy-Authorization',
      mac: mirror,
      wall,
      random: createFakeRandom(),
    } as const;
    const signed = read(
      decodeUtf8(createAssociation(own).sign(encodeUtf8(write('BYE sip:b@lab.test SIP/2.0', 'BYE')))),
    );
    expect(headerOf(signed, 'proxy-authorization')).toMatch(/^NTLM qop="auth", realm="r", targetname="t", crand=/);
  });

  it('leaves a proof of another scheme alone, and what cannot be read', () => {
    const association = associationOf(plan, '01');
    const digest = 'Authorization: Digest username="u", realm="r", nonce="n", uri="sip:x", response="00"';
    const signed = decodeUtf8(association.sign(encodeUtf8(write('BYE sip:b@lab.test SIP/2.0', 'BYE', digest))));
    expect(signed).toContain(`${digest}\r\n`);
    expect(signed).toMatch(/Authorization: NTLM .*\r\n\r\n/);
    expect(association.sign(encodeUtf8('\r\n\r\n'))).toEqual(encodeUtf8('\r\n\r\n'));
  });

  it('is good under one of several signatures, the proxy’s too', () => {
    const association = associationOf(plan, '');
    const text =
      '<NTLM><1><2><SIP Communications Service><server.lab.test><c><7><BYE><sip:a@lab.test><1><sip:b@lab.test><2><><><>';
    const names = 'realm="SIP Communications Service", targetname="server.lab.test", srand="1", snum="2"';
    const good = `NTLM ${names}, rspauth="${Buffer.from(text).toString('hex')}"`;
    const message = (...more: string[]) => read(write('BYE sip:a@lab.test SIP/2.0', 'BYE', ...more));
    expect(association.verify(message(`Proxy-Authentication-Info: ${good}`))).toBe('good');
    expect(
      association.verify(message(`Authentication-Info: NTLM ${names}, rspauth="00"`, `Authentication-Info: ${good}`)),
    ).toBe('good');
  });
});

it('[E10] ends after eight hours or with the certificate, and is renewed before', () => {
  const endOf = (notAfter?: number) => {
    const names = { scheme: 'NTLM', realm: '', targetName: '' } as const;
    const rest = notAfter === undefined ? {} : { notAfter };
    const plan = {
      names,
      version: 4,
      header: 'Authorization',
      mac: mirror,
      wall,
      random: createFakeRandom(),
      ...rest,
    } as const;
    const { expiresAt, renewAt } = createAssociation(plan);
    return [expiresAt - wall, renewAt - wall].map((ms) => ms / 1000);
  };
  expect(endOf()).toEqual([28_800, 28_500]);
  expect(endOf(wall + 180 * 86_400_000)).toEqual([28_800, 28_500]);
  expect(endOf(wall + 3_600_000)).toEqual([3600, 3300]);
  expect(endOf(wall + 60_000)).toEqual([60, 30]);
});

it('says of any message whether it is signed, and takes none that was changed', () => {
  const [one] = recordings;
  if (!one) throw new Error('no recording');
  const opaque = opaqueIn(one.signed[0]?.message ?? '');
  const association = associationOf(one, opaque);
  const answer = answerFor(one.scheme, one.fromServer, opaque);
  const bytes = encodeUtf8(answer);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 32, max: 126 }), (at, byte) => {
      const changed = bytes.slice();
      changed[at] = byte;
      const { ok, ...rest } = readMessage(changed);
      if (!ok || !('message' in rest)) return;
      const verdict = association.verify(rest.message);
      const line = answer.slice(answer.lastIndexOf('\n', at - 1) + 1).split('\r\n', 1)[0] ?? '';
      if (/^(Call-ID|CSeq|Expires)/.test(line) && changed[at] !== bytes[at] && at > answer.indexOf(line) + 9) {
        expect(verdict).not.toBe('good');
      }
      expect(['good', 'bad', 'unsigned']).toContain(verdict);
    }),
    { numRuns: 500 },
  );
});
