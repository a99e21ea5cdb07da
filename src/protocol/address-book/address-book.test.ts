import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeEnvelope } from '../soap/write.ts';
import { at, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';
import { readPicture } from './picture.ts';
import { addressBookPort } from './port.ts';
import { readExpansionAnswer, readSearchAnswer } from './read.ts';
import { writeExpansion, writeSearch } from './write.ts';

const attributes = (fields: Record<string, string>) =>
  `<AbEntry><Attributes>${Object.entries(fields)
    .map(([name, value]) => `<Attribute><Name>${name}</Name><Value>${value}</Value></Attribute>`)
    .join('')}</Attributes></AbEntry>`;
const searchAnswer = (items: string) =>
  writeEnvelope(
    `<SearchAbEntryResponse xmlns="DistributionListExpander"><SearchAbEntryResult><Items>${items}</Items></SearchAbEntryResult></SearchAbEntryResponse>`,
  );
const expansion = (content: string) =>
  writeEnvelope(
    `<QueryDLMembersResponse xmlns="DistributionListExpander"><QueryDLMembersResult>${content}</QueryDLMembersResult></QueryDLMembersResponse>`,
  );

describe('a search', () => {
  it('is written with the text escaped and the fields of its kind', () => {
    const xml = readXml(writeSearch('R&D <x>', 'words', 100));
    const request = xml.ok ? at(xml.root, 'AbEntryRequest') : undefined;
    expect(textOf(request, 'BasicSearch', 'Value')).toBe('R&D <x>');
    expect(textOf(request, 'BasicSearch', 'SearchList')).toContain('givenName');
    expect(textOf(request, 'Metadata', 'FromDialPad')).toBe('false');
    expect(writeSearch('1', 'number', 5)).toContain('<FromDialPad>true</FromDialPad><MaxResultNum>5</MaxResultNum>');
    expect(writeExpansion('a&b@c.d')).toContain('<groupMailAddress>a&#38;b@c.d</groupMailAddress>');
  });

  it('reads entries whatever the case of their names, one of each address', () => {
    const entry = attributes({
      displayName: 'Karen Berg',
      'msRTCSIP-PrimaryUserAddress': 'SIP:Karen@Contoso.com',
      TITLE: 'Engineer',
      mail: 'karen@contoso.com',
      telephonenumber: '+44 1785 201000',
      mobile: '07700 900123',
      photorelpath: 'photos/karen.jpg',
      photohash: 'ab12',
    });
    const again = attributes({ displayname: 'Karen B', 'msrtcsip-primaryuseraddress': 'sip:karen@contoso.com' });
    const group = attributes({ displayname: 'Sales', mail: 'sales@contoso.com', grouptype: '8' });
    expect(readSearchAnswer(searchAnswer(entry + again + group + attributes({ title: 'nobody' })))).toEqual({
      kind: 'entries',
      truncated: false,
      entries: [
        {
          person: {
            kind: 'person',
            name: 'Karen Berg',
            uri: 'sip:karen@contoso.com',
            title: 'Engineer',
            email: 'karen@contoso.com',
            phones: [
              { kind: 'work', number: '+44 1785 201000' },
              { kind: 'mobile', number: '07700 900123' },
            ],
          },
          photoPath: 'photos/karen.jpg',
          photoHash: 'ab12',
        },
        { person: { kind: 'group', name: 'Sales', email: 'sales@contoso.com', phones: [] } },
      ],
    });
  });

  it.each([
    '../secret',
    'photos/../../x',
    '/etc/passwd',
    'https://evil.example/x',
    '//evil.example',
    'a?b',
    'a#b',
    '%2e%2e/x',
  ])('takes no photo path that leads elsewhere: %s', (path) => {
    const reading = readSearchAnswer(searchAnswer(attributes({ displayname: 'A', photorelpath: path })));
    expect(reading.kind === 'entries' && reading.entries[0]?.photoPath).toBeUndefined();
  });

  it('tells faults and other documents', () => {
    expect(readSearchAnswer('<html/>')).toEqual({ kind: 'unreadable', problem: 'a document <html>' });
    expect(readSearchAnswer(writeEnvelope('<other/>'))).toEqual({
      kind: 'unreadable',
      problem: 'no SearchAbEntryResult',
    });
    const fault = writeEnvelope(
      '<soap:Fault><faultcode>soap:Client</faultcode><faultstring>no</faultstring></soap:Fault>',
    );
    expect(readSearchAnswer(fault)).toMatchObject({ kind: 'fault', fault: { code: 'Client', text: 'no' } });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const escaped = (text: string) => text.replace(/[<&]/g, '');
        readSearchAnswer(searchAnswer(attributes({ [escaped(name)]: escaped(value) })));
        readSearchAnswer(searchAnswer(name));
        readExpansionAnswer(expansion(value));
      }),
    );
  });
});

describe('the members of a group', () => {
  it('are read as entries and as elements of their own', () => {
    const members = `<Members>${attributes({ displayname: 'A', mail: 'a@c.d' })}<User><DisplayName>B</DisplayName><PrimaryUserSipUri>sip:b@c.d</PrimaryUserSipUri></User></Members>`;
    const reading = readExpansionAnswer(
      expansion(`<StatusCode>Success</StatusCode><MoreAvailable>true</MoreAvailable>${members}`),
    );
    expect(reading).toMatchObject({ kind: 'entries', truncated: true });
    expect(reading.kind === 'entries' && reading.entries.map(({ person }) => person.name)).toEqual(['A', 'B']);
  });

  it('of an unknown group are none, and that is said', () => {
    expect(readExpansionAnswer(expansion('<StatusCode>NotFound</StatusCode>'))).toEqual({ kind: 'unknown-group' });
  });
});

it('picks the bearer port, else any that takes a ticket', () => {
  const port = (name: string, needsProof?: boolean) => ({
    name,
    location: `https://a/${name}`,
    forms: [],
    ...(needsProof === undefined ? {} : { ticket: { issuer: 'https://a/t', needsProof } }),
  });
  const bearer = port('AddressBookWebTicketBearer', false);
  expect(addressBookPort([port('Ntlm'), port('Proof', true), bearer])).toBe(bearer);
  expect(addressBookPort([port('Ntlm'), port('Proof', true)])?.name).toBe('Proof');
  expect(addressBookPort([port('Ntlm')])).toBeUndefined();
});

describe('a picture', () => {
  const png = (width: number, height: number) => {
    const bytes = new Uint8Array(24);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, width);
    view.setUint32(20, height);
    return bytes;
  };
  const jpeg = (width: number, height: number) => [
    ...[
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      4,
      0,
      0,
      0xff,
      0xc0,
      0,
      11,
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      1,
    ],
  ];

  it('is known by its own bytes', () => {
    expect(readPicture(png(48, 96))).toEqual({ mime: 'image/png', width: 48, height: 96 });
    expect(readPicture(Uint8Array.from(jpeg(64, 32)))).toEqual({ mime: 'image/jpeg', width: 64, height: 32 });
  });

  it.each([
    ['a web page', new TextEncoder().encode('<svg onload="x"></svg>')],
    ['nothing', new Uint8Array()],
    ['a bomb', png(60_000, 60_000)],
    ['no size', png(0, 10)],
    ['half a head', png(1, 1).subarray(0, 20)],
    ['a JPEG that ends early', Uint8Array.from(jpeg(1, 1)).subarray(0, 9)],
    ['a JPEG with a segment of no length', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s is none', (_, bytes) => {
    expect(readPicture(bytes)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readPicture(bytes)));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        (bytes) => void readPicture(Uint8Array.from([0xff, 0xd8, ...bytes])),
      ),
    );
  });
});
