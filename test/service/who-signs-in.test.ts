/** The names people sign in by, the letters of their passwords, the machines they are at, and where they are seen from. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { LabScheme } from '../../src/lab/auth/settings.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { HttpScheme } from '../../src/lab/web/settings.ts';
import { failureTexts } from '../../src/renderer/locales/en/failures.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { failureOf, watchLab } from '../fakes/lab-watch.ts';

const karen = 'karen@contoso.com';
const domain = 'contoso.com';
const schemes = ['TLS-DSK', 'NTLM', 'Digest'] as const satisfies readonly LabScheme[];

let lab: Lab;
let world: LabClient;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());
beforeEach(async () => {
  lab.setGeneration(domain, 'sfb-2019');
  world = await startLabClient({ lab, clock: createHandClock() });
});
afterEach(() => world.stop());

const account = () => world.client.state.get().account;
const passwordOf = (address: string) => world.passwordOf(address);
const start = (address: string, userName: string, password = passwordOf(address)) =>
  world.client.signIn.start({ address, userName, password, remember: false });

describe('a user name', () => {
  const names = [
    'CONTOSO\\karen',
    'contoso\\KAREN',
    'contoso.com\\karen',
    'karen',
    karen,
    'karen@contoso.local',
  ] as const;
  const cases = (['TLS-DSK', 'NTLM'] as const).flatMap((scheme) => names.map((name) => [name, scheme] as const));

  it.each(cases)('%s signs her in, under %s', async (name, scheme) => {
    lab.setAuthOffer(domain, { schemes: [scheme] });
    expect(await start(karen, name)).toEqual({ ok: true });
    expect(account()).toMatchObject({ kind: 'registered', account: { address: karen, scheme } });
  });

  const strangers = ['FABRIKAM\\karen', 'karen@fabrikam.com', 'CONTOSO\\nobody', '\\', '@', ' '] as const;
  it.each(strangers.flatMap((name) => (['TLS-DSK', 'NTLM'] as const).map((scheme) => [name, scheme] as const)))(
    '[E3] "%s" is tried once and refused, under %s',
    async (name, scheme) => {
      lab.setAuthOffer(domain, { schemes: [scheme] });
      const watch = watchLab(world);
      watch.mark();
      await start(karen, name);
      expect([failureOf(world)?.code, watch.registers()]).toEqual(['CREDENTIALS_WRONG', scheme === 'NTLM' ? 3 : 1]);
    },
  );

  it.each(schemes)('[E3] of somebody else is the right password of the wrong person, under %s', async (scheme) => {
    lab.setAuthOffer(domain, { schemes: [scheme] });
    await start(karen, 'CONTOSO\\vadim', passwordOf('vadim@contoso.com'));
    const failure = failureOf(world);
    expect(failure?.code).toBe('ACCOUNT_MISMATCH');
  });
});

describe('a password of any letters', () => {
  const yuki = 'yuki@contoso.com';

  it.each(schemes)('[E1] signs in, under %s', async (scheme) => {
    lab.setAuthOffer(domain, { schemes: [scheme] });
    expect(passwordOf(yuki)).toMatch(/[\u{10000}-\u{10ffff}]/u);
    expect(await world.signIn(yuki)).toEqual({ ok: true });
  });

  it.each<HttpScheme>(['Negotiate', 'NTLM', 'Basic'])('[E1] gets a certificate, by %s', async (scheme) => {
    lab.setAuthOffer(domain, { schemes: ['TLS-DSK'] });
    lab.setWebServices(domain, { httpSchemes: [scheme] });
    const outcome = await world.signIn(yuki);
    lab.setWebServices(domain, { httpSchemes: ['Negotiate', 'NTLM'] });
    expect(outcome).toEqual({ ok: true });
  });

  it.each(['', 'x'.repeat(256), 'パスワード', '\ud800', ' lab-yuki-2015 ', 'LAB-KAREN-2015'])(
    '[E1] that is not hers is refused: %j',
    async (password) => {
      lab.setAuthOffer(domain, { schemes: ['NTLM'] });
      await world.signIn(karen, password);
      expect(failureOf(world)?.code).toBe(password === '' ? 'PASSWORD_MISSING' : 'CREDENTIALS_WRONG');
    },
  );
});

describe('several machines of one person', () => {
  it.each(schemes)('are endpoints of their own, each signed out by itself, under %s', async (scheme) => {
    lab.setAuthOffer(domain, { schemes: [scheme] });
    const other = await startLabClient({ lab, clock: createHandClock(), installId: 'f'.repeat(32) });
    expect([await world.signIn(karen), await other.signIn(karen)]).toEqual([{ ok: true }, { ok: true }]);
    expect(lab.registrations(karen)).toHaveLength(2);
    const gruus = [world, other].map(({ client }) => {
      const { account: shown } = client.state.get();
      return shown.kind === 'registered' ? shown.account.gruu : undefined;
    });
    expect(new Set(gruus).size).toBe(2);
    await world.client.signIn.signOut();
    expect(lab.registrations(karen)).toHaveLength(1);
    expect(other.client.state.get().account.kind).toBe('registered');
    expect(await other.client.people.setPresence('busy')).toEqual({ ok: true });
    await other.stop();
    expect(lab.registrations(karen)).toEqual([]);
  });

  it('are one when it is the same machine that comes again', async () => {
    await world.signIn(karen);
    const again = await startLabClient({ lab, clock: createHandClock() });
    await again.signIn(karen);
    expect(lab.registrations(karen)).toHaveLength(1);
    await again.stop();
  });

  it.each([
    ['unregistered', 'signed you out'],
    ['rejected', 'may not sign in any more'],
    ['deactivated', 'another server'],
  ] as const)('are all told that the server ended it ("%s"), in words, and stay out', async (event, words) => {
    const other = await startLabClient({ lab, clock: createHandClock(), installId: 'f'.repeat(32) });
    await world.signIn(karen);
    await other.signIn(karen);
    lab.deregister(karen, event);
    for (const one of [world, other]) {
      await one.until(({ account: { kind } }) => kind === 'signed-out');
      const failure = failureOf(one);
      expect(failure).toMatchObject({ code: 'SIGNED_OUT_BY_SERVER', data: { reason: event } });
      expect(failure && failureTexts[failure.code].sentence(failure)).toContain(words);
    }
    expect(lab.registrations(karen)).toEqual([]);
    await other.stop();
  });
});

describe('where a person is', () => {
  it.each([
    [karen, 'outside', 'sip.contoso.com', 'RTC/7.0'],
    ['kim.akers@fabrikam.com', 'inside', 'pool01.fabrikam.com', 'RTC/6.0'],
  ])('[E9] [R4] %s is shown as %s, with server, scheme and cost', async (address, location, server, software) => {
    expect(await world.signIn(address)).toEqual({ ok: true });
    expect(account()).toMatchObject({
      kind: 'registered',
      account: {
        location,
        server,
        scheme: 'TLS-DSK',
        registerCount: 4,
        serverSoftware: expect.stringContaining(software),
        publicAddress: expect.stringMatching(/^127\./),
      },
    });
  });
});
