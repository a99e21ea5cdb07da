import { describe, expect, it } from 'vitest';
import { readXml, type XmlElement } from '../xml/read.ts';
import { problemIn, readAnswer } from './read-answer.ts';
import { readFolderId, readMissed } from './read-missed.ts';
import { readContacts, readPhoto } from './read-people.ts';

function element(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

describe('an answer', () => {
  it('is its messages, each with its own verdict', () => {
    const answer = readAnswer(
      envelope(
        '<FindItemResponse><ResponseMessages><a ResponseClass="Success"/><b ResponseClass="Warning"/><c ResponseClass="Error"><MessageText>No</MessageText><ResponseCode>ErrorAccessDenied</ResponseCode></c></ResponseMessages></FindItemResponse>',
      ),
    );
    const messages = answer.kind === 'messages' ? answer.messages : [];
    expect(messages.map(problemIn)).toEqual([undefined, undefined, { code: 'ErrorAccessDenied', text: 'No' }]);
  });

  it('may be a single message, with its verdict inside', () => {
    const answer = readAnswer(
      envelope('<R><ResponseMessage ResponseClass="Error"><ResponseCode>E</ResponseCode></ResponseMessage></R>'),
    );
    expect(answer.kind === 'messages' && answer.messages.map(problemIn)).toEqual([{ code: 'E', text: '' }]);
  });

  it.each([
    [
      'of Exchange',
      '<s:Fault><faultcode>a:ErrorSchemaValidation</faultcode><faultstring>Wrong</faultstring><detail><e:ResponseCode xmlns:e="e">ErrorSchemaValidation</e:ResponseCode></detail></s:Fault>',
      { code: 'ErrorSchemaValidation', text: 'Wrong' },
    ],
    [
      'of SOAP 1.1',
      '<s:Fault><faultcode>s:Server</faultcode><faultstring>Down</faultstring></s:Fault>',
      { code: 'Server', text: 'Down' },
    ],
    [
      'of SOAP 1.2',
      '<s:Fault><Code><Value>s:Receiver</Value></Code><Reason><Text>Down</Text></Reason></s:Fault>',
      { code: 'Receiver', text: 'Down' },
    ],
  ])('is a fault %s', (_, body, fault) => {
    expect(readAnswer(envelope(body))).toEqual({ kind: 'fault', fault });
  });

  it.each(['', '<!DOCTYPE html><html/>', '<html/>', envelope(''), '<s:Envelope xmlns:s="s"/>'])(
    'is none: %s',
    (text) => {
      expect(readAnswer(text).kind).toBe('unreadable');
    },
  );
});

describe('[F22] missed items', () => {
  const item = (content: string) =>
    readMissed(
      element(
        `<m><RootFolder><Items><Message><ItemId Id="a"/><DateTimeReceived>2026-11-21T09:00:00Z</DateTimeReceived>${content}</Message></Items></RootFolder></m>`,
      ),
    )[0];
  const from = (mailbox: string) =>
    item(`<ItemClass>IPM.Note.Microsoft.Missed</ItemClass><From><Mailbox>${mailbox}</Mailbox></From>`)?.from;

  it.each([
    ['IPM.Note.Microsoft.Missed', 'im'],
    ['IPM.Note.Microsoft.Missed.Voice', 'call'],
    ['IPM.Note.Microsoft.Voicemail.UM.CA', 'voicemail'],
    ['IPM.Note.rpmsg.Microsoft.Voicemail.UM', 'voicemail'],
    ['IPM.Note.Microsoft.Conversation', undefined],
    ['IPM.Note', undefined],
  ])('of class %s are %s', (itemClass, kind) => {
    expect(item(`<ItemClass>${itemClass}</ItemClass>`)?.kind).toBe(kind);
  });

  it.each([
    [
      '<Name>Karen</Name><EmailAddress>Karen@Contoso.com</EmailAddress><RoutingType>SMTP</RoutingType>',
      { uri: 'sip:karen@contoso.com', name: 'Karen' },
    ],
    ['<Name>Karen</Name><EmailAddress>/o=x/cn=karen</EmailAddress><RoutingType>EX</RoutingType>', { name: 'Karen' }],
    ['<EmailAddress>karen;x=y@contoso.com&#62;</EmailAddress>', { name: '' }],
    ['', { name: '' }],
  ])('come from %s', (mailbox, expected) => {
    expect(from(mailbox)).toEqual(expected);
  });

  it.each([
    ['+44 (1785) 200-100', 'tel:+441785200100'],
    ['2001', undefined],
    ['+1;phone-context=evil', undefined],
  ])('of a caller at %s', (number, uri) => {
    const value = `<ExtendedProperty><ExtendedFieldURI PropertyTag="0x6802" PropertyType="String"/><Value>${number}</Value></ExtendedProperty>`;
    expect(item(`<ItemClass>IPM.Note.Microsoft.Voicemail.UM.CA</ItemClass>${value}`)?.from.uri).toBe(uri);
  });

  it('have a folder only where the server names one', () => {
    expect(
      readFolderId(element('<m><RootFolder><Folders><Folder><FolderId Id="x"/></Folder></Folders></RootFolder></m>')),
    ).toBe('x');
    expect(readFolderId(element('<m><RootFolder><Folders/></RootFolder></m>'))).toBeUndefined();
  });
});

describe('people in Exchange', () => {
  it('are in the groups that hold one of their items', () => {
    const list = element(
      '<m><ImItemList><Groups><ImGroup><DisplayName>Favorites</DisplayName><GroupType>IPM.DistList.MOC.Favorites</GroupType><ExchangeStoreId Id="g"/><MemberCorrelationKey><ItemId Id="i2"/></MemberCorrelationKey></ImGroup><ImGroup/></Groups><Personas><Persona><DisplayName>Tony</DisplayName><ImAddress>SIP:Tony@contoso.com</ImAddress><Attributions><Attribution><SourceId Id="i1"/></Attribution><Attribution><SourceId Id="i2"/></Attribution></Attributions></Persona><Persona><ImAddress>not one</ImAddress></Persona></Personas></ImItemList></m>',
    );
    expect(readContacts(list)).toEqual({
      groups: [{ id: 'g', name: 'Favorites', kind: 'pinned' }],
      contacts: [{ uri: 'sip:tony@contoso.com', name: 'Tony', groupIds: ['g'] }],
    });
    expect(readContacts(element('<m/>'))).toBeUndefined();
  });

  it.each([
    ['aGVs bG8=', 'aGVsbG8='],
    ['', undefined],
    ['<b/>', undefined],
    ['not base64!', undefined],
  ])('have photos that are base64: %s', (data, photo) => {
    expect(readPhoto(element(`<m><PictureData>${data}</PictureData></m>`))).toBe(photo);
  });
});
