/** Whatever a server says wrong while somebody signs in has a name of its own, costs a few requests, and is not tried again by itself. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { type AuthFaults, ntlmChallengeFaults, tokenFaults } from '../../src/lab/auth/settings.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { WebFaults } from '../../src/lab/web/settings.ts';
import { failureTexts } from '../../src/renderer/locales/en/failures.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { failureOf, type LabWatch, watchLab } from '../fakes/lab-watch.ts';

const karen = 'karen@contoso.com';
const domain = 'contoso.com';
const edge = 'sip.contoso.com';
/** The web server outside, as the lab names it; its services go by web.contoso.com. */
const web = 'meet.contoso.com';
const schemes = ['TLS-DSK', 'NTLM'] as const;

let lab: Lab;
let clock: HandClock;
let world: LabClient;
let watch: LabWatch;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ lab, clock });
  watch = watchLab(world);
  watch.mark();
  lab.dns.clearQueries();
  lab.setGeneration(domain, 'sfb-2019');
});
afterEach(async () => {
  lab.setFaults(edge, {});
  lab.setFaults(web, {});
  await world.stop();
});

const offer = (...offered: readonly (typeof schemes)[number][]) => lab.setAuthOffer(domain, { schemes: offered });
const faulty = (auth: AuthFaults) => lab.setFaults(edge, { auth });
const broken = (faults: WebFaults) => lab.setFaults(web, { web: faults });

interface Result {
  readonly code: string;
  readonly registers: number;
  readonly visits: number;
}

/** Signs in, then lets ten minutes pass: what comes after the outcome would be a blind try. */
async function outcome(password?: string): Promise<Result> {
  await world.signIn(karen, password);
  const code = failureOf(world)?.code ?? world.client.state.get().account.kind;
  const cost = [watch.registers(), watch.webRequests().length];
  if (code !== 'registered') {
    await clock.pass(10 * 60_000);
    expect([watch.registers(), watch.webRequests().length]).toEqual(cost);
    expect(world.client.state.get().account.kind).toBe('signed-out');
    expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
  }
  return { code, registers: watch.registers(), visits: watch.webRequests().length };
}

describe('gssapi-data', () => {
  const cases = schemes.flatMap((scheme) => tokenFaults.map((token) => [scheme, token] as const));

  it.each(cases)('[E7] [E8] of %s that is %s', async (scheme, token) => {
    offer(scheme);
    faulty({ token });
    const { code, registers } = await outcome();
    expect([code, registers]).toEqual(['AUTH_UNREADABLE', 2]);
  });
});

describe('an NTLM challenge', () => {
  it.each(ntlmChallengeFaults)('[E8] of the wrong shape: %s', async (ntlmChallenge) => {
    offer('NTLM');
    faulty({ ntlmChallenge });
    const { code, registers } = await outcome();
    expect([code, registers]).toEqual(['AUTH_UNREADABLE', 2]);
  });
});

describe('challenges without end', () => {
  // After an NTLM proof another challenge is all a server ever says to a wrong password. With a certificate that it took in the
  // handshake it says something else; the certificate was new, so there is no other to try.
  it.each([
    ['NTLM', 'CREDENTIALS_WRONG', 3],
    ['TLS-DSK', 'AUTH_ENDLESS', 4],
  ] as const)('[E1] under %s are %s', async (scheme, expected, rounds) => {
    offer(scheme);
    faulty({ endless401: true });
    const { code, registers } = await outcome();
    expect([code, registers]).toEqual([expected, rounds]);
  });

  it('[E1] [E7] cost a stored certificate one renewed try', async () => {
    offer('TLS-DSK');
    expect(await world.signIn(karen)).toEqual({ ok: true });
    await world.client.signIn.signOut();
    watch.mark();
    faulty({ endless401: true });
    const { code, registers, visits } = await outcome();
    expect([code, registers, visits]).toEqual(['AUTH_ENDLESS', 7, 5]);
  });
});

describe('a web service', () => {
  const cases = [
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'ticket', fault: 'soap-fault' } }],
    ['CREDENTIALS_WRONG', { answer: { service: 'ticket', fault: 'soap-fault', code: 'wsse:FailedAuthentication' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'certificate', fault: 'soap-fault' } }],
    [
      'CERTIFICATE_SERVICE_REFUSED',
      { answer: { service: 'certificate', fault: 'soap-fault', code: 'wsse:InvalidSecurity' } },
    ],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'mex', fault: 'html' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'ticket', fault: 'html' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'html' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'mex', fault: 'redirect-loop' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'oversize' } }],
    ['WEB_SERVICE_UNREACHABLE', { answer: { service: 'certificate', fault: 'truncated' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'mex', fault: 'empty' } }],
    ['WEB_SERVICE_UNREADABLE', { ticket: 'no-entropy' }],
    ['CERTIFICATE_SERVICE_REFUSED', { ticket: 'wrong-entropy' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'refused' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'missing' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'expired' }],
    ['WEB_SERVICE_UNREADABLE', { certificate: 'damaged' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-user' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-key' }],
  ] as const satisfies readonly (readonly [string, WebFaults])[];

  it.each(cases)('[E7] is %s under %j', async (expected, faults) => {
    offer('TLS-DSK');
    broken(faults);
    const { code, registers, visits } = await outcome();
    expect([code, registers]).toEqual([expected, 1]);
    // Five are a whole visit, and so many redirects are followed.
    expect(visits).toBeLessThanOrEqual(6);
  });

  it.each([
    ['a redirect', { answer: { service: 'mex', fault: 'foreign-redirect' } }],
    ['a description', { mex: 'foreign-hosts' }],
  ] as const satisfies readonly (readonly [string, WebFaults])[])(
    '[C4] [E7] of a foreign host, named by %s, is not even looked up',
    async (_, faults) => {
      offer('TLS-DSK');
      broken(faults);
      const { code, registers } = await outcome();
      expect([code, registers]).toEqual(['WEB_REDIRECT_UNTRUSTED', 1]);
      const host = failureOf(world)?.data?.host ?? '';
      expect(host).not.toMatch(/contoso\.com$|^$/);
      expect(lab.dns.queries().map(({ name }) => name)).not.toContain(host);
    },
  );

  it('[C4] [E7] of a foreign host gets no ticket request: where that is sent on to is not followed anywhere', async () => {
    offer('TLS-DSK');
    broken({ answer: { service: 'ticket', fault: 'foreign-redirect' } });
    expect(await outcome()).toMatchObject({ code: 'WEB_REDIRECT_UNTRUSTED', registers: 1 });
    expect(failureOf(world)?.data?.host).not.toMatch(/contoso\.com$|^$/);
    expect(lab.dns.queries().filter(({ name }) => !name.endsWith('contoso.com'))).toEqual([]);
  });

  it('[E3] that gives tickets for a sign-in page of the company alone is told apart by what it offers', async () => {
    offer('TLS-DSK');
    broken({ mex: 'federation-only' });
    expect(await outcome()).toMatchObject({ code: 'AUTH_SCHEME_UNSUPPORTED', registers: 1 });
    const failure = failureOf(world);
    expect(failure && failureTexts[failure.code].sentence(failure)).toMatch(/way of signing in .*: WsFedBearer\.$/);
    offer('TLS-DSK', 'NTLM');
    expect(await world.signIn(karen)).toEqual({ ok: true });
  });

  it('[E7] that never answers is given up after ten seconds', async () => {
    offer('TLS-DSK');
    broken({ answer: { service: 'ticket', fault: 'silent' } });
    const signingIn = world.signIn(karen);
    // The descriptions are asked for first.
    await clock.begun(10_000, 3);
    await clock.pass(10_000);
    expect(await signingIn).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREACHABLE' } });
  });
});

describe('a clock that is ten minutes off', () => {
  it.each(schemes)('alone keeps nobody out: %s', async (scheme) => {
    offer(scheme);
    for (const clockSkewSeconds of [600, -600]) {
      faulty({ clockSkewSeconds });
      expect(await world.signIn(karen)).toEqual({ ok: true });
    }
  });

  it.each([600, -600])('is named where NTLM refuses: %i s', async (clockSkewSeconds) => {
    offer('NTLM');
    faulty({ clockSkewSeconds });
    expect(await outcome('not hers')).toMatchObject({ code: 'CLOCK_OFF', registers: 3 });
    expect(failureOf(world)).toMatchObject({ server: edge, data: { minutes: '10' } });
  });

  it('is named where the certificate is refused', async () => {
    offer('TLS-DSK');
    faulty({ clockSkewSeconds: -600, certificateRefused: true });
    expect(await outcome()).toMatchObject({ code: 'CLOCK_OFF', registers: 3 });
  });

  it.each([10, -10])(
    'is named where the ticket service refuses, and NTLM is not tried then: %i min',
    async (clockMinutes) => {
      broken({ clockMinutes });
      expect(await outcome('not hers')).toMatchObject({ code: 'CLOCK_OFF', registers: 1 });
      expect(failureOf(world)).toMatchObject({ data: { minutes: '10' } });
    },
  );

  it('of four minutes is not blamed', async () => {
    offer('NTLM');
    faulty({ clockSkewSeconds: 240 });
    expect(await outcome('not hers')).toMatchObject({ code: 'CREDENTIALS_WRONG', registers: 3 });
  });
});

describe('a person', () => {
  it.each(schemes)('whose account is not there is told so: %s', async (scheme) => {
    offer(scheme);
    lab.setEnabled(karen, false);
    const { code } = await outcome();
    lab.setEnabled(karen, true);
    expect(code).toBe('USER_UNKNOWN');
  });

  it.each(schemes)('[E3] with a wrong password is asked for it after one try: %s', async (scheme) => {
    offer(scheme);
    const registers = scheme === 'NTLM' ? 3 : 1;
    expect(await outcome('not hers')).toMatchObject({ code: 'CREDENTIALS_WRONG', registers });
  });
});
