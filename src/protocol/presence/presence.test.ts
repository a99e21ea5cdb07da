import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../sip/text.ts';
import { at, attr, children } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { availabilityOf, publishedValue } from './availability.ts';
import { type BusySlots, encodeBusyDigits, freeUntil } from './free-busy.ts';
import { type PresencePart, readPresencePart, splitPresence } from './read.ts';
import type { CategoryUpdate } from './read-categories.ts';
import { writeBatch } from './write.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const CATEGORIES_TYPE = 'application/msrtc-event-categories+xml';

function categories(content: string, uri = 'sip:Garth@contoso.com'): string {
  return `<categories xmlns="${SIP_2006}categories" uri="${uri}">${content}</categories>`;
}

function state(value: string, type = 'aggregateState', extra = ''): string {
  return (
    `<category name="state" instance="1"><state xsi:type="${type}" xmlns="${SIP_2006}state" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><availability>${value}</availability>${extra}</state></category>`
  );
}

function parts(type: string, text: string): PresencePart[] {
  return splitPresence(type, encodeUtf8(text)).map(readPresencePart);
}

/** The categories of a document about one person. */
function read(text: string): readonly CategoryUpdate[] {
  const [part] = parts(CATEGORIES_TYPE, text);
  if (!part?.ok || !('person' in part)) throw new Error('no person');
  return part.person.categories;
}

const content = (text: string) => read(categories(text))[0]?.content;

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

describe('[H3] availability goes by range', () => {
  it.each([
    [0, 'offline'],
    [2999, 'offline'],
    [3000, 'available'],
    [3500, 'available'],
    [4499, 'available'],
    [4500, 'available-idle'],
    [5999, 'available-idle'],
    [6000, 'busy'],
    [7499, 'busy'],
    [7500, 'busy-idle'],
    [8999, 'busy-idle'],
    [9000, 'do-not-disturb'],
    [11_999, 'do-not-disturb'],
    [12_000, 'be-right-back'],
    [14_999, 'be-right-back'],
    [15_000, 'away'],
    [17_999, 'away'],
    [18_000, 'offline'],
    [18_500, 'offline'],
    [20_000, 'offline'],
  ])('%i is %s', (value, availability) => {
    expect(availabilityOf(value)).toBe(availability);
  });

  it('what we publish falls into its own range', () => {
    for (const [name, value] of Object.entries(publishedValue)) {
      expect(availabilityOf(value)).toBe(name === 'off-work' ? 'away' : name);
    }
  });
});

describe('one person', () => {
  const SPOT = 'instance="1" publishTime="2026-11-20T09:00:00.017"';
  const at = Date.UTC(2026, 10, 20, 9, 0, 0, 17);

  it('each category with its instance and what orders it, those nobody knows passed over', () => {
    const text = categories(
      `<category name="state" ${SPOT} version="4"><state xsi:type="q:aggregateState" lastActive="2026-11-20T08:30:00Z" xmlns="${SIP_2006}state" xmlns:xsi="x">` +
        '<availability>6500</availability><activity token="in-a-meeting" minAvailability="6500"/><endpointLocation>Oslo</endpointLocation>' +
        '<meetingSubject>Sync</meetingSubject><meetingLocation>Room 1</meetingLocation><device>computer</device></state></category>' +
        `<category name="note" instance="0"><note xmlns="${SIP_2006}note"><body type="personal" uri="">In Oslo &amp; back</body></note></category>` +
        '<category name="weather" instance="0"><sunny/></category><category/>',
    );
    expect(read(text)).toEqual([
      {
        name: 'state',
        instance: 1,
        version: 4,
        publishedAt: at,
        content: {
          isAggregate: true,
          value: 6500,
          activity: 'in-a-meeting',
          since: Date.UTC(2026, 10, 20, 8, 30),
          location: 'Oslo',
          meetingSubject: 'Sync',
          meetingLocation: 'Room 1',
          device: 'computer',
        },
      },
      { name: 'note', instance: 0, content: { text: 'In Oslo & back', kind: 'personal' } },
    ]);
  });

  it('a category without content takes away', () => {
    const names = ['state', 'note', 'contactCard', 'services', 'calendarData'];
    const text = categories(names.map((name) => `<category name="${name}" instance="0"/>`).join(''));
    expect(read(text)).toEqual(names.map((name) => ({ name, instance: 0, content: null })));
    expect(read(categories('<category name="note"/>'))).toEqual([{ name: 'note', content: null }]);
    expect(read(categories(''))).toEqual([]);
  });

  it.each([
    ['<activity token="on-the-phone"/>', { activity: 'in-a-call' }],
    ['<activity token="In-Presentation"/>', { activity: 'presenting' }],
    ['<activity token="off-work"><custom LCID="1033">Off work</custom></activity>', { activityText: 'Off work' }],
    ['<activity><custom LCID="1033">Skiing</custom></activity>', { activityText: 'Skiing' }],
    ['<activity token="juggling"/>', { activityText: 'juggling' }],
    ['<activity token="constructor"/>', { activityText: 'constructor' }],
    ['<activity token=""/>', {}],
    ['', {}],
  ])('an activity %s', (activity, expected) => {
    expect(content(state('15500', 'aggregateState', activity))).toEqual({
      isAggregate: true,
      value: 15_500,
      ...expected,
    });
  });

  it('a note has the time it is meant for ([MS-PRES] note, startTime and endTime)', () => {
    const body = 'type="OOF" startTime="2026-11-23T08:00:00Z" endTime="2026-11-27T16:00:00+01:00"';
    expect(content(`<category name="note"><note><body ${body}>On leave</body></note></category>`)).toEqual({
      ...{ text: 'On leave', kind: 'out-of-office' },
      ...{ from: Date.UTC(2026, 10, 23, 8), until: Date.UTC(2026, 10, 27, 15) },
    });
  });

  it('an absence note beats a personal one, and an empty body is none', () => {
    const note = (bodies: string) => content(`<category name="note"><note>${bodies}</note></category>`);
    expect(note('<body type="personal">here</body><body type="OOF">on leave</body>')).toEqual({
      text: 'on leave',
      kind: 'out-of-office',
    });
    expect(note('<body type="OOF"> </body><body type="personal">here</body>')).toEqual({
      text: 'here',
      kind: 'personal',
    });
    expect(note('<body type="personal"/>')).toBeNull();
    expect(note(`<body type="personal">${'x'.repeat(900)}</body>`)).toEqual({
      text: 'x'.repeat(500),
      kind: 'personal',
    });
  });

  it.each([['20001'], ['-1'], ['many'], [''], ['99999999999']])('an availability of %s is none', (value) => {
    expect(content(state(value))).toBeNull();
  });

  it('a contact card', () => {
    const card =
      '<identity><name><displayName>Garth Fort</displayName></name><email>garth@contoso.com</email></identity><title>Engineer</title>' +
      '<company>Contoso</company><department>Toys</department><office>5/2</office><automaton>true</automaton>' +
      '<phone type="work"><uri>tel:+4723456789;ext=89</uri><displayString>+47 23 45 67 89 X89</displayString></phone>' +
      '<phone type="voiceMail"><uri>sip:garth@contoso.com;opaque=app:voicemail</uri></phone><phone type="custom1"><uri>tel:+1</uri></phone><phone type="mobile"/>' +
      '<address type="home"><city>Bergen</city></address><address type="work"><street>Storgata 1</street><city>Oslo</city><zipcode>0155</zipcode><countryCode>NO</countryCode></address>' +
      '<photo type="enterprise"><uri>https://x/</uri><hash>a</hash></photo>';
    expect(content(`<category name="contactCard" instance="0"><contactCard>${card}</contactCard></category>`)).toEqual({
      name: 'Garth Fort',
      email: 'garth@contoso.com',
      title: 'Engineer',
      company: 'Contoso',
      department: 'Toys',
      office: '5/2',
      address: ['Storgata 1', '0155 Oslo', 'NO'],
      phones: [
        { kind: 'work', uri: 'tel:+4723456789;ext=89', display: '+47 23 45 67 89 X89' },
        { kind: 'voicemail', uri: 'sip:garth@contoso.com;opaque=app:voicemail', display: 'garth@contoso.com' },
        { kind: 'other', uri: 'tel:+1', display: '+1' },
      ],
      hasPhoto: true,
      isAutomaton: true,
    });
    expect(content('<category name="contactCard"><contactCard/></category>')).toEqual({
      address: [],
      phones: [],
      hasPhoto: false,
      isAutomaton: false,
    });
  });

  it('what devices can do, together', () => {
    const service = (inner: string) => `<service><capabilities>${inner}</capabilities></service>`;
    const text = `<category name="services"><services>${service('<text render="true" capture="false"/><voice render="false"/>')}${service('<applicationsharing capture="1"/><ucs render="true"/>')}</services></category>`;
    expect(content(text)).toEqual({ im: true, audio: false, video: false, sharing: true });
  });
});

describe('free and busy times', () => {
  const day = Date.UTC(2026, 10, 20);
  const quarter = 900_000;
  const slots = (base64: string, attributes = 'startTime="2026-11-20T00:00:00Z" granularity="PT15M"') =>
    content(
      `<category name="calendarData"><calendarData><freeBusy ${attributes}>${base64}</freeBusy></calendarData></category>`,
    );

  it('until when somebody is free', () => {
    const read = slots(encodeBusyDigits('0012003')) as BusySlots;
    expect(freeUntil(read, day)).toBe(day + 2 * quarter);
    expect(freeUntil(read, day + 2 * quarter - 1)).toBe(day + 2 * quarter);
    expect(freeUntil(read, day + 2 * quarter)).toBeUndefined();
    expect(freeUntil(read, day + 4 * quarter)).toBe(day + 6 * quarter);
    expect(freeUntil(read, day - 1)).toBeUndefined();
    expect(freeUntil(read, day + 8 * quarter)).toBeUndefined();
  });

  it.each([
    ['no base64 !', undefined],
    ['', undefined],
    ['AAAA', 'startTime="noon" granularity="PT15M"'],
    ['AAAA', 'startTime="2026-11-20T00:00:00Z" granularity="PT0M"'],
    ['AAAA', 'startTime="2026-11-20T00:00:00Z"'],
    ['A'.repeat(5000), undefined],
  ])('%.12s with %s are none', (base64, attributes) => {
    expect(slots(base64, attributes)).toBeNull();
  });

  it('what is written is read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-3]{1,200}$/), (digits) => {
        const read = slots(encodeBusyDigits(digits)) as BusySlots;
        const taken = [...digits].map((_, index) => freeUntil(read, day + index * quarter) === undefined);
        expect(taken).toEqual([...digits].map((digit) => digit !== '0'));
      }),
    );
  });
});

describe('[F24] a list of people', () => {
  const list =
    '<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:karen@contoso.com" version="0" fullState="true">' +
    '<resource uri="sip:garth@contoso.com"><instance id="0" state="active" cid="p1"/></resource>' +
    '<resource uri="sip:kim@fabrikam.com"><instance id="0" state="resubscribe"/></resource>' +
    '<resource uri="sip:far@contoso.com"><instance id="0" state="resubscribe" poolFqdn="sip:pool02@contoso.com;gruu"/></resource>' +
    '<resource uri="sip:gone@contoso.com"><instance id="0" state="terminated" reason="noresource"/></resource>' +
    '<resource uri="sip:shy@contoso.com"><instance id="0" state="rejected"/></resource><resource uri=""/></list>';
  const type = 'multipart/related; type="application/rlmi+xml"; start="resourceList"; boundary="xyz"';
  const part = (contentType: string, text: string) =>
    `--xyz\r\nContent-Transfer-Encoding: binary\r\nContent-Type: ${contentType}\r\n\r\n${text}\r\n`;

  it('with a part for each the server knows', () => {
    const body = `${part('application/rlmi+xml', list)}${part(CATEGORIES_TYPE, categories(state('3500')))}--xyz--\r\n`;
    expect(parts(type, body)).toEqual([
      {
        ok: true,
        resources: [
          { uri: 'sip:garth@contoso.com', state: 'active' },
          { uri: 'sip:kim@fabrikam.com', state: 'resubscribe' },
          { uri: 'sip:far@contoso.com', state: 'resubscribe', pool: 'sip:pool02@contoso.com;gruu' },
          { uri: 'sip:gone@contoso.com', state: 'terminated', reason: 'noresource' },
          { uri: 'sip:shy@contoso.com', state: 'terminated' },
        ],
      },
      {
        ok: true,
        person: {
          uri: 'sip:garth@contoso.com',
          categories: [{ name: 'state', instance: 1, content: { isAggregate: true, value: 3500 } }],
        },
      },
    ]);
  });

  it('a damaged part costs only itself', () => {
    const body = `${part('application/rlmi+xml', list)}${part(CATEGORIES_TYPE, '<categories')}${part('text/plain', 'hello')}--xyz--`;
    expect(parts(type, body).map((part) => (part.ok ? 'read' : part.problem))).toEqual([
      'read',
      'not-well-formed',
      'not-well-formed',
    ]);
  });

  it('of a thousand people has a thousand parts', () => {
    const people = Array.from({ length: 1000 }, (_, index) =>
      part(CATEGORIES_TYPE, categories(state('3500'), `sip:p${index}@contoso.com`)),
    );
    const read = parts(type, `${people.join('')}--xyz--`);
    expect(read.filter((each) => each.ok && 'person' in each)).toHaveLength(1000);
  });

  it.each([
    [CATEGORIES_TYPE, '', 'empty'],
    [CATEGORIES_TYPE, '<categories/>', 'not-presence'],
    [CATEGORIES_TYPE, '<presence/>', 'not-presence'],
    [CATEGORIES_TYPE, '<!DOCTYPE c><categories uri="sip:a@b.c"/>', 'doctype'],
    ['multipart/related', list.slice(0, 20), 'not-well-formed'],
    ['no type', 'x', 'not-well-formed'],
  ])('%s with %s is refused: %s', (contentType, text, problem) => {
    expect(parts(contentType, text)[0]).toEqual({ ok: false, problem });
  });
});

it('[F24] the batch names everybody once and escapes what must be', () => {
  const document = root(writeBatch('sip:karen@contoso.com', ['sip:a@b.c', 'sip:o"<&>@b.c'], '63792024'));
  const action = at(document, 'action');
  expect(attr(document, 'uri')).toBe('sip:karen@contoso.com');
  expect([attr(action, 'name'), attr(action, 'id')]).toEqual(['subscribe', '63792024']);
  expect(children(at(action, 'adhocList'), 'resource').map((each) => attr(each, 'uri'))).toEqual([
    'sip:a@b.c',
    'sip:o"<&>@b.c',
  ]);
  expect(children(at(action, 'categoryList'), 'category').map((each) => attr(each, 'name'))).toEqual([
    'calendarData',
    'contactCard',
    'note',
    'services',
    'state',
  ]);
});
