import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { signatureInput } from '../../../protocol/auth/signature-input.ts';
import { headersOf, type SipMessage } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { decodeUtf8, encodeUtf8 } from '../../../protocol/sip/text.ts';
import { hmacSha1 } from './hashes.ts';
import { type RejectionReason, SigningLayer } from './layer.ts';
import { createAssociation, type SecurityAssociation } from './security-association.ts';

const realm = 'SIP Communications Service';
const targetName = 'fe01.lab.test';

interface Party {
  readonly opaque: string;
  readonly association: SecurityAssociation;
}

/** An association of ours, known by its opaque, which is also its key. */
function party(opaque: string, version = 4): Party {
  const key = encodeUtf8(opaque);
  const mac = {
    ofClient: (text: Uint8Array) => hmacSha1(key, text),
    ofServer: (text: Uint8Array) => hmacSha1(key, text),
  };
  const names = { scheme: 'TLS-DSK', realm, targetName, opaque } as const;
  const random = createFakeRandom(4);
  return { opaque, association: createAssociation({ names, version, header: 'Authorization', mac, wall: 0, random }) };
}

function message(startLine: string, method: string, ...headers: string[]): string {
  const common = [
    'Via: SIP/2.0/TLS 192.0.2.1',
    'From: <sip:a@lab.test>;tag=1',
    'To: <sip:a@lab.test>;tag=2',
    'Call-ID: c',
  ];
  return [startLine, ...common, `CSeq: 3 ${method}`, ...headers, 'Content-Length: 0', '', ''].join('\r\n');
}

function read(text: string): SipMessage {
  const { ok, ...rest } = readMessage(encodeUtf8(text));
  if (!ok || !('message' in rest)) throw new Error('no message');
  return rest.message;
}

const request = (method: string, ...headers: string[]) =>
  message(`${method} sip:a@lab.test SIP/2.0`, method, ...headers);
const response = (status: number, method: string, ...headers: string[]) =>
  message(`SIP/2.0 ${status} X`, method, ...headers);

/** A message as the server signs it. */
function signedBy({ opaque }: Pick<Party, 'opaque'>, text: string, key = opaque): SipMessage {
  const stamp = { scheme: 'TLS-DSK', random: '5EA20BA7', count: '1', realm, targetName };
  const mac = hmacSha1(encodeUtf8(key), encodeUtf8(signatureInput(stamp, read(text), 4)));
  const info = `TLS-DSK rspauth="${Buffer.from(mac).toString('hex')}", srand="5EA20BA7", snum="1", opaque="${opaque}", targetname="${targetName}", realm="${realm}"`;
  return read(text.replace('\r\n', `\r\nAuthentication-Info: ${info}\r\n`));
}

function bench() {
  const rejected: RejectionReason[] = [];
  const layer = new SigningLayer((reason) => rejected.push(reason));
  /** Which association signed a message of ours; '' when none did. */
  const signerOf = (text: string) => {
    const values = headersOf(read(decodeUtf8(layer.outgoing(encodeUtf8(text)))), 'authorization');
    return values.map((value) => /opaque="(\w+)".*response="/.exec(value)?.[1] ?? '').join();
  };
  return { layer, rejected, signerOf };
}

/** With an association that stands. */
function standing() {
  const scene = bench();
  const first = party('A1');
  scene.layer.begin();
  scene.layer.adopt(first.association);
  expect(scene.layer.incoming(signedBy(first, response(200, 'REGISTER')))).toBe('accept');
  return { ...scene, first };
}

describe('before an association stands', () => {
  it('everything passes, both ways', () => {
    const { layer, rejected } = bench();
    const bytes = encodeUtf8(request('REGISTER'));
    expect(layer.outgoing(bytes)).toBe(bytes);
    for (const text of [response(401, 'REGISTER'), response(200, 'REGISTER'), request('NOTIFY')]) {
      expect(layer.incoming(read(text))).toBe('accept');
    }
    expect([layer.standing, rejected]).toEqual([undefined, []]);
  });

  it('[E7] the REGISTER that ends the handshake is signed, and its signed 200 makes it stand at once', () => {
    const { layer, signerOf } = bench();
    const { association } = party('A1');
    layer.begin();
    expect(signerOf(request('REGISTER'))).toBe('');
    layer.adopt(association);
    const step = `Authorization: TLS-DSK qop="auth", opaque="A1", realm="${realm}", targetname="${targetName}", version=4`;
    expect(signerOf(request('REGISTER', step))).toBe('A1');
    expect([signerOf(request('SERVICE')), layer.standing]).toEqual(['', undefined]);
    layer.incoming(signedBy({ opaque: 'A1' }, response(200, 'REGISTER')));
    expect(layer.standing).toBe(association);
    expect([signerOf(request('SUBSCRIBE')), signerOf(response(200, 'NOTIFY')), signerOf(request('ACK'))]).toEqual([
      'A1',
      'A1',
      'A1',
    ]);
  });

  it.each([
    ['unsigned', read(response(200, 'REGISTER')), 'unsigned message'],
    ['wrongly signed', signedBy({ opaque: 'A1' }, response(200, 'REGISTER'), 'another key'), 'invalid signature'],
    [
      'signed for an association nobody knows',
      signedBy({ opaque: 'B2' }, response(200, 'REGISTER')),
      'invalid signature',
    ],
  ])('[E8] a 200 that is %s does not make it stand', (_, answer, reason) => {
    const { layer, rejected } = bench();
    layer.adopt(party('A1').association);
    expect(layer.incoming(answer)).toBe('drop');
    expect([layer.standing, rejected]).toEqual([undefined, [reason]]);
  });

  it('a REGISTER that is refused all the same need not be signed', () => {
    const { layer, rejected } = bench();
    layer.adopt(party('A1').association);
    for (const status of [100, 301, 401, 403, 404, 407, 503]) {
      expect(layer.incoming(read(response(status, 'REGISTER')))).toBe('accept');
    }
    expect(rejected).toEqual([]);
  });
});

describe('once it stands', () => {
  it.each([
    ['a request', request('BENOTIFY')],
    ['an ACK', request('ACK')],
    ['a final answer', response(200, 'SUBSCRIBE')],
    ['a refusal', response(403, 'INVITE')],
    ['the answer to a refresh', response(200, 'REGISTER')],
  ])('[E8] %s must be signed', (_, text) => {
    const { layer, rejected, first } = standing();
    expect(layer.incoming(read(text))).toBe('drop');
    expect(layer.incoming(signedBy(first, text, 'another key'))).toBe('drop');
    expect(layer.incoming(signedBy({ opaque: 'ZZ' }, text))).toBe('drop');
    expect(layer.incoming(signedBy(first, text))).toBe('accept');
    expect(rejected).toEqual(['unsigned message', 'invalid signature', 'invalid signature']);
  });

  it.each([
    ['100', response(100, 'INVITE')],
    ['183', response(183, 'INVITE')],
    ['401', response(401, 'SERVICE')],
    ['407', response(407, 'INVITE')],
    ['a REGISTER turned away', response(403, 'REGISTER')],
  ])('%s may come unsigned, but not wrongly signed', (_, text) => {
    const { layer, rejected, first } = standing();
    expect(layer.incoming(read(text))).toBe('accept');
    expect(layer.incoming(signedBy(first, text, 'another key'))).toBe('drop');
    expect(rejected).toEqual(['invalid signature']);
  });

  it('a refresh is signed as everything is', () => {
    const { signerOf } = standing();
    expect(signerOf(request('REGISTER'))).toBe('A1');
  });
});

describe('[E10] a new one is made', () => {
  it('while the old one goes on, and what was under way with it still counts', () => {
    const { layer, signerOf, first, rejected } = standing();
    const next = party('B2');
    layer.begin();
    expect([signerOf(request('REGISTER')), signerOf(request('INFO'))]).toEqual(['', 'A1']);
    layer.adopt(next.association);
    expect([signerOf(request('REGISTER')), signerOf(request('INFO'))]).toEqual(['B2', 'A1']);
    expect(layer.incoming(signedBy(first, request('NOTIFY')))).toBe('accept');
    expect(layer.standing).toBe(first.association);
    expect(layer.incoming(signedBy(next, response(200, 'REGISTER')))).toBe('accept');
    expect([layer.standing, signerOf(request('REGISTER')), signerOf(request('INFO'))]).toEqual([
      next.association,
      'B2',
      'B2',
    ]);
    expect(layer.incoming(signedBy(first, response(200, 'INFO')))).toBe('accept');
    expect(rejected).toEqual([]);
  });

  it('forgets those before the last two', () => {
    const { layer, first } = standing();
    for (const opaque of ['B2', 'C3', 'D4']) {
      const next = party(opaque);
      layer.adopt(next.association);
      layer.incoming(signedBy(next, response(200, 'REGISTER')));
    }
    expect(layer.incoming(signedBy(party('B2'), request('NOTIFY')))).toBe('accept');
    expect(layer.incoming(signedBy(first, request('NOTIFY')))).toBe('drop');
  });

  it('and comes to nothing: the old one signs again', () => {
    const { layer, signerOf, first } = standing();
    layer.begin();
    layer.adopt(party('B2').association);
    layer.abandon();
    expect([signerOf(request('REGISTER')), layer.standing]).toEqual(['A1', first.association]);
    expect(layer.incoming(signedBy({ opaque: 'B2' }, response(200, 'REGISTER')))).toBe('drop');
  });

  it('and is dropped: everything passes as at first', () => {
    const { layer, signerOf } = standing();
    layer.drop();
    expect([signerOf(request('REGISTER')), layer.standing]).toEqual(['', undefined]);
    expect(layer.incoming(read(request('NOTIFY')))).toBe('accept');
  });
});
