import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { GENERATIONS } from '../auth/generations.ts';
import type { AuthFaults, LabGeneration } from '../auth/settings.ts';
import { EDGE, KAREN, LOGIN, POOL, signingBench } from '../auth/test-signing-bench.ts';
import { SigningClient } from '../auth/test-signing-client.ts';
import { register } from '../sip/test-people.ts';

const setUp = (faults?: AuthFaults, server?: string) =>
  signingBench({ clock: createFakeClock(), random: createFakeRandom() }, faults, server);

const generations = Object.keys(GENERATIONS) as LabGeneration[];

describe('the offer', () => {
  it.each(generations)('[E1] [R2] of %s names its schemes in their order, and its software', (generation) => {
    const { bench } = setUp();
    bench.side.setGeneration('contoso.com', generation);
    const [answer] = register(bench.connect(POOL), KAREN);
    const schemes = answer?.headers('WWW-Authenticate').map((value) => value.split(' ', 1)[0]);
    expect(schemes).toEqual(GENERATIONS[generation].schemes);
    expect(answer?.header('Server')).toBe(GENERATIONS[generation].software);
    expect(answer?.header('Date')).toBe('Fri, 20 Nov 2026 09:00:00 GMT');
  });

  it('[E1] is complete, and the certificate service is named for the side one stands on', () => {
    const { bench } = setUp();
    const at = (server: string) => register(bench.connect(server), KAREN)[0]?.headers('WWW-Authenticate') ?? [];
    expect(at(POOL).slice(0, 3)).toEqual([
      'NTLM realm="SIP Communications Service", targetname="fe01.contoso.com", version=4',
      'Kerberos realm="SIP Communications Service", targetname="sip/fe01.contoso.com", version=4',
      'TLS-DSK realm="SIP Communications Service", targetname="fe01.contoso.com", version=4, sts-uri="https://pool01.contoso.com/CertProv/CertProvisioningService.svc"',
    ]);
    expect(at(EDGE)[2]).toContain('sts-uri="https://web.contoso.com/CertProv/CertProvisioningService.svc"');
    expect(at(POOL)[3]).toMatch(/^Digest /);
  });

  it('is kept to: a scheme that is not offered is not taken', () => {
    const { bench, karen } = setUp();
    karen.ntlm(LOGIN);
    bench.side.setAuthOffer('contoso.com', { schemes: ['TLS-DSK'] });
    const other = new SigningClient(bench.connect(POOL), KAREN);
    other.terms = karen.terms;
    expect(other.register(other.step('NTLM', ''))[0]?.headers('WWW-Authenticate')).toHaveLength(1);
  });
});

describe('signing in with NTLM', () => {
  it.each([
    ['DOMAIN\\user', { user: 'karen', domain: 'CONTOSO' }],
    ['the DNS domain', { user: 'Karen', domain: 'contoso.com' }],
    ['a UPN', { user: KAREN, domain: '' }],
    ['a plain name', { user: 'karen', domain: '' }],
  ])('[E3] takes %s, and signs the 200', (_title, who) => {
    const { karen, bench } = setUp();
    const answer = karen.ntlm({ ...LOGIN, ...who });
    expect(answer?.status).toBe(200);
    expect(answer && karen.trusts(answer)).toBe(true);
    expect(answer?.header('Expires')).toBe('7200');
    expect(bench.side.registrations(KAREN)).toHaveLength(1);
  });

  it.each([
    ['a wrong password', { ...LOGIN, password: 'wrong' }],
    ['a wrong user', { ...LOGIN, user: 'nobody' }],
    ['a foreign domain', { ...LOGIN, domain: 'FABRIKAM' }],
  ])('[E3] answers %s with 401 once more, and nobody is registered', (_title, wrong) => {
    const { karen, bench } = setUp();
    const answer = karen.ntlm(wrong);
    expect(answer?.status).toBe(401);
    expect(answer?.header('ms-diagnostics')).toMatch(/^1000;reason="Final handshake failed/);
    expect(answer?.header('Authentication-Info')).toBeUndefined();
    expect(bench.side.registrations(KAREN)).toEqual([]);
  });

  it('[E3] refuses CONTOSO\\vadim as jeremy with 403 and 4004', () => {
    const { bench } = setUp();
    const jeremy = new SigningClient(bench.connect(POOL), 'jeremy@contoso.com');
    const answer = jeremy.ntlm({ user: 'vadim', domain: 'CONTOSO', password: 'lab-vadim-2015' });
    expect(answer?.status).toBe(403);
    expect(answer?.header('ms-diagnostics')).toMatch(/^4004;/);
  });

  it('[E3] lets nobody in whose account was taken away, and signs him out where he is', () => {
    const { bench, karen } = setUp();
    karen.ntlm(LOGIN);
    bench.side.setEnabled(KAREN, false);
    const [notice] = karen.client.take();
    expect(notice?.body).toBe('deregistered;event=rejected\r\n');
    expect(notice && karen.trusts(notice)).toBe(true);
    karen.mac = undefined;
    expect(karen.register(undefined)[0]?.header('ms-diagnostics')).toMatch(/^4005;/);
    bench.side.setEnabled(KAREN, true);
    expect(karen.ntlm(LOGIN)?.status).toBe(200);
  });

  it.each([0, 2, 3] as const)('goes on without a signature at first where the version is %s', (version) => {
    const { bench, karen } = setUp();
    bench.side.setAuthOffer('contoso.com', { version });
    const [first] = karen.register(undefined);
    const value = karen.read(first, 'NTLM');
    expect(value?.params.get('version')).toBe(version === 0 ? undefined : String(version));
    const answer = karen.ntlm(LOGIN);
    expect(answer?.status).toBe(200);
    expect(answer && karen.trusts(answer)).toBe(true);
  });

  it('never answers the same challenge twice', () => {
    const { karen } = setUp();
    karen.ntlm(LOGIN);
    const again = karen.client.sent.at(-1) ?? '';
    const replayed = again.replace(/branch=\S+/, 'branch=z9hG4bKother');
    expect(karen.client.raw(replayed)[0]?.status).toBe(401);
  });
});

describe('the director', () => {
  it('[E7] finds out who somebody is and sends him to his pool, signed', () => {
    const { karen } = setUp({}, 'dir01.contoso.com');
    const answer = karen.ntlm(LOGIN);
    expect(answer?.status).toBe(301);
    expect(answer?.header('Contact')).toBe('<sip:pool01.contoso.com:5061;transport=tls>');
    expect(answer && karen.trusts(answer)).toBe(true);
    expect(karen.ntlm({ ...LOGIN, password: 'wrong' })?.status).toBe(401);
  });
});
