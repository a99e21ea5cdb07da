/** After a sleep or a change of network a second connection is begun beside one that does not answer; whichever is answered first stays. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/shared/model/account.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const edge = 'sip.contoso.com';
const meetingId = 'C0NT0S02';
const seconds = 1000;
/** How long the question after a sleep is waited for. */
const patienceMs = 1.5 * seconds;

let clock: HandClock;
let world: LabClient;
/** Every kind of account that was ever told. */
let told: Set<Snapshot['account']['kind']>;
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
  expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
  await world.until(({ contacts }) => contacts.state === 'ready');
  told = new Set();
  world.client.state.onDelta(({ slices }) => slices.account && told.add(slices.account.kind));
});
afterEach(async () => {
  world.lab.setLatency(0);
  world.lab.setFaults(edge, {});
  world.lab.setEnabled(karen, true);
  await world.stop();
});

const now = () => world.client.state.get();
function facts(): AccountFacts {
  const { account } = now();
  if (account.kind !== 'registered') throw new Error(`she is ${account.kind}`);
  return account.account;
}
const registers = () =>
  world.lab.log().filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith('REGISTER'))
    .length;
const openConnections = () =>
  now().connections.filter(({ purpose, state }) => purpose === 'account' && state === 'open').length;
/** Real time passes: a message is on its way. */
async function come(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
/** Wakes up over a connection whose other end has forgotten it: the question goes out, and nobody answers. */
async function wakeHalfOpen(): Promise<void> {
  const before = registers();
  world.lab.setFaults(edge, { silent: 'sip' });
  world.client.wokeUp();
  await come(() => registers() > before);
  world.lab.setFaults(edge, {});
}

describe('a connection that is half open', () => {
  it('is left within 2 s of the sleep, and nothing is left behind', async () => {
    const before = facts();
    await wakeHalfOpen();
    await clock.pass(patienceMs);
    // No more time passes.
    await come(() => now().account.kind === 'registered' && facts().local !== before.local);
    expect(facts()).not.toHaveProperty('silentSince');
    expect(world.lab.registrations(karen)).toHaveLength(1);
    await come(() => openConnections() === 1 && now().contacts.state === 'ready');
    await clock.pass(30 * seconds);
    expect([facts().local === before.local, world.lab.registrations(karen).length]).toEqual([false, 1]);
  });

  it('is left for another with the meeting that went over it', async () => {
    const link = world.lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
    expect(await world.join(link)).toEqual({ ok: true, value: undefined });
    await world.untilMeeting(({ phase }) => phase === 'joined');
    const before = facts();
    await wakeHalfOpen();
    await clock.pass(patienceMs);
    await come(() => now().account.kind === 'registered' && facts().local !== before.local);
    while (now().meeting?.away !== undefined || now().meeting?.rosterGapAt !== undefined) {
      await clock.pass(seconds / 2);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const seats = world.lab.meeting(meetingId).participants();
    expect(seats.filter(({ entity }) => entity === `sip:${karen}`)).toHaveLength(1);
  });

  it('whose account is refused meanwhile is asked to its limit, and then given up with the refusal, asked twice', async () => {
    world.lab.setFaults(edge, { silent: 'sip' });
    const before = registers();
    world.client.wokeUp();
    await come(() => registers() > before);
    world.lab.setFaults(edge, { answer: { method: 'REGISTER', status: 404, reason: 'Not Found' } });
    const journey = now().journey?.id;
    await clock.pass(patienceMs);
    await come(() => registers() > before + 1);
    await come(() => now().journey?.id === journey);
    expect(now().account.kind).toBe('registered');
    await clock.pass(8 * seconds - patienceMs);
    await clock.pass(1 * seconds);
    await world.until(({ account }) => account.kind === 'signed-out');
    expect(now().account).toMatchObject({ failure: { code: 'USER_UNKNOWN' } });
    expect(registers()).toBe(before + 3);
  });
});

describe('a connection that is only slow', () => {
  it('is kept: its answer is one round trip, a new registration at least four', async () => {
    const before = facts();
    const journey = now().journey;
    world.lab.setLatency(150);
    world.client.wokeUp();
    // As if an answer took a second and a half longer: the other connection begins while the question is on its way.
    await clock.pass(patienceMs);
    expect(facts()).toHaveProperty('silentSince');
    await come(() => facts().silentSince === undefined);
    expect([facts().local, facts().registerCount]).toEqual([before.local, before.registerCount + 1]);
    await come(() => openConnections() === 1);
    expect(now().journey).toEqual(journey);
    world.lab.setLatency(0);
    // A server that took the newer one for ours would say so now.
    await clock.pass(patienceMs);
    await come(() => facts().registerCount === before.registerCount + 2);
    await clock.pass(30 * seconds);
    expect([facts().local, world.lab.registrations(karen).length]).toEqual([before.local, 1]);
    expect([...told]).toEqual(['registered']);
  });
});
