/** Everything a server, a file or a person can get wrong: a failure of its own each, and the client goes on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CertificateFault, ServerFaults } from '../../src/lab/api.ts';
import { failureTexts } from '../../src/renderer/locales/en/failures.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const tailspin = () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';
const edge = (faults: ServerFaults) => world.lab.setFaults('sip.contoso.com', faults);
const failureOf = (outcome: Awaited<ReturnType<LabClient['signIn']>>) =>
  outcome.ok ? 'signed in' : outcome.failure.code;

describe('signing in', () => {
  afterEach(async () => {
    edge({});
    expect(failureOf(await world.signIn('karen@contoso.com'))).toBe('signed in');
  });

  it.each([
    '',
    'karen',
    '@contoso.com',
    'karen@',
    'karen@contoso',
    'karen@[::1]',
    'ka ren@contoso.com',
    'karen@contoso.com\r\nX: y',
  ])('not an address: %j', async (address) => {
    expect(failureOf(await world.signIn(address, 'x'))).toBe('ADDRESS_INVALID');
  });

  it('[E3] a wrong password is tried once and not again', async () => {
    expect(failureOf(await world.signIn('karen@contoso.com', 'wrong'))).toBe('CREDENTIALS_WRONG');
    // The way to the certificate told it: nothing is left to prove to the registrar.
    const sent = (start: RegExp) =>
      world.lab.log().filter(({ direction, startLine }) => direction === 'received' && start.test(startLine));
    expect(sent(/^REGISTER/)).toHaveLength(1);
    expect(sent(/^POST .*WebTicket/).length).toBeLessThanOrEqual(3);
    expect(world.client.state.get().account).toMatchObject({
      kind: 'signed-out',
      failure: { code: 'CREDENTIALS_WRONG' },
    });
  });

  it.each([
    ['TLS-DSK', 'at the web service that gives certificates'],
    ['NTLM', 'at the registrar'],
  ] as const)("[E3] [A9] another person's account is said to be another's (%s, %s)", async (scheme, _where) => {
    world.lab.setAuthOffer('contoso.com', { schemes: [scheme] });
    const outcome = await world.client.signIn.start({
      address: 'jeremy@contoso.com',
      password: world.passwordOf('vadim@contoso.com'),
      userName: 'CONTOSO\\vadim',
      remember: false,
    });
    const failure = {
      code: 'ACCOUNT_MISMATCH' as const,
      data: { address: 'jeremy@contoso.com', userName: 'CONTOSO\\vadim' },
    };
    expect(outcome).toMatchObject({ failure });
    expect(failureTexts[failure.code].sentence({ ...failure, at: 0 })).toBe(
      'This account may not sign in as jeremy@contoso.com (CONTOSO\\vadim).',
    );
    const { server, diagnostics } = outcome.ok ? {} : outcome.failure;
    expect(scheme === 'NTLM' ? diagnostics?.[0]?.source : server).toMatch(/contoso\.com/);
  });

  it('somebody the company does not know', async () => {
    expect(failureOf(await world.signIn('nobody@contoso.com', 'x'))).toBe('USER_UNKNOWN');
  });

  it('[B3] a domain nobody knows', async () => {
    expect(failureOf(await world.signIn('kim@nobody.example', 'x'))).toBe('DOMAIN_UNKNOWN');
  });

  it.each<[CertificateFault, string]>([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrong-name', 'CERTIFICATE_WRONG_NAME'],
    ['self-signed', 'CERTIFICATE_SELF_SIGNED'],
    ['unknown-root', 'CERTIFICATE_UNKNOWN_ISSUER'],
    ['leaf-only', 'CERTIFICATE_INTERMEDIATE_MISSING'],
  ])('[D1] a certificate that is %s', async (certificate, code) => {
    edge({ certificate });
    expect(failureOf(await world.signIn('karen@contoso.com'))).toBe(code);
    const { journey } = world.client.state.get();
    expect(journey?.stages.find(({ failure }) => failure)?.failure?.code).toBe(code);
  });

  it('an answer that is not SIP is dropped and traced, and the wait has an end', async () => {
    edge({ malformed: 'sip-answer' });
    const signingIn = world.signIn('karen@contoso.com');
    await new Promise<void>((resolve) => world.client.tracing.onRecord(({ kind }) => kind === 'dropped' && resolve()));
    world.client.signIn.cancel();
    await signingIn;
    expect(world.client.state.get().account.kind).toBe('signed-out');
  });

  it('a server that accepts and is silent: cancel ends the wait and leaves nothing open', async () => {
    edge({ silent: 'sip' });
    const signingIn = world.signIn('karen@contoso.com');
    await world.until(
      ({ journey }) => journey?.stages.some(({ name, state }) => name === 'register' && state === 'running') ?? false,
    );
    world.client.signIn.cancel();
    await signingIn;
    expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
    expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('after signing in', () => {
  it('contacts that cannot be read leave the sign-in as it is', async () => {
    world.lab.setFaults('pool01.contoso.com', { malformed: 'xml-contacts' });
    expect(failureOf(await world.signIn('karen@contoso.com'))).toBe('signed in');
    const { contacts, account } = await world.until((snapshot) => snapshot.contacts.state === 'failed');
    expect(contacts.failure?.code).toBe('CONTACTS_UNAVAILABLE');
    expect(account.kind).toBe('registered');
  });

  it('a dial plan that cannot be read says so, and numbers are dialled as typed', async () => {
    edge({ malformed: 'xml-dial-plan' });
    await world.signIn('karen@contoso.com');
    const { dialPlan } = await world.until((snapshot) => snapshot.dialPlan.state === 'failed');
    expect(dialPlan.failure?.code).toBe('DIAL_PLAN_UNREADABLE');
    expect(world.client.people.tryNumber('01785 123456')).toMatchObject({ outcome: 'no-plan', result: '01785123456' });
  });
});

describe('joining', () => {
  it.each([
    '',
    'hello',
    'http://meet.contoso.com/a/B',
    'sip:garth@tailspintoys.com',
    'conf:sip:x',
    'https://127.0.0.1:1/meet/a/AAAAAAAA',
    'x'.repeat(30_000),
  ])('not a meeting link: %.40s', async (text) => {
    const outcome = await world.join(text);
    expect(outcome.ok ? 'joined' : outcome.failure.code).toMatch(/^LINK_|^CERTIFICATE_/);
    expect((await world.join(tailspin())).ok).toBe(true);
  });

  it.each(['xml-roster', 'doctype-roster'] as const)(
    'a roster that is %s is refused and traced; one stays in and can leave',
    async (malformed) => {
      world.lab.setFaults('sip.tailspintoys.com', { malformed });
      expect((await world.join(tailspin())).ok).toBe(true);
      const isTraced = () =>
        world.client.tracing
          .list(0, 5000)
          .entries.some((entry) => entry.kind === 'failure' && entry.code === 'MEETING_XML_UNREADABLE');
      await world.until(isTraced);
      await world.client.meetings.leave();
      expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'left' });
    },
  );

  it('an edge that is silent: cancel ends it, and the next join works', async () => {
    world.lab.setFaults('sip.tailspintoys.com', { silent: { method: 'INVITE' } });
    const joining = world.join(tailspin());
    await world.untilMeeting(({ steps }) => steps.some(({ kind }) => kind === 'asking-edge'));
    await world.client.meetings.leave();
    await joining;
    expect(world.client.state.get().meeting).toMatchObject({ endedBecause: 'cancelled' });
    world.lab.setFaults('sip.tailspintoys.com', {});
    expect((await world.join(tailspin())).ok).toBe(true);
  });

  it('a refusal nobody can interpret is shown with its code, and offers the way as a guest', async () => {
    await world.signIn('karen@contoso.com');
    edge({ answer: { method: 'INVITE', status: 486, reason: 'Busy Here' } });
    expect(await world.join(tailspin())).toMatchObject({ failure: { code: 'JOIN_REFUSED', sip: { status: 486 } } });
    expect(world.client.state.get().meeting).toMatchObject({ canTryGuest: true });
    expect((await world.join(tailspin(), { as: 'guest' })).ok).toBe(true);
  });
});
