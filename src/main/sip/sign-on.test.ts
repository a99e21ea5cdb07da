/** Proving who we are at the lab's own Front End: every scheme, every refusal, and that none is tried for ever. */
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../test/fakes/agent-bench.ts';
import { createFrontEndBench, type FrontEndBench, karen, karenPassword } from '../../../test/fakes/front-end-bench.ts';
import { type LabGeneration, tokenFaults } from '../../lab/auth/settings.ts';

const register = (bench: FrontEndBench) => bench.settled(bench.agent.register(bench.listener));
const registers = (bench: FrontEndBench) => bench.sent('REGISTER').length;

/** The failure of a registration that must fail, with everything put away. */
async function failure(bench: FrontEndBench) {
  const outcome = await register(bench);
  bench.agent.close();
  expect([bench.clock.pending, bench.lab.side.registrations(karen), bench.heard.lost]).toEqual([0, [], []]);
  return failureOf(outcome);
}

function at(generation: LabGeneration, patch?: Parameters<typeof createFrontEndBench>[0]): FrontEndBench {
  const bench = createFrontEndBench(patch);
  bench.lab.side.setGeneration('contoso.com', generation);
  return bench;
}

const wrong = { credentialsFor: () => ({ userName: 'CONTOSO\\karen', password: 'wrong' }) };

describe('the best scheme that both sides have', () => {
  it.each<[LabGeneration, 'with a certificate' | 'without', string, number]>([
    ['ocs-2007-r2', 'with a certificate', 'NTLM', 3],
    ['lync-2010', 'with a certificate', 'TLS-DSK', 4],
    ['lync-2013', 'with a certificate', 'TLS-DSK', 4],
    ['sfb-2015', 'with a certificate', 'TLS-DSK', 4],
    ['sfb-2019', 'with a certificate', 'TLS-DSK', 4],
    ['online', 'with a certificate', 'TLS-DSK', 4],
    ['lync-2010', 'without', 'NTLM', 3],
    ['sfb-2019', 'without', 'NTLM', 3],
  ])('[E1] at %s %s is %s, in %i REGISTERs', async (generation, way, scheme, registerCount) => {
    const bench = at(generation, { hasCertificates: way !== 'without' });
    expect(await register(bench)).toMatchObject({ ok: true, value: { scheme, registerCount } });
    expect(bench.lab.side.registrations(karen)).toHaveLength(1);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('[E1] is Digest where nothing else is offered', async () => {
    const bench = createFrontEndBench();
    bench.lab.side.setAuthOffer('contoso.com', { schemes: ['Digest'] });
    expect(await register(bench)).toMatchObject({ ok: true, value: { scheme: 'Digest MD5', registerCount: 2 } });
    bench.agent.close();
  });

  it.each(['NTLM', 'Digest'] as const)('[E1] is one of those that may be used: %s', async (scheme) => {
    const bench = createFrontEndBench({ schemes: [scheme] });
    const outcome = await register(bench);
    expect(outcome.ok && outcome.value.scheme).toMatch(new RegExp(`^${scheme}`));
    bench.agent.close();
  });

  it('[E1] is none where only Kerberos is offered, and where the password is not there', async () => {
    const kerberos = createFrontEndBench();
    kerberos.lab.side.setAuthOffer('contoso.com', { schemes: ['Kerberos'] });
    expect(await failure(kerberos)).toMatchObject({ code: 'AUTH_SCHEME_UNSUPPORTED', data: { offered: 'Kerberos' } });
    const nobody = at('ocs-2007-r2', { credentialsFor: () => undefined });
    expect((await failure(nobody)).code).toBe('AUTH_SCHEME_UNSUPPORTED');
    expect([registers(kerberos), registers(nobody)]).toEqual([1, 1]);
  });

  it('asks the certificate service that the challenge names, for the server that it names', async () => {
    const bench = createFrontEndBench();
    await register(bench);
    expect(bench.certificates.asked).toMatchObject([
      {
        stsUri: 'https://pool01.contoso.com/CertProv/CertProvisioningService.svc',
        targetName: expect.stringMatching(/\.contoso\.com$/),
      },
    ]);
    bench.agent.close();
  });
});

describe('what cannot be had by certificate', () => {
  it.each(['CERTIFICATE_SERVICE_UNAVAILABLE', 'WEB_SERVICE_UNREACHABLE', 'WEB_SERVICE_UNREADABLE'] as const)(
    '[E7] is had by NTLM when it says %s, which the trace tells',
    async (code) => {
      const bench = createFrontEndBench();
      bench.certificates.fails = code;
      expect(await register(bench)).toMatchObject({ ok: true, value: { scheme: 'NTLM' } });
      expect(bench.trace).toContainEqual({ kind: 'decision', text: `TLS-DSK passed over: ${code}` });
      bench.agent.close();
    },
  );

  it('[E7] is not had at all where nothing else is offered: the failure is that of the service', async () => {
    const bench = at('online');
    bench.certificates.fails = 'CERTIFICATE_SERVICE_UNAVAILABLE';
    expect((await failure(bench)).code).toBe('CERTIFICATE_SERVICE_UNAVAILABLE');
    expect(registers(bench)).toBe(1);
  });

  it.each(['CREDENTIALS_WRONG', 'ACCOUNT_MISMATCH', 'USER_UNKNOWN', 'CLOCK_OFF'] as const)(
    '[E3] is not tried with the same password elsewhere when it says %s',
    async (code) => {
      const bench = createFrontEndBench();
      bench.certificates.fails = code;
      expect((await failure(bench)).code).toBe(code);
      expect(registers(bench)).toBe(1);
    },
  );
});

describe('a certificate that the server refuses', () => {
  it('[E7] is thrown away when it was a stored one, and a new one is shown', async () => {
    const bench = createFrontEndBench();
    bench.certificates.store(false);
    expect(await register(bench)).toMatchObject({ ok: true, value: { scheme: 'TLS-DSK' } });
    expect([bench.certificates.rejected.length, bench.certificates.asked.length]).toEqual([1, 2]);
    expect(registers(bench)).toBeLessThanOrEqual(8);
    bench.agent.close();
  });

  it.each(['a stored one', 'a new one'])('[E7] is the end when it was %s and no new one is better', async (which) => {
    const bench = createFrontEndBench();
    bench.certificates.issuesUnknown = true;
    if (which === 'a stored one') bench.certificates.store(false);
    expect(await failure(bench)).toMatchObject({
      code: 'CLIENT_CERTIFICATE_REFUSED',
      server: 'pool01.contoso.com',
      sip: { status: 401 },
      diagnostics: [{ code: 1000, reason: 'The client certificate is not valid for this deployment' }],
    });
    expect(bench.certificates.rejected).toHaveLength(which === 'a stored one' ? 2 : 1);
    expect(registers(bench)).toBeLessThanOrEqual(8);
  });
});

describe('a server that says no', () => {
  it('[E3] to a wrong password is asked once', async () => {
    const bench = createFrontEndBench({ ...wrong, hasCertificates: false });
    expect(await failure(bench)).toMatchObject({ code: 'CREDENTIALS_WRONG', sip: { status: 401 } });
    expect(registers(bench)).toBe(3);
    expect(JSON.stringify(bench.trace)).not.toContain(karenPassword);
  });

  it.each([true, false])('[E3] to the person, by a certificate: %s', async (hasCertificates) => {
    const bench = createFrontEndBench({ hasCertificates });
    bench.fault({ auth: { mismatch: true } });
    expect(await failure(bench)).toMatchObject({ code: 'ACCOUNT_MISMATCH', sip: { status: 403 } });
  });

  it.each([
    [true, 'AUTH_ENDLESS'],
    [false, 'CREDENTIALS_WRONG'],
  ] as const)('for ever, by a certificate: %s, is %s after a few REGISTERs', async (hasCertificates, code) => {
    const bench = createFrontEndBench({ hasCertificates });
    bench.certificates.store();
    bench.fault({ auth: { endless401: true } });
    expect((await failure(bench)).code).toBe(code);
    expect(registers(bench)).toBeLessThanOrEqual(8);
  });

  it.each([true, false])('from the start each time is AUTH_ENDLESS, by a certificate: %s', async (hasCertificates) => {
    const bench = createFrontEndBench({ hasCertificates });
    let first = '';
    // Its first 401 over again, as the answer to whatever is asked.
    bench.onWay = (text) => {
      first ||= text;
      const own = (name: string) => new RegExp(`^${name}: .*$`, 'im');
      return ['Via', 'CSeq'].reduce((made, name) => made.replace(own(name), own(name).exec(text)?.[0] ?? ''), first);
    };
    expect((await failure(bench)).code).toBe('AUTH_ENDLESS');
    expect(registers(bench)).toBe(3);
  });

  it('whose clock is ten minutes off is told apart from a wrong password, and let be where it works', async () => {
    const bench = createFrontEndBench({ ...wrong, hasCertificates: false });
    bench.fault({ auth: { clockSkewSeconds: 600 } });
    expect(await failure(bench)).toMatchObject({
      code: 'CLOCK_OFF',
      data: { minutes: '10' },
      detail: expect.stringContaining('CREDENTIALS_WRONG'),
    });
    const good = createFrontEndBench();
    good.fault({ auth: { clockSkewSeconds: 600 } });
    expect((await register(good)).ok).toBe(true);
    good.agent.close();
  });

  // The one that is too long for a message ends the connection before it gets here.
  const tokens = tokenFaults.filter((token) => token !== 'oversize');
  it.each(tokens.flatMap((token) => [true, false].map((byCertificate) => [token, byCertificate] as const)))(
    'with gssapi-data that is %s ends the attempt, by a certificate: %s',
    async (token, hasCertificates) => {
      const bench = createFrontEndBench({ hasCertificates });
      bench.fault({ auth: { token } });
      expect((await failure(bench)).code).toBe('AUTH_UNREADABLE');
      expect(registers(bench)).toBeLessThanOrEqual(3);
    },
  );
});

describe('an attempt that is given up', () => {
  it('while the certificate is waited for', async () => {
    const bench = createFrontEndBench();
    const giveUp = new AbortController();
    bench.certificates.waits = true;
    const outcome = bench.agent.register(bench.listener, giveUp.signal);
    await bench.until(() => bench.certificates.asked.length === 1);
    giveUp.abort();
    expect(failureOf(await bench.settled(outcome)).code).toBe('SIP_TIMEOUT');
    expect([registers(bench), bench.clock.pending, bench.certificates.asked[0]?.signal.aborted]).toEqual([1, 0, true]);
    bench.agent.close();
  });

  it('by the connection says so, also while TLS is under way inside', async () => {
    const bench = createFrontEndBench();
    const outcome = bench.agent.register(bench.listener);
    await bench.until(() => registers(bench) === 2);
    bench.flow.lose();
    expect(failureOf(await bench.settled(outcome)).code).toBe('CONNECTION_LOST');
    expect(bench.clock.pending).toBe(0);
  });
});
