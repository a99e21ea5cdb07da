import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { AuthFaults, NtlmChallengeFault } from '../auth/settings.ts';
import { issueTo } from '../auth/test-identity.ts';
import { KAREN, LOGIN, signingBench, subscribeLines } from '../auth/test-signing-bench.ts';
import { DskClient } from '../auth/test-signing-client.ts';

const setUp = (faults?: AuthFaults, server?: string) =>
  signingBench({ clock: createFakeClock(), random: createFakeRandom() }, faults, server);

/** The token of the first step's 401, as it stands in gssapi-data. */
function tokenWith(faults: AuthFaults): string | undefined {
  const { karen } = setUp(faults);
  karen.read(karen.register(undefined)[0], 'NTLM');
  const [offered] = karen.register(karen.step('NTLM', ''));
  return karen.read(offered, 'NTLM')?.params.get('gssapi-data');
}

const good = Buffer.from(tokenWith({}) ?? '', 'base64');

describe('a server with a fault', () => {
  it.each(['corrupt', 'missing'] as const)('[E8] signs with a %s signature all it says', (signature) => {
    const { karen, bench } = setUp({ signature });
    const answer = karen.ntlm(LOGIN);
    const [next] = karen.send(subscribeLines(karen));
    for (const seen of [answer, next]) {
      expect(seen?.status).toBe(200);
      expect(seen && karen.trusts(seen)).toBe(false);
      expect(seen?.header('Authentication-Info') === undefined).toBe(signature === 'missing');
    }
    bench.faults.clear();
    const [healed] = karen.send(subscribeLines(karen));
    expect(healed && karen.trusts(healed)).toBe(true);
  });

  it('[E8] names another realm, and signs for that', () => {
    const { karen } = setUp({ foreignRealm: true });
    const answer = karen.ntlm(LOGIN);
    expect(answer?.header('Authentication-Info')).toContain('realm="Not SIP Communications Service"');
    expect(answer && karen.trusts(answer)).toBe(false);
  });

  it('[E3] challenges for ever, or takes everybody for somebody else', () => {
    expect(setUp({ endless401: true }).karen.ntlm(LOGIN)?.status).toBe(401);
    expect(setUp({ mismatch: true }).karen.ntlm(LOGIN)?.header('ms-diagnostics')).toMatch(/^4004;/);
  });

  it('forgets its associations until it is healed', () => {
    const { karen, bench } = setUp();
    karen.ntlm(LOGIN);
    bench.faults.set('pool01.contoso.com', { auth: { forgetful: true } });
    expect(karen.send(subscribeLines(karen))[0]?.status).toBe(401);
    bench.faults.clear();
    expect(karen.send(subscribeLines(karen))[0]?.status).toBe(200);
  });

  it('leaves the name of the association out, and can still be signed in to', () => {
    const { karen } = setUp({ noOpaque: true });
    const answer = karen.ntlm(LOGIN);
    expect(answer?.status).toBe(200);
    expect(karen.terms.has('opaque')).toBe(false);
    expect(answer?.header('Authentication-Info')).toContain('opaque=""');
    expect(karen.ntlm(LOGIN)?.status).toBe(200);
  });

  it('has a clock that is wrong, and says so in Date and in the challenge', () => {
    const { karen } = setUp({ clockSkewSeconds: -600 });
    expect(karen.register(undefined)[0]?.header('Date')).toBe('Fri, 20 Nov 2026 08:50:00 GMT');
    const stampOf = (token: Buffer) => token.readBigUInt64LE(token.length - 12);
    const skewed = Buffer.from(tokenWith({ clockSkewSeconds: -600 }) ?? '', 'base64');
    expect(stampOf(good) - stampOf(skewed)).toBe(6_000_000_000n);
  });

  it('[E7] takes no certificate', async () => {
    const { karen, bench } = setUp({ certificateRefused: true });
    const answer = await karen.tlsDsk(new DskClient(issueTo(KAREN, bench.certificates)));
    expect(answer?.status).toBe(401);
  });

  it.each(['empty', 'not-base64', 'truncated', 'garbage', 'oversize'] as const)('sends a token that is %s', (token) => {
    const text = tokenWith({ token }) ?? '';
    const bytes = Buffer.from(text, 'base64');
    const is = {
      empty: text === '',
      'not-base64': /[^A-Za-z0-9+/=]/.test(text),
      truncated: bytes.equals(good.subarray(0, good.length >> 1)),
      garbage: bytes.length === good.length && bytes.every((byte) => byte === 0xa5),
      oversize: bytes.length > 200_000,
    };
    expect(Object.entries(is).filter(([, fits]) => fits)).toEqual([[token, true]]);
  });

  it.each<[NtlmChallengeFault, (bytes: Buffer) => boolean]>([
    ['empty', (bytes) => bytes.length === 0],
    ['no-signature', (bytes) => bytes.toString('latin1', 0, 8) !== 'NTLMSSP\0'],
    ['wrong-type', (bytes) => bytes.readUInt32LE(8) !== 2],
    ['head-only', (bytes) => bytes.length === 24],
    ['cut-in-half', (bytes) => bytes.length === good.length >> 1],
    ['target-info-outside', (bytes) => bytes.readUInt32LE(44) > bytes.length],
    ['target-info-endless', (bytes) => bytes.readUInt16LE(bytes.length - 4) !== 0],
    ['target-info-overlong-pair', (bytes) => bytes.readUInt16LE(bytes.readUInt32LE(44) + 2) > bytes.length],
    ['no-target-info', (bytes) => (bytes.readUInt32LE(20) & 0x0080_0000) === 0],
    ['no-unicode', (bytes) => (bytes.readUInt32LE(20) & 0x1) === 0],
    ['no-signing', (bytes) => (bytes.readUInt32LE(20) & 0x10) === 0],
    ['no-session-security', (bytes) => (bytes.readUInt32LE(20) & 0x0008_0000) === 0],
    ['no-key-exchange', (bytes) => (bytes.readUInt32LE(20) & 0x4000_0000) === 0],
    ['no-datagram', (bytes) => (bytes.readUInt32LE(20) & 0x40) === 0],
    ['weak-key', (bytes) => (bytes.readUInt32LE(20) & 0xa000_0000) === 0],
    ['oversize', (bytes) => bytes.length > 200_000],
  ])('sends a challenge of the shape %s', (ntlmChallenge, fits) => {
    expect(fits(Buffer.from(tokenWith({ ntlmChallenge }) ?? '', 'base64'))).toBe(true);
    if (good.length > 24) expect(fits(good)).toBe(false);
  });
});
