import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml, type XmlElement } from '../xml/read.ts';
import { joinLinkFrom, joinLinkInText } from './join-link.ts';
import { plainTextOf } from './plain-text.ts';
import { readAnswer } from './read-answer.ts';
import { readAutodiscover } from './read-autodiscover.ts';
import { readAvailability } from './read-availability.ts';
import { readJoinLinks, readMeetings } from './read-calendar.ts';
import { readOutOfOffice } from './read-out-of-office.ts';
import { readTime, utcTime } from './time.ts';

function element(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

const found = (...items: string[]) =>
  readMeetings(
    element(
      `<FindItemResponseMessage><RootFolder><Items>${items.join('')}</Items></RootFolder></FindItemResponseMessage>`,
    ),
  );
const item = (more: string, id = 'one') =>
  `<CalendarItem><ItemId Id="${id}"/><Start>2026-11-21T09:00:00Z</Start><End>2026-11-21T09:30:00Z</End>${more}</CalendarItem>`;
const property = (name: string, value: string) =>
  `<ExtendedProperty><ExtendedFieldURI PropertySetId="00020329-0000-0000-C000-000000000046" PropertyName="${name}" PropertyType="String"/><Value>${value}</Value></ExtendedProperty>`;

describe('times', () => {
  it.each([
    ['2026-11-21T09:00:00Z', 1_795_251_600_000],
    ['2026-11-21T10:30:00+01:30', 1_795_251_600_000],
    ['2026-11-21T04:00:00.123-05:00', 1_795_251_600_000],
    ['2026-11-21T09:00:00', 1_795_251_600_000],
    ['2026-11-21', undefined],
    ['2026-13-21T09:00:00Z', undefined],
    ['0001-01-01T00:00:00', undefined],
    ['soon', undefined],
  ])('%s', (text, wall) => {
    expect(readTime(text)).toBe(wall);
  });

  it('go out in UTC', () => {
    expect(utcTime(1_795_251_600_999)).toBe('2026-11-21T09:00:00Z');
  });
});

describe('meetings', () => {
  it('are read with what is usual when nothing is said', () => {
    expect(found(item(''))).toEqual([
      {
        id: 'one',
        subject: '',
        startsAt: 1_795_251_600_000,
        endsAt: 1_795_253_400_000,
        isAllDay: false,
        isCancelled: false,
        response: 'unknown',
        isPrivate: false,
        busy: 'unknown',
        isMeeting: false,
      },
    ]);
  });

  it('are passed over without an id, without sound times, and when they end before they begin', () => {
    const odd = [
      item('', ''),
      '<CalendarItem><ItemId Id="b"/><Start>2026-11-21T09:00:00Z</Start></CalendarItem>',
      '<CalendarItem><ItemId Id="c"/><Start>2026-11-21T09:00:00Z</Start><End>2026-11-20T09:00:00Z</End></CalendarItem>',
      '<CalendarItem><ItemId Id="d"/><Start>1999-11-21T09:00:00Z</Start><End>2026-11-20T09:00:00Z</End></CalendarItem>',
      '<Message><ItemId Id="e"/></Message>',
    ];
    expect(found(...odd)).toEqual([]);
  });

  it('are each told once, 200 at most', () => {
    const many = Array.from({ length: 500 }, (_, index) => item('', `id-${index >> 1}`));
    expect(found(...many)).toHaveLength(200);
  });

  it('have their words cut short and put into one line', () => {
    const [meeting] = found(item(`<Subject>a\n  b${'x'.repeat(999)}</Subject><Sensitivity>Private</Sensitivity>`));
    expect([meeting?.subject.slice(0, 4), meeting?.subject.length, meeting?.isPrivate]).toEqual(['a bx', 255, true]);
  });
});

describe('ways into a meeting', () => {
  const conference = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ?conversation-id=1';
  const page = 'https://meet.tailspintoys.com/garth/2Z92HZZZ';

  it('are taken from the client’s properties first', () => {
    const both = property('OnlineMeetingConfLink', conference) + property('OnlineMeetingExternalLink', page);
    expect(found(item(both))[0]?.joinLink).toBe(page);
    expect(found(item(property('OnlineMeetingConfLink', conference)))[0]?.joinLink).toBe(
      'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
    );
    expect(found(item(`<JoinOnlineMeetingUrl>${page}</JoinOnlineMeetingUrl>`))[0]?.joinLink).toBe(page);
    expect(found(item(`<Location>Skype: ${page}</Location>`))[0]?.joinLink).toBe(page);
  });

  it('never carry a conference key, which is a secret', () => {
    const withKey = 'meet:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ?conf-key=TSW7KEYQ';
    expect(joinLinkFrom([withKey])).toBe('conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
  });

  it.each([
    ['an invitation', `Hi\n→ Join Skype Meeting <${page}>\nHelp: https://go.example/help`, page],
    [
      'a link that names the conference',
      `${page} or ${conference}`,
      'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
    ],
    [
      'a server of another name',
      'https://dialin.contoso.com/meet/karen/AB12CD34',
      'https://dialin.contoso.com/meet/karen/AB12CD34',
    ],
    ['other links', 'https://news.example/articles/elephants and http://meet.contoso.com/karen/AB12CD34', undefined],
    ['a place on a map', 'https://intranet.contoso.com/map/room4', undefined],
    ['nothing', '', undefined],
  ])('in the words of %s', (_, text, link) => {
    expect(joinLinkInText(text)).toBe(link);
  });

  it('are found by item in the answer about texts', () => {
    const messages = [
      element(`<m><Items><CalendarItem><ItemId Id="a"/><Body>${page}</Body></CalendarItem></Items></m>`),
      element('<m><ResponseCode>ErrorItemNotFound</ResponseCode></m>'),
    ];
    expect([...readJoinLinks(messages)]).toEqual([['a', page]]);
  });
});

describe('availability', () => {
  it('is read without times that make no sense', () => {
    const event = (from: string, to: string, type: string) =>
      `<CalendarEvent><StartTime>2026-11-21T${from}:00</StartTime><EndTime>2026-11-21T${to}:00</EndTime><BusyType>${type}</BusyType></CalendarEvent>`;
    const view = `<FreeBusyView><MergedFreeBusy>00x</MergedFreeBusy><CalendarEventArray>${event('10:00', '11:00', 'OOF')}${event('09:00', '10:00', 'Busy')}${event('12:00', '12:00', 'Busy')}${event('13:00', '14:00', 'Odd')}</CalendarEventArray></FreeBusyView>`;
    const reading = readAvailability(element(`<r>${view}</r>`));
    expect(reading?.times.map(({ busy }) => busy)).toEqual(['busy', 'out-of-office', 'unknown']);
    expect(reading?.merged).toBe('');
    expect(readAvailability(element('<r/>'))).toBeUndefined();
  });
});

describe('replies while away', () => {
  const settings = (content: string) => readOutOfOffice(element(`<r><OofSettings>${content}</OofSettings></r>`));

  it.each([
    ['<OofState>Enabled</OofState>', { kind: 'on' }],
    ['<OofState>Disabled</OofState>', { kind: 'off' }],
    ['<OofState>Odd</OofState>', undefined],
    ['<OofState>Scheduled</OofState>', undefined],
    [
      '<OofState>Scheduled</OofState><Duration><StartTime>2026-11-21T09:00:00</StartTime><EndTime>2026-11-21T10:00:00Z</EndTime></Duration>',
      { kind: 'scheduled', from: 1_795_251_600_000, until: 1_795_255_200_000 },
    ],
  ])('%s', (content, expected) => {
    expect(settings(content)).toEqual(expected);
  });

  it('are words alone, whatever markup they came in', () => {
    const html =
      '&lt;style&gt;p{}&lt;/style&gt;&lt;p&gt;Back &amp;amp; &lt;b&gt;well&lt;/b&gt;&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;#x1F5DD;';
    expect(settings(`<OofState>Enabled</OofState><InternalReply><Message>${html}</Message></InternalReply>`)).toEqual({
      kind: 'on',
      note: 'Back & well 🗝',
    });
  });
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '<script>',
    '</style',
    '&#x1f5dd;',
    '&#9999999;',
    'https://meet.c.d/e/ABCD1234',
    'conf:sip:',
    '%3F',
    ';opaque=',
    '<s:Body>',
    '\u0000',
  );
  const anything = fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join(''));

  it('is read without throwing, and leaves no markup of a script', () => {
    fc.assert(
      fc.property(anything, (text) => {
        readAnswer(text);
        readAutodiscover(text);
        readTime(text);
        expect(plainTextOf(text, 50).length).toBeLessThanOrEqual(50);
        expect(plainTextOf(`${text}<script>alert(1)</script>`, 500_000)).not.toContain('alert(1)</script>');
        expect(joinLinkInText(text) ?? 'https:').toMatch(/^(?:https:|conf:sip:)/);
      }),
    );
  });
});
