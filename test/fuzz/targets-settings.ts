/** Readers of what servers hand out after sign-in: settings, own lines, the address book's answers, photos. */
import assert from 'node:assert/strict';
import { readPicture } from '../../src/protocol/address-book/picture.ts';
import { readExpansionAnswer, readSearchAnswer } from '../../src/protocol/address-book/read.ts';
import { dialAddress } from '../../src/protocol/dial-plan/address.ts';
import { publicProvidersOf } from '../../src/protocol/provisioning/providers.ts';
import { readProvisioning } from '../../src/protocol/provisioning/read.ts';
import { sectionsOf } from '../../src/protocol/provisioning/sections.ts';
import { readUserProperties } from '../../src/protocol/provisioning/user-properties.ts';
import { noProvisioning, sectionIds } from '../../src/shared/model/provisioning.ts';
import { serverFacts } from '../../src/shared/model/server-facts.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const settings = [
  '<provisionGroupList><provisionGroup name="ServerConfiguration"><organization>C</organization><ucMinAudioPort>50000</ucMinAudioPort><ucMaxAudioPort>50019</ucMaxAudioPort></provisionGroup><provisionGroup name="meetingPolicy"><instance><property name="AllowIPVideo">true</property></instance></provisionGroup></provisionGroupList>',
  '<provisionGroupList><provisionGroup name="publicProviders"><propertyEntryList><property name="publicProviders"><![CDATA[<PublicProviders><PublicProvider Name="Skype" ProxyFqdn="p"/></PublicProviders>]]></property></propertyEntryList></provisionGroup><provisionGroup name="broken"><a&gt;</provisionGroup></provisionGroupList>',
];

const lines = [
  '<roamingData><categories><category name="userProperties"><userProperties><lines><line lineType="Uc">tel:+1421112222;ext=12222</line></lines><telephonyMode>Uc</telephonyMode><exumURL>EUM:a@b</exumURL></userProperties></category></categories></roamingData>',
];

const attribute = (name: string, value: string) => `<Attribute><Name>${name}</Name><Value>${value}</Value></Attribute>`;
const entry = `<AbEntry><Attributes>${attribute('displayname', 'Karen')}${attribute('msrtcsip-primaryuseraddress', 'sip:k@c.com')}${attribute('photorelpath', 'photos/k.jpg')}</Attributes></AbEntry>`;
const answers = [
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><SearchAbEntryResponse><SearchAbEntryResult><Items>${entry}</Items></SearchAbEntryResult></SearchAbEntryResponse></s:Body></s:Envelope>`,
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><QueryDLMembersResponse><QueryDLMembersResult><StatusCode>Success</StatusCode><Members>${entry}</Members></QueryDLMembersResult></QueryDLMembersResponse></s:Body></s:Envelope>`,
];

const pictures = [
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 48, 0, 48, 1, 1, 0x11, 0]),
  Uint8Array.from([
    0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 48, 0, 0, 0, 48,
  ]),
];

const numbers = ['+441785123456;ext=12', '1234', '*55#', '+1@evil.example'];

export const settingsTargets: readonly FuzzTarget[] = [
  xmlTarget('provisioning', settings, (text) => {
    const reading = readProvisioning(text);
    if (!reading.ok) return;
    const sections = sectionsOf(reading.document);
    const { providers } = publicProvidersOf(reading.document);
    assert.equal(sections.length, sectionIds.length);
    const { mediaPorts } = serverFacts({ ...noProvisioning, sections, publicProviders: providers });
    assert.ok((mediaPorts.audio?.to ?? 0) <= 65_535);
  }),
  textTarget('own-lines', lines, (text) => {
    assert.ok((readUserProperties(text)?.lines.length ?? 0) <= 10);
  }),
  xmlTarget('address-book', answers, (text) => {
    for (const reading of [readSearchAnswer(text), readExpansionAnswer(text)]) {
      if (reading.kind !== 'entries') continue;
      for (const { photoPath = '' } of reading.entries) assert.doesNotMatch(photoPath, /\.\.|^\/|[?#%:]/);
    }
  }),
  {
    name: 'picture',
    corpus: pictures,
    run: (bytes) => {
      const facts = readPicture(bytes);
      if (facts) assert.ok(facts.width <= 2048 && facts.height <= 2048);
    },
  },
  textTarget('dial-address', numbers, (text) => {
    const address = dialAddress({ number: text, domain: 'contoso.com', context: text });
    if (address) assert.match(address.sip, /^sip:[^@<>\s"]+@contoso\.com;user=phone$/);
  }),
];
