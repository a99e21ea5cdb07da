/** What may go wrong with signatures and associations, and what must go on all the same: meetings, subscriptions, the registration. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { AuthFaults, LabScheme } from '../../src/lab/auth/settings.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { systemRandom } from '../../src/main/platform/system-clock.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { failureOf, type LabWatch, watchLab } from '../fakes/lab-watch.ts';

const karen = 'karen@contoso.com';
const jeremy = 'sip:jeremy@contoso.com';
const edge = 'sip.contoso.com';
const meeting = 'C0NT0S01';
const minutes = 60_000;
const hours = 60 * minutes;

let clock: HandClock;
/** The server's own: an association may end there while nothing happens here. */
let labClock: HandClock;
let lab: Lab;
let world: LabClient;
let watch: LabWatch;

async function begin(serverClock: HandClock): Promise<void> {
  labClock = serverClock;
  lab = await startLab({ ports: 'free' }, { clock: labClock, random: systemRandom });
  lab.setGeneration('contoso.com', 'sfb-2019');
  world = await startLabClient({ lab, clock });
  watch = watchLab(world);
}

beforeEach(async () => {
  clock = createHandClock();
  await begin(createHandClock());
});
afterEach(async () => {
  lab.setFaults(edge, {});
  await world.stop();
  await lab.stop();
});

const faulty = (auth: AuthFaults) => lab.setFaults(edge, { auth });
const snapshot = () => world.client.state.get();
const signIn = async () => {
  expect(await world.signIn(karen)).toEqual({ ok: true });
  await world.until(({ contacts, presence }) => contacts.state === 'ready' && presence[jeremy]?.value !== undefined);
};

async function joinOwnMeeting(): Promise<void> {
  const link = lab.profile.meetings.find(({ id }) => id === meeting)?.links.conf ?? '';
  expect(await world.join(link)).toEqual({ ok: true });
  // What stands on the meeting comes a little later, on dialogs of its own.
  await world.until(
    ({ meetingChat, meetingContent }) => meetingChat?.state === 'open' && meetingContent?.state !== 'connecting',
  );
  await world.untilMeeting(({ phase, participants }) => phase === 'joined' && participants.length > 0);
}

/** The dialogs in which requests of this method came to the server. */
const dialogsOf = (method: string) => {
  const requests = lab
    .log()
    .filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith(method));
  return new Set(requests.map(({ callId }) => callId)).size;
};

/** Whatever the screen says other than "registered" and "in the meeting" while the test runs. */
function disturbances(): string[] {
  const seen: string[] = [];
  world.client.state.onDelta(() => {
    const { account, meeting: shown, contacts } = snapshot();
    if (account.kind !== 'registered') seen.push(account.kind);
    if (shown && shown.phase !== 'joined') seen.push(shown.phase);
    if (contacts.state !== 'ready') seen.push(contacts.state);
  });
  return seen;
}

describe('a signature that is wrong from the start', () => {
  const rounds: Partial<Record<LabScheme, number>> = { 'TLS-DSK': 4, NTLM: 3 };
  const faults: readonly (readonly [string, AuthFaults, string])[] = [
    ['corrupt', { signature: 'corrupt' }, 'invalid signature'],
    ['missing', { signature: 'missing' }, 'unsigned message'],
    ['for another realm', { foreignRealm: true }, 'invalid signature'],
  ];
  const cases = (['TLS-DSK', 'NTLM'] as const).flatMap((scheme) => faults.map((fault) => [scheme, ...fault] as const));

  it.each(cases)('[E8] under %s and is %s ends the sign-in for good', async (scheme, _, auth, reason) => {
    lab.setAuthOffer('contoso.com', { schemes: [scheme] });
    faulty(auth);
    watch.mark();
    expect(await world.signIn(karen)).toMatchObject({ failure: { code: 'SERVER_SIGNATURE_INVALID', server: edge } });
    expect([watch.registers(), watch.dropped()]).toEqual([rounds[scheme], [reason]]);
    expect([snapshot().account.kind, failureOf(world)?.code]).toEqual(['signed-out', 'SERVER_SIGNATURE_INVALID']);
    await clock.pass(10 * minutes);
    expect(watch.registers()).toBe(rounds[scheme]);
  });
});

describe('a signature that is wrong later', () => {
  it.each(['corrupt', 'missing'] as const)(
    '[E8] because it is %s costs the notice it stands on, and nothing else',
    async (signature) => {
      await signIn();
      const before = snapshot().presence[jeremy];
      const disturbed = disturbances();
      faulty({ signature });
      watch.mark();
      lab.setPresence('jeremy@contoso.com', 9500, 'Nobody said this');
      await watch.untilDropped(1);
      expect(watch.dropped()).toEqual([signature === 'corrupt' ? 'invalid signature' : 'unsigned message']);
      expect(snapshot().presence[jeremy]).toEqual(before);
      faulty({});
      lab.setPresence('jeremy@contoso.com', 6500, 'Here again');
      await world.until(({ presence }) => presence[jeremy]?.note?.text === 'Here again');
      expect([disturbed, watch.registers()]).toEqual([[], 0]);
    },
  );

  it('[E8] under an answer is what the request fails by: the server was not silent', async () => {
    await signIn();
    faulty({ signature: 'corrupt' });
    watch.mark();
    const published = world.client.people.setPresence('busy');
    await watch.untilDropped(1);
    await clock.pass(8000);
    expect(await published).toMatchObject({
      failure: { code: 'PUBLISH_REFUSED', detail: 'SERVER_SIGNATURE_INVALID', server: edge },
    });
    const { account, ownPresence } = snapshot();
    expect([account.kind, ownPresence.availability]).toEqual(['registered', 'available']);
  });
});

describe('an association that ends at the server', () => {
  beforeEach(async () => {
    faulty({ associationSeconds: 60 });
    await signIn();
    await joinOwnMeeting();
    watch.mark();
    await labClock.pass(61 * 1000);
  });

  it('[E10] is made anew when the server asks, with the stored certificate, and nothing that is open notices', async () => {
    const dialogs = [dialogsOf('SUBSCRIBE'), dialogsOf('INVITE')];
    const disturbed = disturbances();
    expect(await world.client.people.setPresence('busy')).toEqual({ ok: true });
    expect([watch.registers(), watch.webRequests(), watch.dropped()]).toEqual([4, [], []]);
    lab.meeting(meeting).addPeople(3);
    lab.setPresence('jeremy@contoso.com', 9500, 'Still heard');
    await world.untilMeeting(({ participants }) => participants.length >= 4);
    await world.until(({ presence }) => presence[jeremy]?.note?.text === 'Still heard');
    expect([dialogsOf('SUBSCRIBE'), dialogsOf('INVITE')]).toEqual(dialogs);
    expect([disturbed, watch.dropped()]).toEqual([[], []]);
    expect(snapshot().account).toMatchObject({ kind: 'registered', account: { registerCount: 8 } });
  });

  it('[E10] is made anew once for all that ask at the same time', async () => {
    const { people } = world.client;
    const outcomes = await Promise.all([
      people.setPresence('busy'),
      people.contacts.reload(),
      people.setPresence('away'),
    ]);
    expect([outcomes.map((outcome) => outcome?.ok ?? true), watch.registers()]).toEqual([[true, true, true], 4]);
  });

  it('[E10] lets what the server says meanwhile through', async () => {
    lab.meeting(meeting).addPeople(3);
    await world.untilMeeting(({ participants }) => participants.length >= 4);
    expect([watch.registers(), watch.dropped()]).toEqual([0, []]);
  });

  it('[E10] is made anew again and again', async () => {
    for (let round = 1; round <= 5; round += 1) {
      expect(await world.client.people.setPresence(round % 2 === 0 ? 'busy' : 'away')).toEqual({ ok: true });
      expect(watch.registers()).toBe(4 * round);
      await labClock.pass(61 * 1000);
    }
    expect(watch.dropped()).toEqual([]);
  });

  it('[E10] lets the person leave the meeting, which the server hears', async () => {
    await world.client.meetings.leave();
    const uris = lab
      .meeting(meeting)
      .participants()
      .filter(({ state }) => state === 'connected');
    expect(uris.map(({ entity }) => entity)).not.toContain(`sip:${karen}`);
    expect(watch.registers()).toBe(4);
  });

  it('[E10] lets the person sign out, which the server hears', async () => {
    await world.client.signOut();
    expect(lab.registrations(karen)).toEqual([]);
    expect(watch.dropped()).toEqual([]);
  });
});

describe('a server that knows no association any more', () => {
  it('[E10] is proved to once for a request, which then fails; the registration stays', async () => {
    await signIn();
    faulty({ forgetful: true });
    watch.mark();
    expect(await world.client.people.setPresence('busy')).toMatchObject({ ok: false });
    expect(watch.registers()).toBe(4);
    expect(snapshot().account.kind).toBe('registered');
    faulty({});
    expect(await world.client.people.setPresence('busy')).toEqual({ ok: true });
  });
});

describe('an association that is due', () => {
  /** Nothing is under way: neither SIP, nor a ping, nor a web service. */
  const isBusy = () => clock.held.some((delayMs) => delayMs === 8000 || delayMs === 10_000);
  const pass = (ms: number) => clock.pass(ms, isBusy);
  const untilRegisters = (count: number) =>
    world.until(({ account }) => account.kind === 'registered' && account.account.registerCount === count);
  const proofs = () => watch.decisions().filter((text) => text.startsWith('proving who we are')).length;

  beforeEach(async () => {
    // One time for both ends.
    await world.stop();
    await lab.stop();
    clock = createHandClock();
    await begin(clock);
  });

  it('[E10] lives eight hours at most: made anew five minutes before, in the middle of a meeting', async () => {
    await signIn();
    await joinOwnMeeting();
    const dialogs = [dialogsOf('SUBSCRIBE'), dialogsOf('INVITE')];
    const disturbed = disturbances();
    watch.mark();
    await pass(8 * hours - 5 * minutes - 10_000);
    // Refreshed thrice.
    await untilRegisters(7);
    expect(proofs()).toBe(0);
    await pass(20_000);
    await untilRegisters(11);
    expect([proofs(), watch.webRequests()]).toEqual([1, []]);
    await pass(10 * minutes);
    lab.meeting(meeting).addPeople(3);
    await world.untilMeeting(({ participants }) => participants.length >= 4);
    expect(await world.client.people.setPresence('busy')).toEqual({ ok: true });
    expect([proofs(), watch.dropped(), disturbed]).toEqual([1, [], []]);
    expect([dialogsOf('SUBSCRIBE'), dialogsOf('INVITE')]).toEqual(dialogs);
  });

  it('[E7] [E10] ends with its certificate, and a new one is got in time', async () => {
    lab.setFaults('meet.contoso.com', { web: { certificate: 'short' } });
    await signIn();
    watch.mark();
    await pass(24 * minutes);
    expect([proofs(), watch.webRequests()]).toEqual([0, []]);
    await pass(2 * minutes);
    await untilRegisters(8);
    expect([proofs(), watch.webRequests().length]).toEqual([1, 5]);
    await pass(25 * minutes);
    await untilRegisters(12);
    expect([proofs(), watch.webRequests().length]).toEqual([2, 10]);
    expect(snapshot().account).toMatchObject({ kind: 'registered', account: { scheme: 'TLS-DSK' } });
    expect(watch.dropped()).toEqual([]);
  });

  it('[E7] [E10] goes on by NTLM when there is no certificate to be had then', async () => {
    lab.setFaults('meet.contoso.com', { web: { certificate: 'short' } });
    await signIn();
    lab.setFaults('meet.contoso.com', { refuseConnections: true });
    const disturbed = disturbances();
    watch.mark();
    await pass(26 * minutes);
    await untilRegisters(7);
    expect(proofs()).toBe(1);
    await pass(10 * minutes);
    expect(await world.client.people.setPresence('busy')).toEqual({ ok: true });
    expect([disturbed, watch.dropped()]).toEqual([[], []]);
  });
});
