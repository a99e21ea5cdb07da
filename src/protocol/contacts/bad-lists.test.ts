import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyContacts } from './merge.ts';
import { readContacts } from './read.ts';

function list(content: string) {
  const reading = readContacts(`<contactList deltaNum="1">${content}</contactList>`);
  if (!reading.ok || reading.document.kind !== 'list') throw new Error('no list');
  return { document: reading.document, list: applyContacts(undefined, reading.document).list };
}

describe('[H1] lists as they should not be', () => {
  it('what is there twice counts once, the last word being the one', () => {
    const { list: read } = list(
      '<group id="1" name="~"/><group id="2" name="A"/><group id="2" name="B"/><group id="02" name="C"/>' +
        '<contact uri="a@b.c" name="first" groups="2 2 02"/><contact uri="SIP:A@B.C" name="last" groups="1"/>',
    );
    expect([...(read?.groups.values() ?? [])].map(({ name }) => name)).toEqual(['~', 'C']);
    expect([...(read?.contacts.values() ?? [])]).toMatchObject([{ uri: 'sip:a@b.c', alias: 'last', groupIds: ['1'] }]);
  });

  it('a contact says each of its groups once, and of 65 numbers the first 64', () => {
    const numbers = Array.from({ length: 65 }, (_, at) => at + 1);
    const { document } = list(`<contact uri="a@b.c" groups="${[...numbers, ...numbers].join(' ')}"/>`);
    expect(document.contacts[0]?.groupIds).toHaveLength(64);
  });

  it('65 groups, elements nobody knows and contacts inside groups do no harm', () => {
    const groups = Array.from(
      { length: 65 },
      (_, at) => `<group id="${at}" name="g${at}"><contact uri="in@side.x"/></group>`,
    );
    const { document } = list(
      `${groups.join('')}<unheardOf><contact uri="lost@x.y"/></unheardOf><contact uri="a@b.c"><new/></contact>`,
    );
    expect([document.groups.length, document.contacts.map(({ uri }) => uri)]).toEqual([65, ['sip:a@b.c']]);
  });

  it('a list of 4 MB is read, and what nobody could keep is counted', () => {
    const name = 'x'.repeat(600);
    const contacts = Array.from(
      { length: 6500 },
      (_, at) => `<contact uri="p${at}@contoso.com" name="${name}" groups="1"/>`,
    );
    const text = contacts.join('');
    expect(text.length).toBeGreaterThan(4_000_000);
    const { document } = list(text);
    expect([document.contacts.length, document.leftOut]).toEqual([5000, 1500]);
    expect(document.contacts[0]?.alias).toHaveLength(256);
  });

  it('steps that add what is there, remove what is not, and undo each other come out right', () => {
    const before = list('<group id="1" name="~"/><contact uri="a@b.c" groups="1"/>').list;
    const reading = readContacts(
      '<contactDelta prevDeltaNum="1" deltaNum="9"><addedContact uri="a@b.c" name="again"/><deletedContact uri="gone@b.c"/><deletedGroup id="7"/>' +
        '<addedGroup id="2" name="N"/><deletedGroup id="2"/><addedContact uri="z@b.c"/><deletedContact uri="sip:Z@b.c"/></contactDelta>',
    );
    if (!reading.ok) throw new Error(reading.problem);
    const { list: after, outcome } = applyContacts(before, reading.document);
    expect([outcome, after?.deltaNumber, [...(after?.groups.keys() ?? [])]]).toEqual(['applied', 9, ['1']]);
    expect([...(after?.contacts.values() ?? [])].map(({ alias }) => alias)).toEqual(['again']);
  });

  it('a step that leads to its own beginning, or back, changes nothing', () => {
    const before = list('<contact uri="a@b.c"/>').list;
    for (const [previous, current] of [
      [1, 1],
      [1, 0],
      [9, 1],
    ]) {
      const reading = readContacts(
        `<contactDelta prevDeltaNum="${previous}" deltaNum="${current}"><deletedContact uri="a@b.c"/></contactDelta>`,
      );
      if (!reading.ok) throw new Error(reading.problem);
      expect(applyContacts(before, reading.document)).toEqual({ list: before, outcome: 'old' });
    }
  });

  it('never throws, whatever stands in the attributes', () => {
    const value = fc.constantFrom('', ' ', '-1', '1e9', '99999999999', 'a@b', 'sip:', 'sip:@', 'true', '&#x1F600;@x.y');
    const attributes = fc
      .tuple(value, value, value, value)
      .map(([id, uri, groups, name]) => `id="${id}" uri="${uri}" groups="${groups}" name="${name}" subscribed="${id}"`);
    const element = fc.constantFrom(
      'group',
      'contact',
      'addedGroup',
      'modifiedContact',
      'deletedContact',
      'deletedGroup',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(element, attributes)), fc.boolean(), (parts, isDelta) => {
        const content = parts.map(([name, said]) => `<${name} ${said}/>`).join('');
        const text = isDelta
          ? `<contactDelta prevDeltaNum="1" deltaNum="2">${content}</contactDelta>`
          : `<contactList>${content}</contactList>`;
        const reading = readContacts(text);
        expect(reading.ok).toBe(true);
        if (reading.ok) applyContacts(undefined, reading.document);
      }),
    );
  });
});
