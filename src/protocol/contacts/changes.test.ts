import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, child, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { isTagged, withTag } from './contact-extension.ts';
import { natureOf, pinnedExtension } from './group-extension.ts';
import { readContacts } from './read.ts';
import { readAddedGroup } from './read-answer.ts';
import { type ListChange, writeListChange } from './write.ts';

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(`${reading.problem}: ${text}`);
  return reading.root;
}

const call = (change: ListChange) => at(root(writeListChange(change, 685)), 'Body')?.children[0];
const group = { id: '3', name: 'A & B <"\'>', externalUri: pinnedExtension };
const contact = {
  uri: 'sip:garth@contoso.com',
  alias: 'Garth & Co',
  groupIds: ['1', '3'],
  isSubscribed: true,
  externalUri: '',
  extension: [],
};

describe('[H1] changes of the list', () => {
  it('name the number the list has, and say what [MS-SIP] 9 asks for, in its order', () => {
    expect(call({ kind: 'set-contact', contact })?.children.map(({ local, text }) => [local, text])).toEqual([
      ['displayName', 'Garth & Co'],
      ['groups', '1 3'],
      ['subscribed', 'true'],
      ['URI', 'sip:garth@contoso.com'],
      ['externalURI', ''],
      ['deltaNum', '685'],
    ]);
    expect(call({ kind: 'delete-contact', uri: contact.uri })?.children.map(({ local }) => local)).toEqual([
      'URI',
      'deltaNum',
    ]);
    expect(call({ kind: 'add-group', ...group })?.children.map(({ local, text }) => [local, text])).toEqual([
      ['name', group.name],
      ['externalURI', pinnedExtension],
      ['deltaNum', '685'],
    ]);
    expect(call({ kind: 'modify-group', group })?.children.map(({ local }) => local)).toEqual([
      'groupID',
      'name',
      'externalURI',
      'deltaNum',
    ]);
    expect(textOf(call({ kind: 'delete-group', id: '3' }), 'groupID')).toBe('3');
  });

  it('take nothing away from what other clients keep beside a contact', () => {
    const kept = '<contactSettings contactId="x"/><a xmlns="urn:a" xmlns:b="urn:b" b:c="1">t<d xmlns="">u</d></a>';
    const reading = readContacts(
      `<contactList deltaNum="1"><contact uri="a@b.c"><contactExtension>${kept}</contactExtension></contact></contactList>`,
    );
    const [listed] = reading.ok && reading.document.kind === 'list' ? reading.document.contacts : [];
    if (!listed) throw new Error('no contact');
    const tagged = { ...listed, extension: withTag(listed.extension, true) };
    const written = child(call({ kind: 'set-contact', contact: tagged }), 'contactExtension')?.children;
    expect(written?.[1]).toEqual(listed.extension[1]);
    expect(written?.[0]?.attributes.map(({ local, value }) => [local, value])).toEqual([
      ['contactId', 'x'],
      ['tag', 'true'],
    ]);
    expect(withTag(tagged.extension, false)).toEqual(listed.extension);
  });

  it('survive any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const printable = textOf(call({ kind: 'add-group', name: `.${name}.`, externalUri: '' }), 'name');
        expect(printable?.startsWith('.')).toBe(true);
      }),
    );
  });
});

describe('the tag', () => {
  it('is told from what only looks like it', () => {
    const extension = (text: string) => root(`<e>${text}</e>`).children;
    expect(isTagged(extension('<contactSettings tag="true" />'))).toBe(true);
    expect(isTagged(extension('<contactSettings tag="1"></contactSettings>'))).toBe(true);
    expect(isTagged(extension('<contactSettings tag="false"/>'))).toBe(false);
    expect(isTagged(extension('<contactSettings/><tag>true</tag>'))).toBe(false);
    expect(isTagged([])).toBe(false);
    expect(withTag([], false)).toEqual([]);
    expect(isTagged(withTag([], true))).toBe(true);
  });
});

describe('[H1] [H2] kinds of groups', () => {
  it.each([
    ['~', '', { kind: 'other' }],
    ['Team', '', { kind: 'normal' }],
    ['Pinned Contacts', '', { kind: 'pinned' }],
    ['Favoriten', pinnedExtension, { kind: 'pinned' }],
    [
      'Sales',
      '<groupExtension groupType="dg"><email>sales@contoso.com</email></groupExtension>',
      { kind: 'distribution', address: 'sales@contoso.com' },
    ],
    ['Sales', '<groupExtension groupType="dg"><email/></groupExtension>', { kind: 'normal' }],
    ['Sales', '<groupExtension groupType="dg"><email>', { kind: 'normal' }],
    ['Sales', '<!DOCTYPE x><groupExtension groupType="pinnedGroup"/>', { kind: 'normal' }],
    ['Sales', 'ldap://contoso.com/cn=sales', { kind: 'normal' }],
    ['Sales', `<groupExtension groupType="pinnedGroup">${'x'.repeat(1024)}</groupExtension>`, { kind: 'normal' }],
  ])('%s with %s', (name, externalUri, nature) => {
    expect(natureOf(name, externalUri)).toEqual(nature);
  });
});

describe('the answer to a new group', () => {
  it.each([
    [
      '<s:Envelope xmlns:s="u"><s:Body><m:addGroup xmlns:m="v"><m:groupID>6</m:groupID></m:addGroup></s:Body></s:Envelope>',
      '6',
    ],
    ['<Envelope><Body><addGroupResponse><groupID> 07 </groupID></addGroupResponse></Body></Envelope>', '7'],
    ['<Envelope><Body/></Envelope>', undefined],
    ['', undefined],
    ['<Envelope><Body><addGroup><groupID>six</groupID></addGroup></Body></Envelope>', undefined],
  ])('%s: %s', (text, id) => {
    expect(readAddedGroup(text)).toBe(id);
  });
});
