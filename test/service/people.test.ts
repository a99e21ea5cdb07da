/** What stands on the screen after sign-in: groups, people, their presence as it changes, our own, and the dial plan. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
  await world.signIn('karen@contoso.com');
});
afterEach(() => world.stop());

it('[F13] [F15] [H1] groups and members come from the server', async () => {
  const { contacts } = await world.until((snapshot) => snapshot.contacts.state === 'ready');
  expect(contacts.groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['Engineering', 'Sales', '~']));
  expect(contacts.contacts.length).toBeGreaterThan(10);
  expect(contacts.contacts.find(({ uri }) => uri === 'sip:jeremy@contoso.com')).toMatchObject({
    name: 'Jeremy Los',
    kind: 'same-enterprise',
  });
  expect(contacts.contacts.find(({ uri }) => uri.endsWith('@tailspintoys.com'))).toMatchObject({ kind: 'federated' });
});

it('[F24] a change of somebody is seen, with its note', async () => {
  await world.until(({ presence }) => presence['sip:jeremy@contoso.com']?.value !== undefined);
  world.lab.setPresence('jeremy@contoso.com', 6500, 'Writing the report');
  const { presence } = await world.until(
    (snapshot) => snapshot.presence['sip:jeremy@contoso.com']?.availability === 'busy',
  );
  expect(presence['sip:jeremy@contoso.com']).toMatchObject({
    value: 6500,
    note: { text: 'Writing the report', kind: 'personal' },
  });
});

it('[F25] where presence cannot be had the row says why', async () => {
  const { presence } = await world.until((snapshot) =>
    Object.entries(snapshot.presence).some(
      ([uri, { unknownBecause }]) => uri.endsWith('@tailspintoys.com') && unknownBecause !== 'not-asked',
    ),
  );
  const theirs = Object.entries(presence).filter(([uri]) => uri.endsWith('@tailspintoys.com'));
  expect(theirs.map(([, { unknownBecause }]) => unknownBecause)).toContain('not-federated');
});

it('[F26] [K13] the client publishes 3500 and then what the person chooses', async () => {
  await world.until(({ ownPresence }) => ownPresence.availability === 'available');
  expect(world.lab.publishedBy('karen@contoso.com')[0]).toBe(3500);
  expect(await world.client.people.setPresence('do-not-disturb')).toEqual({ ok: true, value: undefined });
  const { ownPresence } = await world.until((snapshot) => snapshot.ownPresence.availability === 'do-not-disturb');
  expect(ownPresence).toMatchObject({ manual: true, published: 9500 });
  expect(await world.client.people.setPresence('reset')).toEqual({ ok: true, value: undefined });
  await world.until((snapshot) => snapshot.ownPresence.availability === 'available');
});

it('[F11] [F17] the dial plan is active once it came, and says which rule matched', async () => {
  await world.until(({ dialPlan }) => dialPlan.state === 'active');
  expect(world.client.people.tryNumber('01785 123456')).toMatchObject({
    outcome: 'matched',
    result: '+441785123456',
    rule: { number: 2 },
  });
});

it('[A7] the journey ends with every stage done', async () => {
  const { journey } = await world.until(
    (snapshot) => snapshot.journey?.stages.every(({ endedMs }) => endedMs !== undefined) ?? false,
  );
  expect(journey?.stages.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'devices done',
    'discovery done',
    'connect done',
    'register done',
    'settings done',
    'contacts done',
  ]);
});

it('signed out, the list stays readable and marked as offline, and nobody is shown as present', async () => {
  await world.until((snapshot) => snapshot.contacts.state === 'ready');
  await world.client.signIn.signOut();
  const snapshot = await world.until(({ contacts }) => contacts.state === 'offline');
  expect(snapshot.contacts.contacts.length).toBeGreaterThan(10);
  expect(Object.values(snapshot.presence).filter(({ value }) => value !== undefined)).toEqual([]);
});
