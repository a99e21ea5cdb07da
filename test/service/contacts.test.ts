/** The contact list between a client and the lab: read, changed, seen by the other endpoint; privacy, new watchers, delegates. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLab } from '../../src/lab/start-lab.ts';
import { generatedList } from '../../src/lab/topologies/contact-lists.ts';
import type { ContactList } from '../../src/lab/topologies/contact-plan.ts';
import type { Contact } from '../../src/shared/model/contacts.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const done = { ok: true, value: undefined };

const listed = ({ contacts }: Snapshot, uri: string): Contact | undefined =>
  contacts.contacts.find((contact) => contact.uri === uri);

/** The whole of what is Karen's has come: her list, and who may see how much of her. */
const isThere = ({ contacts }: Snapshot) =>
  contacts.state === 'ready' && contacts.groups.some(({ kind }) => kind === 'delegates');

const open: LabClient[] = [];
afterEach(async () => {
  for (const world of open.splice(0).toReversed()) await world.stop();
});

async function startWith(contactLists: readonly ContactList[] = []): Promise<LabClient> {
  const world = await startLabClient({ lab: await startLab({ ports: 'free', contactLists }) });
  open.push({ ...world, stop: () => world.stop().finally(() => world.lab.stop()) });
  return world;
}

describe('two endpoints of one person', () => {
  let world: LabClient;
  let other: LabClient;

  beforeEach(async () => {
    world = await startWith();
    other = await startLabClient({ lab: world.lab, installId: '1'.repeat(32) });
    open.push(other);
    await Promise.all([world.signIn(KAREN), other.signIn(KAREN, world.passwordOf(KAREN))]);
    await Promise.all([world.until(isThere), other.until(isThere)]);
  });

  it('[H1] groups come in a stable order, each of its kind', async () => {
    const { contacts } = world.client.state.get();
    expect(contacts.groups.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'pinned Pinned Contacts',
      'normal Engineering',
      'normal Sales',
      'normal Tailspin Toys — federated',
      'delegates ',
      'other ~',
    ]);
    expect(contacts).toMatchObject({ store: 'server', limits: { groups: 64 } });
  });

  it('[H2] delegates are shown as a group', () => {
    const snapshot = world.client.state.get();
    expect(listed(snapshot, JEREMY)?.groupIds).toContain('delegates');
    world.lab.setDelegates(KAREN, ['holly@contoso.com', 'nobody@contoso.com']);
    return world.until((now) => listed(now, 'sip:nobody@contoso.com')?.isOnlyDelegate === true);
  });

  it('[H1] what one endpoint adds, renames, tags, moves and removes the other sees', async () => {
    const { contacts } = world.client.people;
    expect(await contacts.add({ uri: 'new.person@contoso.com', name: 'New Person', groupId: '3' })).toEqual(done);
    expect(listed(world.client.state.get(), 'sip:new.person@contoso.com')).toMatchObject({ groupIds: ['3'] });
    await other.until((now) => listed(now, 'sip:new.person@contoso.com')?.name === 'New Person');

    expect(await contacts.rename(GARTH, 'Garth <the "Toymaker"> & Co')).toEqual(done);
    expect(await contacts.tag(GARTH, true)).toEqual(done);
    await other.until((now) => {
      const garth = listed(now, GARTH);
      return garth?.alias === 'Garth <the "Toymaker"> & Co' && garth.isTagged;
    });

    expect(await contacts.setGroups(GARTH, ['pinned', '4'])).toEqual(done);
    await other.until((now) => listed(now, GARTH)?.groupIds.join() === '2,4');
    expect(listed(other.client.state.get(), GARTH)?.isTagged).toBe(true);

    expect(await contacts.remove(GARTH)).toEqual(done);
    await other.until((now) => listed(now, GARTH) === undefined);
  });

  it('[H1] groups are added, renamed and removed with the people in them', async () => {
    const { contacts } = world.client.people;
    const added = await contacts.addGroup('Zwölf Boxkämpfer');
    if (!added.ok) throw new Error(added.failure.code);
    expect(await contacts.setGroups(JEREMY, [added.value])).toEqual(done);
    expect(await contacts.renameGroup(added.value, 'Sylter Deich')).toEqual(done);
    await other.until(({ contacts: { groups } }) => groups.some(({ name }) => name === 'Sylter Deich'));
    expect(await contacts.removeGroup(added.value)).toEqual(done);
    const now = await other.until(({ contacts: { groups } }) => groups.every(({ id }) => id !== added.value));
    expect(listed(now, JEREMY)?.groupIds).toEqual(['1', 'delegates']);
    expect(await contacts.removeGroup('2')).toMatchObject({ failure: { code: 'GROUP_INVALID' } });
  });

  it('[F13] changes of both at once are made or said not to be; none is lost or made twice', async () => {
    const names = ['A', 'B', 'C', 'D'];
    const outcomes = await Promise.all(
      names.flatMap((name) => [
        world.client.people.contacts.addGroup(`here ${name}`),
        other.client.people.contacts.addGroup(`there ${name}`),
      ]),
    );
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.code]));
    // Whoever finds the list outdated twice in a row is told so.
    expect(failures.every((code) => code === 'CONTACT_CHANGE_REFUSED')).toBe(true);
    const made = outcomes.length - failures.length;
    const isMade = ({ contacts: { groups } }: Snapshot) =>
      groups.filter(({ name }) => /^t?here [A-D]$/.test(name)).length === made;
    const [here, there] = await Promise.all([world.until(isMade), other.until(isMade)]);
    expect(here.contacts.groups).toEqual(there.contacts.groups);
  });

  it('[H1] a relationship chosen on one endpoint shows on the other, and goes back to what it was', async () => {
    const { contacts } = world.client.people;
    expect(listed(world.client.state.get(), GARTH)).toMatchObject({
      relationship: 'external',
      isRelationshipAutomatic: true,
    });
    expect(await contacts.setRelationship(GARTH, 'friends')).toEqual(done);
    await other.until((now) => listed(now, GARTH)?.relationship === 'friends');
    expect(await other.client.people.contacts.setRelationship(GARTH, 'blocked')).toEqual(done);
    await world.until((now) => listed(now, GARTH)?.relationship === 'blocked');
    expect(await contacts.setRelationship(GARTH, 'automatic')).toEqual(done);
    await other.until((now) => listed(now, GARTH)?.isRelationshipAutomatic === true);
  });

  it('[H1] a relationship chosen on both at once ends as one of the two', async () => {
    const outcomes = await Promise.all([
      world.client.people.contacts.setRelationship(JEREMY, 'friends'),
      other.client.people.contacts.setRelationship(JEREMY, 'workgroup'),
    ]);
    expect(outcomes).toEqual([done, done]);
    const settled = (now: Snapshot) => listed(now, JEREMY)?.relationship;
    const { relationship } = listed(world.client.state.get(), JEREMY) ?? {};
    await other.until((now) => settled(now) === settled(world.client.state.get()));
    expect(['friends', 'workgroup']).toContain(relationship);
  });

  it('[H1] somebody of another company who adds us is asked about once, and added', async () => {
    const watcher = { address: 'stranger@tailspintoys.com', displayName: 'A Stranger' };
    world.lab.introduce(KAREN, watcher);
    const uri = `sip:${watcher.address}`;
    const { contacts } = await world.until((now) => now.contacts.newWatchers.length === 1);
    expect(contacts.newWatchers).toEqual([{ uri, name: 'A Stranger', kind: 'federated' }]);
    await other.until((now) => now.contacts.newWatchers.length === 1);
    expect(await world.client.people.contacts.acknowledge(uri, true)).toEqual(done);
    const now = await other.until((then) => then.contacts.newWatchers.length === 0 && listed(then, uri) !== undefined);
    expect(listed(now, uri)).toMatchObject({ kind: 'federated', groupIds: ['1'] });
  });
});

it('[H1] whoever is added hears of it, in another company too, once', async () => {
  const world = await startWith();
  const garth = await startLabClient({ lab: world.lab, installId: '2'.repeat(32) });
  open.push(garth);
  world.lab.setFederation('contoso.com', { allowed: ['tailspintoys.com'] });
  await Promise.all([
    world.signIn('anu@contoso.com'),
    garth.signIn('garth@tailspintoys.com', world.passwordOf('garth@tailspintoys.com')),
  ]);
  await Promise.all([world, garth].map(({ until }) => until(({ contacts: { state } }) => state === 'ready')));
  // Garth has partners by XMPP too, who ask to see him in their own time.
  const ofAnu = ({ contacts }: Snapshot) => contacts.newWatchers.filter(({ uri }) => uri === 'sip:anu@contoso.com');
  expect(ofAnu(garth.client.state.get())).toEqual([]);
  expect(await world.client.people.contacts.add({ uri: GARTH })).toEqual(done);
  const now = await garth.until((told) => ofAnu(told).length > 0);
  expect(ofAnu(now)).toEqual([{ uri: 'sip:anu@contoso.com', name: 'Anu Deshpande', kind: 'federated' }]);
});

describe('lists of every size', () => {
  it.each([
    [0, 1],
    [1, 1],
    [100, 10],
    [1000, 64],
  ])('[F15] [H1] %d contacts in %d groups', async (contacts, groups) => {
    const world = await startWith([generatedList(KAREN, contacts, groups)]);
    await world.signIn(KAREN);
    const now = await world.until(({ contacts: { state } }) => state === 'ready');
    expect([now.contacts.contacts.length, now.contacts.groups.length]).toEqual([contacts, groups]);
    if (groups < 64) return;
    expect(await world.client.people.contacts.addGroup('one more')).toMatchObject({ failure: { code: 'GROUP_LIMIT' } });
  });
});

describe('what can go wrong', () => {
  it('[F13] a list that moved to Exchange is read there, shown as such, and comes back', async () => {
    const list = generatedList(KAREN, 12, 3);
    const world = await startWith([{ ...list, store: 'exchange' }]);
    await world.signIn(KAREN);
    const moved = await world.until(({ contacts }) => contacts.state === 'ready' && contacts.store === 'exchange');
    expect(moved.contacts.contacts.map(({ uri }) => uri).toSorted()).toEqual(
      list.contacts.map(({ address }) => `sip:${address}`).toSorted(),
    );
    expect(moved.contacts.groups.map(({ kind }) => kind)).toContain('other');
    const refused = await world.client.people.contacts.add({ uri: 'jeremy@contoso.com' });
    expect(refused).toMatchObject({ failure: { code: 'CONTACTS_IN_EXCHANGE' } });
    world.lab.setContactStore(KAREN, 'server');
    await world.until(({ contacts }) => contacts.state === 'ready' && contacts.store === 'server');
    expect(await world.client.people.contacts.add({ uri: 'jeremy@contoso.com' })).toEqual(done);
  });

  it('[F13] what its owner changed before the list moved is found in Exchange', async () => {
    const list = generatedList(KAREN, 3, 1);
    const world = await startWith([list]);
    await world.signIn(KAREN);
    await world.until(({ contacts: { state } }) => state === 'ready');
    expect(await world.client.people.contacts.add({ uri: 'jeremy@contoso.com' })).toEqual(done);
    world.lab.setContactStore(KAREN, 'exchange');
    const moved = await world.until(({ contacts }) => contacts.store === 'exchange' && contacts.state === 'ready');
    expect(moved.contacts.contacts.map(({ uri }) => uri).toSorted()).toEqual(
      [...list.contacts.map(({ address }) => `sip:${address}`), 'sip:jeremy@contoso.com'].toSorted(),
    );
  });

  it('[F13] a server that keeps no list at all means Exchange too', async () => {
    const world = await startWith([{ owner: KAREN, groups: [], contacts: [], store: 'refused' }]);
    await world.signIn(KAREN);
    await world.until(({ contacts }) => contacts.store === 'exchange' && contacts.state === 'ready');
  });

  it('[F13] a list in Exchange that cannot be read says so, and the account stands', async () => {
    const world = await startWith([{ owner: KAREN, groups: [], contacts: [], store: 'exchange' }]);
    // From before lists could be moved there.
    world.lab.setExchange('contoso.com', { version: 'Exchange2010_SP1' });
    await world.signIn(KAREN);
    const { contacts, account } = await world.until(({ contacts: { state } }) => state === 'failed');
    expect(contacts).toMatchObject({
      store: 'exchange',
      failure: { code: 'CONTACTS_IN_EXCHANGE', data: { list: 'unread' } },
    });
    expect(account.kind).toBe('registered');
  });

  it('[H1] a refusal carries the server’s own words', async () => {
    const world = await startWith([generatedList(KAREN, 1000, 2)]);
    await world.signIn(KAREN);
    await world.until(({ contacts: { state } }) => state === 'ready');
    expect(await world.client.people.contacts.add({ uri: 'one.more@contoso.com' })).toMatchObject({
      failure: { code: 'CONTACT_CHANGE_REFUSED', sip: { status: 413 }, diagnostics: [{ code: 4008 }] },
    });
  });

  it('[F25] a stranger can be added and then says why nothing is known', async () => {
    const world = await startWith();
    await world.signIn(KAREN);
    await world.until(isThere);
    const uri = 'sip:ann@nowhere.example';
    expect(await world.client.people.contacts.add({ uri })).toEqual(done);
    await world.until(({ presence }) => presence[uri]?.unknownBecause === 'not-federated');
  });
});
