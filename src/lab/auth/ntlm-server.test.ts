import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { ntlmMessageType, readAuthenticate } from './ntlm-authenticate.ts';
import { NTLM_FLAGS } from './ntlm-challenge.ts';
import { type NtlmAsk, offerNtlm, verifyNtlm } from './ntlm-server.ts';
import { authenticateMessage, CLIENT_FLAGS, type NtlmLogin } from './test-signing-client.ts';

const names = { domain: 'CONTOSO', server: 'FE01', dnsDomain: 'contoso.com', dnsServer: 'fe01.contoso.com' };
const serverChallenge = Buffer.from('0123456789abcdef', 'hex');
const karen: NtlmLogin = { user: 'karen', domain: 'CONTOSO', password: 'lab-karen-2015' };
const accounts = () => ({ password: karen.password });
const offer = (ask: Partial<NtlmAsk> = {}) => offerNtlm({ mode: 'datagram', names, serverChallenge, wall: 0, ...ask });
const answer = (to: ReturnType<typeof offer>, login: Partial<NtlmLogin> = {}) =>
  authenticateMessage(Buffer.from(to.message), { ...karen, ...login }).message;
const flagsOf = (message: Uint8Array) => Buffer.from(message).readUInt32LE(20);

function negotiate(flags: number): Buffer {
  const message = Buffer.alloc(32);
  message.write('NTLMSSP\0', 0, 'latin1');
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(flags >>> 0, 12);
  return message;
}

describe('a challenge', () => {
  it('[E1] is the one SIPE took, byte for byte', () => {
    const labNames = { domain: 'LAB', server: 'SERVER', dnsDomain: 'lab.test', dnsServer: 'server.lab.test' };
    const { message } = offer({ names: labNames, wall: undefined });
    expect(Buffer.from(message).toString('base64')).toBe(
      'TlRMTVNTUAACAAAABgAGADgAAABVgpniASNFZ4mrze8AAAAAAAAAAFQAVAA+AAAABgGxHQAAAA9MAEEAQgACAAYATABBAEIAAQAMAFMARQBSAFYARQBSAAQAEABsAGEAYgAuAHQAZQBzAHQAAwAeAHMAZQByAHYAZQByAC4AbABhAGIALgB0AGUAcwB0AAAAAAA=',
    );
  });

  it('[E1] asks for key exchange and signatures on a connection only where the client did', () => {
    const plain = offer({ mode: 'connection', negotiate: negotiate(0xa208_8207) });
    expect(flagsOf(plain.message) & (NTLM_FLAGS.keyExchange | NTLM_FLAGS.sign | NTLM_FLAGS.datagram)).toBe(0);
    const keyed = offer({ mode: 'connection', negotiate: negotiate(0xe208_8297) });
    expect(flagsOf(keyed.message) & NTLM_FLAGS.keyExchange).not.toBe(0);
    expect(flagsOf(keyed.message) & NTLM_FLAGS.datagram).toBe(0);
  });
});

describe('an answer', () => {
  it('[E1] on a connection proves a password with and without an integrity code', () => {
    const first = negotiate(0xa208_8207);
    const sent = offer({ mode: 'connection', negotiate: first });
    const flags = CLIENT_FLAGS & ~(NTLM_FLAGS.keyExchange | NTLM_FLAGS.sign | NTLM_FLAGS.datagram);
    expect(verifyNtlm(sent, answer(sent, { flags }), accounts).kind).toBe('proven');
    const coded = answer(sent, { flags, negotiate: first });
    expect(verifyNtlm(sent, coded, accounts).kind).toBe('proven');
    coded[72] = (coded[72] ?? 0) ^ 1;
    expect(verifyNtlm(sent, coded, accounts)).toEqual({ kind: 'refused', why: 'integrity' });
    expect(
      verifyNtlm({ ...sent, negotiate: negotiate(0) }, answer(sent, { flags, negotiate: first }), accounts),
    ).toEqual({
      kind: 'refused',
      why: 'integrity',
    });
  });

  it('is refused when it gives up what signing needs, or is NTLMv1', () => {
    const sent = offer();
    for (const flag of ['unicode', 'sign', 'sessionSecurity', 'datagram'] as const) {
      const weak = answer(sent, { flags: CLIENT_FLAGS & ~NTLM_FLAGS[flag] });
      expect(verifyNtlm(sent, weak, accounts)).toEqual({ kind: 'refused', why: 'flags' });
    }
    const old = answer(sent);
    old.writeUInt16LE(24, 20);
    expect(verifyNtlm(sent, old, accounts)).toEqual({ kind: 'refused', why: 'flags' });
    expect(verifyNtlm(sent, answer(sent), () => undefined)).toEqual({ kind: 'refused', why: 'unknown-user' });
  });

  it('signs with 56 and 40 bits where 128 are not granted', () => {
    const sent = offer();
    for (const flags of [CLIENT_FLAGS & ~NTLM_FLAGS.key128, (CLIENT_FLAGS & ~NTLM_FLAGS.key128) | NTLM_FLAGS.key56]) {
      expect(verifyNtlm(sent, answer(sent, { flags }), accounts).kind).toBe('proven');
    }
  });

  it('never throws, whatever is in it, and proves nothing when a byte of the proof is another', () => {
    const sent = offer();
    const good = answer(sent);
    const random = createFakeRandom(7);
    for (let round = 0; round < 2000; round++) {
      const damaged = Buffer.from(good);
      const [where = 0, high = 0, value = 0] = random.bytes(3);
      damaged[((high << 8) | where) % damaged.length] = value;
      const cut = round % 3 === 0 ? damaged.subarray(0, (where * 2) % damaged.length) : damaged;
      expect(['proven', 'refused']).toContain(verifyNtlm(sent, cut, accounts).kind);
    }
    const proofAt = good.readUInt32LE(24);
    for (let at = proofAt; at < proofAt + 16; at++) {
      const forged = Buffer.from(good);
      forged[at] = (forged[at] ?? 0) ^ 0x80;
      expect(verifyNtlm(sent, forged, accounts)).toEqual({ kind: 'refused', why: 'wrong-password' });
    }
  });

  it('is told from the other two messages', () => {
    expect(
      [negotiate(0), Buffer.from(offer().message), answer(offer()), Buffer.from('NTLMSSP')].map(ntlmMessageType),
    ).toEqual([1, 2, 3, undefined]);
    expect(readAuthenticate(negotiate(0))).toBeUndefined();
  });
});
