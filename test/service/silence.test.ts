/** Servers that accept and then say nothing, and people who do not want to wait: each wait has its limit, each cancel leaves nothing open. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerFaults } from '../../src/lab/api.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const seconds = 1000;
/** The next look at the machine's network. */
const alwaysHeld = [1.5 * seconds];

let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
  // What the client prepares when it has nothing else to do.
  await clock.pass(1 * seconds);
  expect(clock.held).toEqual(alwaysHeld);
});
afterEach(async () => {
  healed();
  await world.stop();
});

const contoso = (faults: ServerFaults) => world.lab.setFaults('sip.contoso.com', faults);
const tailspin = (faults: ServerFaults) => world.lab.setFaults('sip.tailspintoys.com', faults);
const link = () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';
const stageOf = (snapshot: Snapshot, name: string) => snapshot.journey?.stages.find((stage) => stage.name === name);
const accountKind = () => world.client.state.get().account.kind;

function healed(): void {
  contoso({});
  tailspin({});
}

/** Nothing of what was tried is left, on either side: no socket, no wait. */
async function nothingLeft(): Promise<void> {
  // A socket is seen to be closed a moment later, at the lab and here, where its goodbye is timed. The test's own limit ends a wait for ever.
  const isLeft = () => world.lab.openConnections() > 0 || clock.held.length > alwaysHeld.length;
  while (isLeft()) await new Promise((resolve) => setImmediate(resolve));
  expect(clock.held).toEqual(alwaysHeld);
  expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
}

describe('signing in with a server that is silent', () => {
  afterEach(async () => {
    await nothingLeft();
    healed();
    expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
    await world.client.signIn.signOut();
  });

  it('before TCP stands: 3 s', async () => {
    const signingIn = world.signIn(karen);
    // The wait has just begun, so no answer can be here yet: to us the server is silent.
    await clock.begun(3 * seconds);
    clock.expire(3 * seconds);
    expect(await signingIn).toMatchObject({ failure: { code: 'CONNECT_TIMEOUT' } });
  });

  it('before TLS stands: 3 s', async () => {
    contoso({ silent: 'tcp' });
    const signingIn = world.signIn(karen);
    await clock.begun(3 * seconds, 2);
    await clock.pass(3 * seconds - 1);
    expect(accountKind()).toBe('signing-in');
    await clock.pass(1);
    expect(await signingIn).toMatchObject({ failure: { code: 'TLS_TIMEOUT' } });
    expect(stageOf(world.client.state.get(), 'connect')?.failure?.code).toBe('TLS_TIMEOUT');
  });

  it.each(['tls', 'sip', { method: 'REGISTER' }] as const)('when asked to register (%j): 8 s', async (silent) => {
    contoso({ silent });
    const signingIn = world.signIn(karen);
    await clock.begun(8 * seconds);
    await clock.pass(8 * seconds - 1);
    expect(accountKind()).toBe('signing-in');
    await clock.pass(1);
    expect(await signingIn).toMatchObject({ failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com' } });
    expect(stageOf(world.client.state.get(), 'register')?.failure?.code).toBe('SIP_TIMEOUT');
  });

  it('over and over: the whole journey has 30 s', async () => {
    contoso({ silent: 'tcp' });
    const port = world.lab.profile.servers.find(({ name }) => name === 'sip.contoso.com')?.ports[0] ?? 0;
    const srv = Array.from({ length: 12 }, (_, priority) => ({ target: 'sip.contoso.com', port, priority }));
    world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv });
    const signingIn = world.signIn(karen);
    for (let tried = 1; tried <= 9; tried += 1) {
      await clock.begun(3 * seconds, 2 * tried);
      await clock.pass(3 * seconds);
    }
    await clock.begun(3 * seconds, 20);
    await clock.pass(3 * seconds - 1);
    expect(accountKind()).toBe('signing-in');
    await clock.pass(1);
    expect(await signingIn).toMatchObject({ failure: { code: 'JOURNEY_TIMEOUT', server: 'contoso.com' } });
    expect(stageOf(world.client.state.get(), 'connect')?.failure?.code).toBe('JOURNEY_TIMEOUT');
    world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'records' });
  });
});

describe('a sign-in that is cancelled', () => {
  const silentNames = () => {
    for (const name of ['_sip._tls', '_sipinternaltls._tcp']) {
      world.lab.dns.behave(`${name}.contoso.com`, 'SRV', { kind: 'silence' });
    }
  };
  const isRunning = (name: string) => (snapshot: Snapshot) => stageOf(snapshot, name)?.state === 'running';

  it.each<[stage: string, arrange: () => void]>([
    ['discovery', silentNames],
    ['connect', () => contoso({ silent: 'tcp' })],
    ['register', () => contoso({ silent: 'sip' })],
    ['register', () => contoso({ answerLatencyMs: 60 * seconds })],
  ])('in the stage "%s" is signed out without an error, and nothing is left', async (name, arrange) => {
    arrange();
    const signingIn = world.signIn(karen);
    await world.until(isRunning(name));
    world.client.signIn.cancel();
    expect(await signingIn).toEqual({ ok: true, value: undefined });
    expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
    await nothingLeft();
  });

  it.each(['SUBSCRIBE', 'SERVICE'])(
    'after registering, while the server is silent to %s, signs out',
    async (method) => {
      contoso({ silent: { method } });
      expect((await world.signIn(karen)).ok).toBe(true);
      await clock.begun(8 * seconds);
      await world.client.signIn.signOut();
      expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
      expect(world.lab.registrations(karen)).toEqual([]);
      await nothingLeft();
    },
  );

  it('before it began is as if it never was', async () => {
    const signingIn = world.signIn(karen);
    world.client.signIn.cancel();
    await world.client.signIn.signOut();
    await signingIn;
    expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
    await nothingLeft();
  });

  it('while it waits to come back does not come back', async () => {
    await world.signIn(karen);
    contoso({ refuseConnections: true });
    world.lab.dropConnections('sip.contoso.com');
    await world.until(({ account }) => account.kind === 'reconnecting');
    world.client.signIn.cancel();
    expect(world.client.state.get().account).toEqual({ kind: 'signed-out' });
    await nothingLeft();
  });
});

describe('signing out', () => {
  it('waits no longer than 2 s for a server that has gone silent', async () => {
    await world.signIn(karen);
    await world.until((snapshot) => Boolean(stageOf(snapshot, 'contacts')?.endedMs));
    contoso({ silent: 'sip' });
    const signingOut = world.client.signIn.signOut();
    expect(accountKind()).toBe('signed-out');
    await clock.begun(2 * seconds);
    await clock.pass(2 * seconds);
    await signingOut;
    await nothingLeft();
  });
});

describe('joining as a guest where the edge is silent', () => {
  /** For the person it is over; the connection is kept 2 s more, for a CANCEL to an edge that wakes up. */
  const cancelGivenUp = () => clock.pass(2 * seconds);
  const steps = () => world.client.state.get().meeting?.steps.map(({ kind, state }) => `${kind} ${state}`);

  afterEach(async () => {
    await nothingLeft();
    healed();
    expect(await world.join(link())).toEqual({ ok: true, value: undefined });
    await world.client.meetings.leave();
  });

  it('before TLS stands: 3 s', async () => {
    tailspin({ silent: 'tcp' });
    const joining = world.join(link());
    await clock.begun(3 * seconds, 2);
    await clock.pass(3 * seconds);
    expect(await joining).toMatchObject({ failure: { code: 'TLS_TIMEOUT' } });
    expect(steps()?.at(-1)).toBe('connecting-edge failed');
  });

  it('when invited: 8 s', async () => {
    tailspin({ silent: 'sip' });
    const joining = world.join(link());
    await clock.begun(8 * seconds);
    await clock.pass(8 * seconds - 1);
    expect(world.client.state.get().meeting?.phase).toBe('joining');
    await clock.pass(1);
    expect(await joining).toMatchObject({ failure: { code: 'SIP_TIMEOUT', server: 'sip.tailspintoys.com' } });
    expect(steps()?.at(-1)).toBe('asking-edge failed');
    expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'failed' });
  });

  it.each<[step: string, arrange: () => void]>([
    ['looking-up', () => world.lab.dns.behave('_sip._tls.tailspintoys.com', 'SRV', { kind: 'delay', ms: 300 })],
    ['connecting-edge', () => tailspin({ silent: 'tcp' })],
    ['asking-edge', () => tailspin({ silent: 'sip' })],
  ])('and cancelled at the step "%s": over at once', async (step, arrange) => {
    arrange();
    const joining = world.join(link());
    await world.untilMeeting((meeting) => meeting.steps.at(-1)?.kind === step);
    await world.client.meetings.leave();
    expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'cancelled' });
    await cancelGivenUp();
    expect(await joining).toEqual({ ok: true, value: undefined });
  });

  it('and cancelled while the own company is asked: the account stays registered', async () => {
    await world.signIn(karen);
    await world.until((snapshot) => Boolean(stageOf(snapshot, 'contacts')?.endedMs));
    contoso({ silent: { method: 'INVITE' } });
    const joining = world.join(link());
    await world.untilMeeting((meeting) => meeting.steps.at(-1)?.kind === 'asking-home');
    await world.client.meetings.leave();
    expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'cancelled' });
    await cancelGivenUp();
    expect(await joining).toEqual({ ok: true, value: undefined });
    expect(accountKind()).toBe('registered');
    await world.client.signIn.signOut();
  });
});
