import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionIds } from '../../shared/model/provisioning.ts';
import { readXml } from '../xml/read.ts';
import { publicProvidersOf } from './providers.ts';
import { type ProvisionDocument, readProvisioning } from './read.ts';
import { sectionsOf } from './sections.ts';
import { readUserProperties } from './user-properties.ts';
import { writeProvisioningRequest } from './write-request.ts';

const list = (content: string) =>
  `<provisionGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification">${content}</provisionGroupList>`;
const group = (name: string, content: string) => `<provisionGroup name="${name}">${content}</provisionGroup>`;

function read(text: string): ProvisionDocument {
  const reading = readProvisioning(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.document;
}

describe('a document of settings', () => {
  it('[F27] reads elements, properties in lists and properties in an instance alike', () => {
    const { groups } = read(
      list(
        group('ServerConfiguration', '<organization>R&amp;D</organization><empty/>') +
          group('meetingPolicy', '<instance><property name="AllowIPAudio">true</property></instance>') +
          group(
            'endpointConfiguration',
            '<propertyEntryList><property name=" AbsUsage ">WebSearchOnly</property></propertyEntryList>',
          ),
      ),
    );
    expect(groups).toEqual([
      {
        name: 'ServerConfiguration',
        entries: [
          { key: 'organization', value: 'R&D' },
          { key: 'empty', value: '' },
        ],
      },
      { name: 'meetingPolicy', entries: [{ key: 'AllowIPAudio', value: 'true' }] },
      { name: 'endpointConfiguration', entries: [{ key: 'AbsUsage', value: 'WebSearchOnly' }] },
    ]);
  });

  it('keeps what is nested by its path, and attributes', () => {
    const [only] = read(list(group('new', '<a kind="k"><b>1</b><b>2</b></a>'))).groups;
    expect(only?.entries).toEqual([
      { key: 'a@kind', value: 'k' },
      { key: 'a/b', value: '1' },
      { key: 'a/b', value: '2' },
    ]);
  });

  it('loses only the group that is broken, and names it', () => {
    const broken = '<provisionGroup name="ucPolicy"><x&gt;1</x></provisionGroup>';
    const unended = '<provisionGroup name="userSetting"><a>1</a>';
    const document = read(list(group('one', '<a>1</a>') + broken + unended + group('two', '<b>2</b>')));
    expect(document.groups.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(document.problems).toEqual(['ucPolicy: not-well-formed', 'userSetting: no end']);
  });

  it.each([
    ['', 'empty'],
    ['<html/>', 'not settings: html'],
    ['hello', 'not-well-formed'],
    [`<!DOCTYPE a [<!ENTITY b "c">]>${list('')}`, 'doctype'],
    [list('<a>'.repeat(70) + '</a>'.repeat(70)), 'too-deep'],
  ])('refuses %s', (text, problem) => {
    expect(readProvisioning(text)).toEqual({ ok: false, problem });
  });

  it('is bounded in groups, settings and lengths', () => {
    const many = read(list(group('g', '<a/>').repeat(100)));
    expect(many.groups).toHaveLength(64);
    expect(many.problems).toEqual(['more than 64 groups: the rest is passed over']);
    const long = read(list(group('g', `<${'k'.repeat(500)}>${'v'.repeat(100_000)}</${'k'.repeat(500)}>`)));
    expect(long.groups[0]?.entries[0]?.key).toHaveLength(128);
    expect(long.groups[0]?.entries[0]?.value).toHaveLength(65_536);
    const [shown] = sectionsOf(long).find(({ id }) => id === 'other')?.entries ?? [];
    expect(shown?.value).toHaveLength(2048);
  });

  it('never throws, and gives all sections whatever comes', () => {
    const pieces = fc.constantFrom(
      '<provisionGroup name="a">',
      '</provisionGroup>',
      '<x>',
      '</x>',
      '&',
      'text',
      '<',
      '>',
      '"',
      'name=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        const reading = readProvisioning(list(parts.join('')));
        if (reading.ok) expect(sectionsOf(reading.document).map(({ id }) => id)).toEqual(sectionIds);
      }),
    );
  });
});

describe('public providers', () => {
  it('[F16] stand in a property as a document of their own', () => {
    const inner =
      '<PublicProviders><PublicProvider Name="Skype" ProxyFqdn="p.skype.com" IconUrl="http://x"/><PublicProvider/></PublicProviders>';
    const document = read(
      list(
        group(
          'publicProviders',
          `<propertyEntryList><property name="publicProviders"><![CDATA[${inner}]]></property></propertyEntryList>`,
        ),
      ),
    );
    expect(publicProvidersOf(document)).toEqual({ providers: [{ name: 'Skype', proxy: 'p.skype.com' }] });
  });

  it('that cannot be read are a problem, not a failure', () => {
    const document = read(
      list(
        group(
          'publicProviders',
          '<propertyEntryList><property name="publicProviders">&lt;a</property></propertyEntryList>',
        ),
      ),
    );
    expect(publicProvidersOf(document)).toEqual({ providers: [], problem: 'publicProviders: not-well-formed' });
    expect(publicProvidersOf({ groups: [], problems: [] })).toEqual({ providers: [] });
  });
});

describe('the own lines', () => {
  const properties =
    '<userProperties xmlns="http://schemas.microsoft.com/2006/09/sip/categories"><lines><line lineType="Uc">tel:+1421112222;ext=12222</line><line> </line></lines>' +
    '<telephonyMode>Uc</telephonyMode><exumEnabled>1</exumEnabled><exumURL>EUM:john@contoso.com;phone-context=EX</exumURL></userProperties>';

  it('[F23] stand in a category of the own presence', () => {
    const wanted = {
      lines: [{ uri: 'tel:+1421112222;ext=12222', type: 'Uc' }],
      telephonyMode: 'Uc',
      isMailboxEnabled: true,
      mailbox: 'EUM:john@contoso.com;phone-context=EX',
    };
    const roaming = `<roamingData><categories uri="sip:a@b"><category name="note"/><category name="userProperties">${properties}</category></categories></roamingData>`;
    expect(readUserProperties(roaming)).toEqual(wanted);
    expect(readUserProperties(properties)).toEqual(wanted);
  });

  it('are gone when the category has no content, and unsaid in other documents', () => {
    expect(readUserProperties('<categories><category name="userProperties"/></categories>')).toEqual({ lines: [] });
    expect(readUserProperties('<categories><category name="note"/></categories>')).toBeUndefined();
    expect(readUserProperties('no xml')).toBeUndefined();
  });
});

it('asks for every group that has a place here, and for no grammar', () => {
  const xml = readXml(writeProvisioningRequest());
  const names = xml.ok ? xml.root.children.map(({ attributes }) => attributes[0]?.value) : [];
  expect(names).toContain('ServerConfiguration');
  expect(names).toContain('publicProviders');
  expect(names.join(' ')).not.toMatch(/grammar/i);
});
