/** Presence in the whole client, signed in to the lab: our own with all it is made of, and that of others with all it says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
let world: LabClient;
const others: LabClient[] = [];

beforeEach(async () => {
  world = await startLabClient();
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
  await world.stop();
});

async function signedIn(address = KAREN): Promise<LabClient> {
  const outcome = await world.signIn(address);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  await world.until(({ ownPresence }) => ownPresence.availability === 'available');
  return world;
}

/** Somebody else in the same lab. */
async function alsoSignedIn(address: string): Promise<LabClient> {
  const other = await startLabClient({ lab: world.lab, installId: '1'.repeat(32) });
  others.push(other);
  await other.signIn(address);
  await other.until(({ contacts }) => contacts.state === 'ready');
  return other;
}

describe('[F26] our own presence', () => {
  it.each([
    ['busy', 6500, 'busy'],
    ['do-not-disturb', 9500, 'do-not-disturb'],
    ['be-right-back', 12_500, 'be-right-back'],
    ['away', 15_500, 'away'],
    ['off-work', 15_500, 'away'],
    ['available', 3500, 'available'],
  ] as const)('%s stands at the server as %i until it is reset', async (choice, value, availability) => {
    const { client, until, lab } = await signedIn();
    expect((await client.people.setPresence(choice)).ok).toBe(true);
    const chosen = await until(({ ownPresence }) => ownPresence.manual);
    expect(chosen.ownPresence).toMatchObject({ availability, published: value, parts: { user: value, machine: 3500 } });
    expect(chosen.ownPresence.activity).toBe(choice === 'off-work' ? 'off-work' : undefined);
    expect(lab.publishedBy(KAREN)).toContain(value);
    expect((await client.people.setPresence('reset')).ok).toBe(true);
    const reset = await until(({ ownPresence }) => !ownPresence.manual);
    expect(reset.ownPresence).toMatchObject({ availability: 'available', published: 3500, parts: { machine: 3500 } });
  });

  it('what another machine of ours says is seen, and ours does not overwrite it', async () => {
    const { client, until, lab } = await signedIn();
    lab.setOtherEndpoint(KAREN, { machine: 3500 });
    await until(({ ownPresence }) => ownPresence.otherEndpoints === 1);
    lab.setOtherEndpoint(KAREN, { choice: 9500 });
    const elsewhere = await until(({ ownPresence }) => ownPresence.manual);
    expect(elsewhere.ownPresence).toMatchObject({ availability: 'do-not-disturb', parts: { user: 9500 } });
    expect((await client.people.setPresence('reset')).ok).toBe(true);
    await until(({ ownPresence }) => ownPresence.availability === 'available');
    expect(client.state.get().ownPresence.otherEndpoints).toBe(1);
    lab.setOtherEndpoint(KAREN, { machine: 'gone' });
    await until(({ ownPresence }) => ownPresence.otherEndpoints === 0);
    expect(client.state.get().ownPresence.availability).toBe('available');
  });

  it('a choice made elsewhere that we were not told of costs a second request, not the choice', async () => {
    const { client, lab, until } = await signedIn();
    expect((await client.people.setPresence('away')).ok).toBe(true);
    lab.setOtherEndpoint(KAREN, { choice: 3500, silently: true });
    expect((await client.people.setPresence('be-right-back')).ok).toBe(true);
    await until(({ ownPresence }) => ownPresence.availability === 'be-right-back');
    const conflicts = lab.log().filter(({ startLine }) => startLine.startsWith('SIP/2.0 409'));
    expect(conflicts).toHaveLength(1);
  });

  it('two machines of one person see the same', async () => {
    const { client, until } = await signedIn();
    const second = await alsoSignedIn(KAREN);
    await until(({ ownPresence }) => ownPresence.otherEndpoints === 1);
    await client.people.setPresence('busy');
    await second.until(({ ownPresence }) => ownPresence.manual && ownPresence.availability === 'busy');
    expect((await second.client.people.setPresence('reset')).ok).toBe(true);
    await until(({ ownPresence }) => !ownPresence.manual && ownPresence.availability === 'available');
    await second.client.signIn.signOut();
    await until(({ ownPresence }) => ownPresence.otherEndpoints === 0);
  });

  it('a call shows to others as what it is', async () => {
    await signedIn();
    const jeremy = await alsoSignedIn('jeremy@contoso.com');
    world.client.people.presence.setCall('conference');
    const { presence } = await jeremy.until((snapshot) => snapshot.presence[`sip:${KAREN}`]?.value === 7000);
    expect(presence[`sip:${KAREN}`]).toMatchObject({ availability: 'busy', activity: 'in-a-conference' });
    world.client.people.presence.setCall(undefined);
    await jeremy.until((snapshot) => snapshot.presence[`sip:${KAREN}`]?.availability === 'available');
  });
});

describe('[F20] notes and places', () => {
  it('the fourth note drops the first', async () => {
    const clock = createHandClock();
    await world.stop();
    world = await startLabClient({ clock });
    const { client, until } = await signedIn();
    for (const text of ['One', 'Two', 'Three', 'Four']) {
      expect((await client.people.presence.setNote(text)).ok).toBe(true);
      await until(({ ownPresence }) => ownPresence.note === text);
      await until(
        ({ ownPresence }) =>
          ownPresence.noteHistory.length === Math.min(2, ['One', 'Two', 'Three', 'Four'].indexOf(text)),
      );
      await clock.pass(60_000);
    }
    const { ownPresence } = client.state.get();
    expect(ownPresence.noteHistory.map(({ text }) => text)).toEqual(['Three', 'Two']);
    expect((await client.people.presence.setNote('')).ok).toBe(true);
    const { ownPresence: without } = await until((snapshot) => snapshot.ownPresence.note === '');
    expect(without.noteHistory.map(({ text }) => text)).toEqual(['Four', 'Three', 'Two']);
  });

  it('others read note and place, and see both go', async () => {
    const { client } = await signedIn();
    const jeremy = await alsoSignedIn('jeremy@contoso.com');
    await client.people.presence.setNote('Writing <the> report');
    await client.people.presence.setLocation('Oslo');
    const { presence } = await jeremy.until((snapshot) => snapshot.presence[`sip:${KAREN}`]?.location === 'Oslo');
    expect(presence[`sip:${KAREN}`]).toMatchObject({
      note: { text: 'Writing <the> report', kind: 'personal' },
      device: 'computer',
      capabilities: { im: true, audio: true, video: true, sharing: false },
    });
    expect(client.state.get().ownPresence).toMatchObject({ note: 'Writing <the> report', location: 'Oslo' });
    await client.people.presence.setNote('');
    await jeremy.until((snapshot) => snapshot.presence[`sip:${KAREN}`]?.note === undefined);
  });

  it('an absence shows as a note of its own', async () => {
    const { client } = await signedIn();
    const jeremy = await alsoSignedIn('jeremy@contoso.com');
    client.people.presence.setOutOfOffice({ isOn: true, note: 'Back on Monday' });
    const { presence } = await jeremy.until(
      (snapshot) => snapshot.presence[`sip:${KAREN}`]?.note?.kind === 'out-of-office',
    );
    expect(presence[`sip:${KAREN}`]?.note?.text).toBe('Back on Monday');
    client.people.presence.setOutOfOffice({ isOn: false });
    await jeremy.until((snapshot) => snapshot.presence[`sip:${KAREN}`]?.note === undefined);
  });
});

describe('the presence of others', () => {
  it('[H3] says everything they publish', async () => {
    const { lab, until } = await signedIn();
    await until(({ presence }) => presence[JEREMY]?.value !== undefined);
    lab.setPresence('jeremy@contoso.com', 5000, 'At the gate', {
      activity: 'in-a-meeting',
      location: 'Oslo',
      device: 'mobile',
      meetingSubject: 'Sync',
      meetingLocation: 'Room 1',
      idleMinutes: 12,
    });
    const { presence } = await until((snapshot) => snapshot.presence[JEREMY]?.availability === 'available-idle');
    expect(presence[JEREMY]).toMatchObject({
      value: 5000,
      activity: 'in-a-meeting',
      note: { text: 'At the gate', kind: 'personal' },
      location: 'Oslo',
      device: 'mobile',
      meetingSubject: 'Sync',
      meetingLocation: 'Room 1',
      displayName: 'Jeremy Los',
      capabilities: { im: true, audio: true, video: true, sharing: true },
    });
    const idleFor = Date.now() - (presence[JEREMY]?.since ?? 0);
    expect(Math.round(idleFor / 60_000)).toBe(12);
    lab.setPresence('jeremy@contoso.com', 6500, '', { words: 'Juggling' });
    const { presence: later } = await until((snapshot) => snapshot.presence[JEREMY]?.availability === 'busy');
    expect(later[JEREMY]).toMatchObject({ activityText: 'Juggling' });
    expect(later[JEREMY]).not.toHaveProperty('note');
    expect(later[JEREMY]).not.toHaveProperty('location');
  });

  it('[H5] a contact card comes whole, with phones', async () => {
    const { client, until } = await signedIn();
    await until(({ presence }) => presence[JEREMY]?.cardVersion !== undefined);
    expect(client.people.presence.card(JEREMY)).toMatchObject({
      ok: true,
      value: {
        name: 'Jeremy Los',
        title: 'Engineering Lead',
        company: 'Contoso',
        department: 'Engineering',
        email: 'jeremy@contoso.com',
        hasPhoto: true,
        phones: [
          { kind: 'mobile', uri: expect.stringMatching(/^tel:\+44/) },
          { kind: 'work', uri: expect.stringMatching(/^tel:\+44/) },
        ],
      },
    });
    expect(client.people.presence.card('sip:nobody@contoso.com')).toEqual({ ok: true, value: 'not-known' });
  });

  it('[F24] comes back after the connection was lost', async () => {
    const { lab, until } = await signedIn();
    await until(({ presence }) => presence[JEREMY]?.value !== undefined);
    lab.dropConnections('sip.contoso.com');
    await until(({ presence }) => presence[JEREMY]?.value === undefined);
    await until(({ presence }) => presence[JEREMY]?.value === 3500);
    lab.setPresence('jeremy@contoso.com', 9500);
    await until(({ presence }) => presence[JEREMY]?.availability === 'do-not-disturb');
  });

  /** What the window is told of Jeremy from now on, until it is this. */
  function toldOfJeremy(last: string): Promise<readonly string[]> {
    const told: string[] = [];
    return new Promise((resolve) => {
      const stop = world.client.state.onDelta(({ presence }) => {
        const availability = presence?.changed[JEREMY]?.availability;
        if (availability) told.push(availability);
        if (availability !== last) return;
        stop();
        resolve(told);
      });
    });
  }

  const failures = () =>
    world.client.tracing.list(0, 10_000).entries.flatMap((entry) => (entry.kind === 'failure' ? entry.code : []));

  /** The log cuts long bodies; their length stands in the head. */
  const longestSent = () =>
    Math.max(...world.lab.log().map(({ text }) => Number(/^Content-Length: (\d+)/m.exec(text)?.[1] ?? 0)));

  it('a thousand updates in one notification, four megabytes, are applied', async () => {
    const shown = toldOfJeremy('available');
    const { lab, client } = await signedIn();
    await shown;
    const told = toldOfJeremy('be-right-back');
    lab.stormPresence('contoso.com', { updates: 1000, seconds: 0, bytes: 4000 });
    lab.setPresence('jeremy@contoso.com', 12_500);
    await told;
    // What came after the storm is not shown before it; of the storm itself not every step is shown.
    lab.setPresence('jeremy@contoso.com', 9500);
    expect(await toldOfJeremy('do-not-disturb')).toEqual(['do-not-disturb']);
    expect(failures()).toEqual([]);
    expect(longestSent()).toBeGreaterThan(4_000_000);
    expect(client.state.get().account.kind).toBe('registered');
  });

  it('twenty-five megabytes are refused by name, and the rest goes on', async () => {
    const shown = toldOfJeremy('available');
    const { lab, client } = await signedIn();
    await shown;
    const told = toldOfJeremy('be-right-back');
    lab.stormPresence('contoso.com', { updates: 1000, seconds: 0, bytes: 25_000 });
    lab.setPresence('jeremy@contoso.com', 12_500);
    expect(await told).toEqual(['be-right-back']);
    expect(failures()).toContain('SIP_TOO_LARGE');
    expect(longestSent()).toBeGreaterThan(25_000_000);
    expect(client.state.get().account.kind).toBe('registered');
  });
});
