import { describe, expect, it } from 'vitest';
import { pinnedExtension } from '../../../protocol/contacts/group-extension.ts';
import { applyContacts, type ContactList } from '../../../protocol/contacts/merge.ts';
import { readContacts } from '../../../protocol/contacts/read.ts';
import {
  type Plan,
  planAddContact,
  planAddGroup,
  planAddPinned,
  planRemoveContact,
  planRemoveGroup,
  planRenameContact,
  planRenameGroup,
  planSetGroups,
  planTag,
} from './plans.ts';

const OWN = 'sip:karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const DG = '&lt;groupExtension groupType="dg"&gt;&lt;email&gt;s@c.com&lt;/email&gt;&lt;/groupExtension&gt;';

function listOf(text: string): ContactList {
  const reading = readContacts(text);
  const list = reading.ok ? applyContacts(undefined, reading.document).list : undefined;
  if (!list) throw new Error('no list');
  return list;
}

const list = listOf(
  `<contactList deltaNum="5"><group id="1" name="~"/><group id="2" name="Team"/><group id="3" name="Pinned Contacts"/>` +
    `<group id="4" name="Sales" externalURI='${DG}'/>` +
    '<contact uri="jeremy@contoso.com" name="Jerry" groups="2 3"/><contact uri="garth@tailspintoys.com" groups="2"/><contact uri="old@contoso.com" groups="1 2"/></contactList>',
);

const bare = listOf('<contactList deltaNum="1"><contact uri="jeremy@contoso.com"/></contactList>');

const ask = (plan: Plan, on = list) => {
  const planned = plan(on);
  return planned.ok ? planned.changes : `${planned.code} ${JSON.stringify(planned.data ?? {})}`;
};
const set = (uri: string, change: object) => [
  { kind: 'set-contact', contact: expect.objectContaining({ uri, ...change }) },
];

describe('[H1] people', () => {
  it('are added to a group, or to the others', () => {
    expect(ask(planAddContact('New@Contoso.com', {}, OWN))).toEqual(
      set('sip:new@contoso.com', { alias: '', groupIds: ['1'] }),
    );
    expect(ask(planAddContact('sip:new@contoso.com', { name: ' Newt ', groupId: '2' }, OWN))).toEqual(
      set('sip:new@contoso.com', { alias: 'Newt', groupIds: ['2'], isSubscribed: true, extension: [] }),
    );
    expect(ask(planAddContact('x@y.z', { groupId: 'pinned' }, OWN))).toEqual(set('sip:x@y.z', { groupIds: ['3'] }));
    expect(ask(planAddContact('x@y.z', {}, OWN), bare)).toEqual(set('sip:x@y.z', { groupIds: ['1'] }));
  });

  it('who are on the list already are put into one more group, or left as they are', () => {
    expect(ask(planAddContact(GARTH, {}, OWN))).toEqual([]);
    expect(ask(planAddContact(GARTH, { groupId: '2' }, OWN))).toEqual([]);
    expect(ask(planAddContact(GARTH, { groupId: '3' }, OWN))).toEqual(set(GARTH, { groupIds: ['2', '3'] }));
  });

  it.each([
    ['', {}, 'CONTACT_INVALID {"text":""}'],
    ['contoso.com', {}, 'CONTACT_INVALID {"text":"contoso.com"}'],
    ['tel:+4722222222', {}, 'CONTACT_INVALID {"text":"tel:+4722222222"}'],
    ['a b@c.d', {}, 'CONTACT_INVALID {"text":"a b@c.d"}'],
    ['Karen@contoso.com', {}, 'CONTACT_INVALID {"why":"self"}'],
    ['x@y.z', { name: 'ü'.repeat(129) }, 'CONTACT_INVALID {"why":"name"}'],
    ['x@y.z', { groupId: '99' }, 'CONTACT_UNKNOWN {}'],
    ['x@y.z', { groupId: '4' }, 'CONTACT_UNKNOWN {}'],
    ['x@y.z', { groupId: 'delegates' }, 'CONTACT_UNKNOWN {}'],
  ])('%j with %j cannot be added: %s', (uri, wish, problem) => {
    expect(ask(planAddContact(uri, wish, OWN))).toBe(problem);
  });

  it('are renamed, tagged and removed, once', () => {
    expect(ask(planRenameContact(JEREMY, ' Jeremy '))).toEqual(set(JEREMY, { alias: 'Jeremy' }));
    expect(ask(planRenameContact(JEREMY, ''))).toEqual(set(JEREMY, { alias: '' }));
    expect(ask(planRenameContact(JEREMY, 'Jerry'))).toEqual([]);
    expect(ask(planRenameContact(JEREMY, 'x'.repeat(257)))).toBe('CONTACT_INVALID {"why":"name"}');
    expect(ask(planRenameContact('sip:who@x.y', 'Who'))).toBe('CONTACT_UNKNOWN {}');
    expect(ask(planTag(JEREMY, true))).toHaveLength(1);
    expect(ask(planTag(JEREMY, false))).toEqual([]);
    expect(ask(planRemoveContact(JEREMY))).toEqual([{ kind: 'delete-contact', uri: JEREMY }]);
    expect(ask(planRemoveContact('sip:who@x.y'))).toEqual([]);
  });

  it('move between groups; in none means among the others, where an old server keeps everybody anyway', () => {
    expect(ask(planSetGroups(JEREMY, ['2']))).toEqual(set(JEREMY, { groupIds: ['2'] }));
    expect(ask(planSetGroups(GARTH, ['pinned', '2', '2']))).toEqual(set(GARTH, { groupIds: ['3', '2'] }));
    expect(ask(planSetGroups(GARTH, []))).toEqual(set(GARTH, { groupIds: ['1'] }));
    expect(ask(planSetGroups('sip:old@contoso.com', ['3']))).toEqual(
      set('sip:old@contoso.com', { groupIds: ['1', '3'] }),
    );
    expect(ask(planSetGroups(GARTH, ['2']))).toEqual([]);
    expect(ask(planSetGroups(GARTH, ['99']))).toBe('CONTACT_UNKNOWN {}');
    expect(ask(planSetGroups(GARTH, ['pinned']), bare)).toBe('CONTACT_UNKNOWN {}');
  });
});

describe('[H1] groups', () => {
  it('are added with a name of their own', () => {
    expect(ask(planAddGroup(' New '))).toEqual([{ kind: 'add-group', name: 'New', externalUri: '' }]);
    expect(ask(planAddGroup('  '))).toBe('GROUP_INVALID {"why":"empty"}');
    expect(ask(planAddGroup('ü'.repeat(129)))).toBe('GROUP_INVALID {"why":"long"}');
    expect(ask(planAddGroup('TEAM'))).toBe('GROUP_INVALID {"why":"taken"}');
    expect(ask(planAddGroup('~'), bare)).toBe('GROUP_INVALID {"why":"taken"}');
  });

  it('are 64 at most', () => {
    const groups = Array.from({ length: 64 }, (_, at) => `<group id="${at + 1}" name="g${at}"/>`);
    const full = listOf(`<contactList deltaNum="1">${groups.join('')}</contactList>`);
    expect(ask(planAddGroup('one more'), full)).toBe('GROUP_LIMIT {"limit":"64"}');
    expect(ask(planAddPinned, full)).toBe('GROUP_LIMIT {"limit":"64"}');
  });

  it('favourites are made where there are none', () => {
    expect(ask(planAddPinned)).toEqual([]);
    expect(ask(planAddPinned, bare)).toEqual([
      { kind: 'add-group', name: 'Pinned Contacts', externalUri: pinnedExtension },
    ]);
  });

  it('are renamed without losing what makes them what they are', () => {
    expect(ask(planRenameGroup('4', 'All Sales'))).toMatchObject([
      { kind: 'modify-group', group: { id: '4', name: 'All Sales', externalUri: expect.stringContaining('dg') } },
    ]);
    expect(ask(planRenameGroup('2', 'team'))).toMatchObject([{ group: { name: 'team' } }]);
    expect(ask(planRenameGroup('2', 'Team'))).toEqual([]);
    expect(ask(planRenameGroup('2', 'Sales'))).toBe('GROUP_INVALID {"why":"taken"}');
    expect(ask(planRenameGroup('99', 'x'))).toBe('CONTACT_UNKNOWN {}');
  });

  it('are emptied before they go', () => {
    expect(ask(planRemoveGroup('2'))).toEqual([
      ...set(JEREMY, { groupIds: ['3'] }),
      ...set(GARTH, { groupIds: ['1'] }),
      ...set('sip:old@contoso.com', { groupIds: ['1'] }),
      { kind: 'delete-group', id: '2' },
    ]);
    expect(ask(planRemoveGroup('99'))).toEqual([]);
  });

  it.each(['1', '3', 'delegates'])('%s stays as it is', (id) => {
    expect(ask(planRemoveGroup(id))).toBe('GROUP_INVALID {"why":"fixed"}');
    expect(ask(planRenameGroup(id, 'Mine'))).toBe('GROUP_INVALID {"why":"fixed"}');
  });
});
