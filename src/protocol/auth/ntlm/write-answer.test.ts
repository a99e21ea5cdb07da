/** Our answers, judged by recorded sign-ins and by a server that shares no code with them. */
import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { ntlmRecordings } from '../../../../test/fixtures/auth/load.ts';
import { type NtlmOffer, offerNtlm, verifyNtlm } from '../../../lab/auth/ntlm-server.ts';
import { ntlmHashes as hashes } from '../../../main/sip/association/hashes.ts';
import { toHex } from '../bytes.ts';
import { decodeUtf16 } from './format.ts';
import { answerChallenge, type NtlmQuestion } from './write-answer.ts';
import { writeNegotiate } from './write-negotiate.ts';

const wall = Date.UTC(2026, 10, 21, 3, 30);
const names = { domain: 'LAB', server: 'FE01', dnsDomain: 'lab.test', dnsServer: 'fe01.lab.test' };
const serverChallenge = createFakeRandom(7).bytes(8);
const login = { userName: 'LAB\\alice', password: 'Alice-Pw1' };
const negotiate = writeNegotiate();

function answerTo(offer: NtlmOffer, more: Partial<NtlmQuestion> = {}) {
  const mode = offer.mode === 'datagram' ? { kind: 'datagram' as const } : { kind: 'connection' as const, negotiate };
  const question = { challenge: offer.message, mode, login, wall, ...more };
  const answer = answerChallenge(question, { hashes, random: createFakeRandom(3) });
  if (!answer.ok) throw new Error(answer.problem);
  return answer;
}

/** What the server finds in a message for the one account it knows. */
function judge(offer: NtlmOffer, message: Uint8Array, password = 'Alice-Pw1') {
  const asked: string[] = [];
  const verdict = verifyNtlm(offer, message, (user, domain) => {
    asked.push(`${domain}|${user}`);
    return { password };
  });
  return { kind: verdict.kind, why: verdict.kind === 'refused' ? verdict.why : undefined, asked };
}

function field(message: Uint8Array, at: number): Uint8Array {
  const view = new DataView(message.buffer, message.byteOffset);
  const from = view.getUint32(at + 4, true);
  return message.subarray(from, from + view.getUint16(at, true));
}

const offers = [
  ['SIP, with the server’s time', offerNtlm({ mode: 'datagram', names, serverChallenge, wall })],
  ['SIP, without', offerNtlm({ mode: 'datagram', names, serverChallenge })],
  ['HTTP, with the server’s time', offerNtlm({ mode: 'connection', names, serverChallenge, wall, negotiate })],
  ['HTTP, without', offerNtlm({ mode: 'connection', names, serverChallenge, negotiate })],
] as const;

describe.each(offers)('%s', (_, offer) => {
  it.each([
    ['LAB\\alice', 'LAB|alice'],
    ['alice@lab.test', '|alice@lab.test'],
    ['alice', 'LAB|alice'],
    ['\\alice', '|alice'],
    ['LAB\\jürgen.ø', 'LAB|jürgen.ø'],
  ])('proves the password of %s', (userName, asked) => {
    for (const password of ['Alice-Pw1', '', 'Pässwörd-ß€-\u{1F511}']) {
      const { message } = answerTo(offer, { login: { userName, password } });
      expect(judge(offer, message, password)).toEqual({ kind: 'proven', why: undefined, asked: [asked] });
    }
  });

  it('proves nothing with another password, or after a change on the way', () => {
    const { message } = answerTo(offer);
    expect(judge(offer, message, 'Alice-Pw2').why).toBe('wrong-password');
    const bent = message.slice();
    // A flag taken away: only the integrity code tells.
    bent[61] = (bent[61] ?? 0) & 0x7f;
    if (field(message, 12).every((byte) => byte === 0)) expect(judge(offer, bent).why).toBe('integrity');
  });

  it('tells the machine’s name only when given one', () => {
    expect(field(answerTo(offer).message, 44)).toHaveLength(0);
    const { message } = answerTo(offer, { workstation: 'DESK-1' });
    expect(decodeUtf16(field(message, 44))).toBe('DESK-1');
    expect(judge(offer, message).kind).toBe('proven');
  });

  it('refuses names without end', () => {
    const endless = { userName: 'a'.repeat(100_000), password: 'p' };
    const mode = { kind: 'connection' as const, negotiate };
    const question = { challenge: offer.message, mode, login: endless, wall };
    expect(answerChallenge(question, { hashes, random: createFakeRandom(1) })).toEqual({
      ok: false,
      problem: 'the account name is too long',
    });
  });
});

it('sends the server’s own time back, with an integrity code and without LM; else ours and LMv2', () => {
  const [timed, untimed] = [answerTo(offers[0][1]).message, answerTo(offers[1][1]).message];
  expect(toHex(field(timed, 12))).toBe('00'.repeat(24));
  expect(toHex(field(untimed, 12))).not.toBe('00'.repeat(24));
  expect(toHex(field(untimed, 20)).slice(48, 64)).toBe(toHex(field(timed, 20)).slice(48, 64));
  expect(timed.slice(72, 88)).not.toEqual(new Uint8Array(16));
});

it('an HTTP challenge does not do for SIP, nor a damaged one for anything', () => {
  const deps = { hashes, random: createFakeRandom(1) };
  const question = { challenge: offers[2][1].message, mode: { kind: 'datagram' as const }, login, wall };
  expect(answerChallenge(question, deps)).toEqual({ ok: false, problem: 'the NTLM challenge lacks sign' });
  expect(answerChallenge({ ...question, challenge: new Uint8Array(3) }, deps).ok).toBe(false);
});

it('says the same twice only when told the same random bytes', () => {
  const [, offer] = offers[0];
  const question = { challenge: offer.message, mode: { kind: 'datagram' as const }, login, wall };
  const answerWith = (seed: number) => answerChallenge(question, { hashes, random: createFakeRandom(seed) });
  expect(answerWith(1)).toEqual(answerWith(1));
  expect(answerWith(1)).not.toEqual(answerWith(2));
});

it('answers a recorded challenge with the recorded proof', () => {
  const recording = ntlmRecordings().find(({ name }) => name.includes('without'));
  if (!recording) throw new Error('no such recording');
  const nt = Buffer.from(recording.nt, 'hex');
  const random = [nt.subarray(32, 40), Buffer.from(recording.sessionKey, 'hex')].map((bytes) => new Uint8Array(bytes));
  const answer = answerChallenge(
    {
      challenge: new Uint8Array(Buffer.from(recording.challenge, 'base64')),
      mode: { kind: 'datagram' },
      login: { userName: recording.login, password: recording.password },
      workstation: 'VM',
      wall: Number(nt.readBigUInt64LE(24) / 10_000n - 11_644_473_600_000n),
    },
    { hashes, random: { bytes: () => random.shift() ?? new Uint8Array() } },
  );
  if (!answer.ok) throw new Error(answer.problem);
  const { message } = answer;
  expect(toHex(answer.sessionKey)).toBe(recording.sessionKey);
  expect(toHex(field(message, 20))).toBe(recording.nt);
  expect(toHex(field(message, 12))).toBe(recording.lm);
  expect(toHex(field(message, 52))).toBe(recording.encryptedSessionKey);
  expect([28, 36, 44].map((at) => decodeUtf16(field(message, at)))).toEqual(['LAB', 'alice', 'VM']);
  expect(new DataView(message.buffer, message.byteOffset).getUint32(60, true)).toBe(0x62988255);
});
