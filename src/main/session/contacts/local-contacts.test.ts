import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import { type LocalContactList, mostLocalContacts } from '../../../shared/model/local-contacts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import { createLocalContacts } from './local-contacts.ts';

const OWN = 'sip:karen@example.org';
const JEREMY = 'sip:jeremy@example.org';

function setUp(memory = new Map<string, LocalContactList>()) {
  const clock = createFakeClock();
  const state = createStateStore({ contacts: noContacts } as unknown as Slices, clock);
  const contacts = createLocalContacts({ state, clock, memory });
  return { contacts, memory, shown: () => state.get().contacts };
}

describe('a contact list on this computer', () => {
  it('is kept for its account, with groups, names, favourites and tags', async () => {
    const { contacts, memory, shown } = setUp();
    contacts.start(OWN);
    expect(shown()).toMatchObject({ state: 'ready', store: 'local', contacts: [] });
    expect(await contacts.add({ uri: 'Jeremy@example.org' })).toEqual(done(undefined));
    const group = await contacts.addGroup('Team');
    expect(group).toEqual(done('2'));
    await contacts.setGroups(JEREMY, ['2', 'pinned']);
    await contacts.rename(JEREMY, 'Jerry');
    await contacts.tag(JEREMY, true);
    const again = setUp(memory);
    again.contacts.start(OWN);
    expect(again.shown()).toMatchObject({
      groups: [{ kind: 'pinned' }, { id: '2', name: 'Team' }, { kind: 'other' }],
      contacts: [{ uri: JEREMY, name: 'Jerry', groupIds: ['2', '3'], isTagged: true, kind: 'same-enterprise' }],
    });
    await again.contacts.renameGroup('2', 'Crew');
    await again.contacts.removeGroup('2');
    expect(again.shown().contacts[0]?.groupIds).toEqual(['3']);
    await again.contacts.remove(JEREMY);
    expect(memory.get(OWN)?.contacts).toEqual([]);
    again.contacts.start('sip:garth@example.org');
    expect(again.shown().groups).toMatchObject([{ kind: 'other' }]);
  });

  it('says who is on it, and takes the names they give themselves', async () => {
    const { contacts, shown } = setUp();
    const told: string[][] = [];
    contacts.onContacts((list) => told.push(list.map(({ uri }) => uri)));
    contacts.start(OWN);
    await contacts.add({ uri: JEREMY });
    contacts.learnCards(new Map([[JEREMY, { name: 'Jeremy Olsen' }]]));
    expect(shown().contacts[0]?.name).toBe('Jeremy Olsen');
    contacts.goOffline();
    expect(shown()).toMatchObject({ state: 'offline', contacts: [{ uri: JEREMY }] });
    contacts.forget();
    expect(shown()).toEqual(noContacts);
    expect(told.at(-1)).toEqual([]);
    expect(told).toContainEqual([JEREMY]);
  });

  it('refuses in words what it cannot do', async () => {
    const { contacts, memory } = setUp();
    const code = (value: unknown) => expect(value).toMatchObject({ ok: false });
    code(await contacts.add({ uri: JEREMY }));
    contacts.start(OWN);
    expect(await contacts.setRelationship(JEREMY, 'blocked')).toMatchObject({
      failure: { code: 'CONTACT_CHANGE_REFUSED', data: { why: 'local' } },
    });
    expect(await contacts.add({ uri: 'nobody' })).toMatchObject({ failure: { code: 'CONTACT_INVALID' } });
    expect(await contacts.add({ uri: OWN })).toMatchObject({ failure: { data: { why: 'self' } } });
    expect(await contacts.rename(JEREMY, 'x')).toMatchObject({ failure: { code: 'CONTACT_UNKNOWN' } });
    expect(await contacts.addGroup('')).toMatchObject({ failure: { code: 'GROUP_INVALID' } });
    expect(memory.size).toBe(0);
  });

  it('is bounded', async () => {
    const one = (at: number) => ({ uri: `sip:p${at}@example.org`, name: '', groupIds: [], isTagged: false });
    const full = { groups: [], contacts: Array.from({ length: mostLocalContacts }, (_, at) => one(at)) };
    const { contacts } = setUp(new Map([[OWN, full]]));
    contacts.start(OWN);
    expect(await contacts.add({ uri: JEREMY })).toMatchObject({ failure: { data: { why: 'full' } } });
  });
});
