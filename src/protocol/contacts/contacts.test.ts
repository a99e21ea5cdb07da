import { describe, expect, it } from 'vitest';
import { contactKind, domainOf } from './kind.ts';
import { applyContacts, type ContactList } from './merge.ts';
import { type ContactDocument, readContacts } from './read.ts';

function read(text: string): ContactDocument {
  const reading = readContacts(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.document;
}

const LIST =
  '<contactList deltaNum="685"><group id="1" name="~" externalURI=""/><group id="2" name="Team" externalURI=""/>' +
  '<contact uri="Garth@contoso.com" name="" groups="1 2 " subscribed="true" externalURI=""><contactExtension><x/></contactExtension></contact>' +
  '<contact uri="sip:jeremy@contoso.com" name="Jeremy Los" groups="2" subscribed="true"/></contactList>';

function listOf(text: string): ContactList {
  const { list } = applyContacts(undefined, read(text));
  if (!list) throw new Error('no list');
  return list;
}

describe('[F13] the roaming contact list', () => {
  it('[H1] groups first, then contacts with their groups, addresses with and without sip:', () => {
    expect(read(LIST)).toEqual({
      kind: 'list',
      deltaNumber: 685,
      groups: [
        { id: '1', name: '~', externalUri: '' },
        { id: '2', name: 'Team', externalUri: '' },
      ],
      contacts: [
        {
          uri: 'sip:garth@contoso.com',
          alias: '',
          groupIds: ['1', '2'],
          isSubscribed: true,
          externalUri: '',
          extension: [{ local: 'x', ns: '', attributes: [], children: [], text: '' }],
        },
        {
          uri: 'sip:jeremy@contoso.com',
          alias: 'Jeremy Los',
          groupIds: ['2'],
          isSubscribed: true,
          externalUri: '',
          extension: [],
        },
      ],
      isInExchange: false,
      leftOut: 0,
    });
  });

  it('[F13] says when the list lives in Exchange', () => {
    expect(read('<contactList deltaNum="1" ucsmode="migrated"/>')).toMatchObject({ isInExchange: true, contacts: [] });
    expect(read('<contactList deltaNum="1" ucsMode="Migrated"/>')).toMatchObject({ isInExchange: true });
    expect(read('<contactList deltaNum="1" ucsmode="notmigrated"/>')).toMatchObject({ isInExchange: false });
  });

  it('[F15] reads a thousand contacts in 64 groups', () => {
    const groups = Array.from({ length: 64 }, (_, index) => `<group id="${index + 1}" name="g${index}"/>`);
    const contacts = Array.from(
      { length: 1000 },
      (_, index) => `<contact uri="u${index}@contoso.com" name="" groups="${(index % 64) + 1} "/>`,
    );
    const list = listOf(`<contactList deltaNum="1">${groups.join('')}${contacts.join('')}</contactList>`);
    expect([list.groups.size, list.contacts.size]).toEqual([64, 1000]);
  });

  it('leaves out what is no entry', () => {
    const text =
      '<contactList deltaNum="1"><group name="no id"/><group id="x"/><contact uri=""/><contact uri="not an address"/>' +
      `<contact uri="contoso.com"/><contact uri="tel:+47"/><contact uri="${'x'.repeat(600)}@y.z"/><contact/></contactList>`;
    expect(read(text)).toMatchObject({ groups: [], contacts: [] });
  });

  it.each([
    ['', 'empty'],
    ['<contactList deltaNum="1"><contact uri="a@b.c"', 'not-well-formed'],
    ['<!DOCTYPE c><contactList/>', 'doctype'],
    ['<contactDelta deltaNum="2"/>', 'not-a-contact-list'],
    ['<contactDelta prevDeltaNum="x" deltaNum="2"/>', 'not-a-contact-list'],
    ['<categories/>', 'not-a-contact-list'],
  ])('%s is refused: %s', (text, problem) => {
    expect(readContacts(text)).toEqual({ ok: false, problem });
  });
});

describe('[H1] steps', () => {
  const delta = (previous: number, current: number, content = '') =>
    read(`<contactDelta deltaNum="${current}" prevDeltaNum="${previous}">${content}</contactDelta>`);

  it('add, change and remove groups and contacts', () => {
    const step = applyContacts(
      listOf(LIST),
      delta(
        685,
        686,
        '<addedGroup id="3" name="New"/><modifiedGroup id="2" name="Crew"/><addedContact uri="new@contoso.com" name="" groups="3"/>' +
          '<modifiedContact uri="sip:jeremy@contoso.com" name="Jerry" groups="1"/><deletedContact uri="garth@contoso.com"/><unheardOf/>',
      ),
    );
    expect(step.outcome).toBe('applied');
    expect([...(step.list?.groups.values() ?? [])].map(({ name }) => name)).toEqual(['~', 'Crew', 'New']);
    expect([...(step.list?.contacts.values() ?? [])]).toMatchObject([
      { uri: 'sip:jeremy@contoso.com', alias: 'Jerry', groupIds: ['1'] },
      { uri: 'sip:new@contoso.com', alias: '', groupIds: ['3'] },
    ]);
    const { list } = applyContacts(step.list, delta(686, 687, '<deletedGroup id="3"/>'));
    expect([...(list?.groups.keys() ?? [])]).toEqual(['1', '2']);
    expect(list?.deltaNumber).toBe(687);
  });

  it('a missing step is a gap, a known one is old, and nothing is a beginning but a whole list', () => {
    const list = listOf(LIST);
    expect(applyContacts(list, delta(686, 687))).toEqual({ list, outcome: 'gap' });
    expect(applyContacts(list, delta(684, 685))).toEqual({ list, outcome: 'old' });
    expect(applyContacts(undefined, delta(685, 686))).toEqual({ list: undefined, outcome: 'gap' });
    expect(applyContacts(list, read('<contactList deltaNum="3"/>'))).toMatchObject({ outcome: 'applied' });
  });
});

describe('[F24] what kind of contact', () => {
  it.each([
    ['sip:jeremy@contoso.com', 'same-enterprise'],
    ['sip:Jeremy@CONTOSO.com', 'same-enterprise'],
    ['sip:garth@tailspintoys.com', 'federated'],
    ['sip:a@sub.contoso.com', 'federated'],
    ['sip:bob@hotmail.com', 'public'],
    ['sip:bob@live.co.uk', 'public'],
    ['sip:bob(fabrikam.com)@msn.com', 'public'],
    ['sip:nobody', 'federated'],
  ])('%s is %s', (uri, kind) => {
    expect(contactKind(uri, 'contoso.com')).toBe(kind);
  });

  it('finds the domain', () => {
    expect(['sip:a@B.c:5061;x=y', 'sip:a@b.c?z', 'none'].map(domainOf)).toEqual(['b.c', 'b.c', '']);
  });
});
