import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, writeCalendar } from './write-event.ts';

const event: CalendarEvent = {
  uid: 'AB23CD45.karen.at.contoso.com@contoso.com',
  writtenAt: Date.UTC(2026, 10, 1, 8, 30, 5),
  startsAt: Date.UTC(2026, 10, 20, 9),
  endsAt: Date.UTC(2026, 10, 20, 10, 30),
  summary: 'Budget, 2027; final \\ draft',
  description: 'Join:\nhttps://meet.contoso.com/karen/AB23CD45',
  location: 'Online meeting',
  url: 'https://meet.contoso.com/karen/AB23CD45',
  organizer: { name: 'Karen "KB" Berg', address: 'karen@contoso.com' },
};

/** As a calendar reads it: lines unfolded. RFC 5545 3.1 */
function linesOf(file: string): string[] {
  return file.replace(/\r\n[ \t]/g, '').split('\r\n');
}

function propertyOf(file: string, name: string): string {
  const line = linesOf(file).find((each) => each.startsWith(`${name}:`) || each.startsWith(`${name};`)) ?? '';
  return line.slice(line.indexOf(':') + 1);
}

/** RFC 5545 3.3.11, read back. */
function plain(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

describe('a calendar file', () => {
  it('is one published event in UTC', () => {
    expect(linesOf(writeCalendar(event))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Offhook//Offhook//EN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:AB23CD45.karen.at.contoso.com@contoso.com',
      'DTSTAMP:20261101T083005Z',
      'SEQUENCE:1793521805',
      'DTSTART:20261120T090000Z',
      'DTEND:20261120T103000Z',
      'SUMMARY:Budget\\, 2027\\; final \\\\ draft',
      `ORGANIZER;CN="Karen 'KB' Berg":mailto:karen@contoso.com`,
      'LOCATION:Online meeting',
      'URL:https://meet.contoso.com/karen/AB23CD45',
      'DESCRIPTION:Join:\\nhttps://meet.contoso.com/karen/AB23CD45',
      'CLASS:PUBLIC',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('names the organiser by the address where there is no name, and has no URL without one', () => {
    const { url: _, ...rest } = event;
    const file = writeCalendar({ ...rest, organizer: { name: '', address: 'karen@contoso.com' } });
    expect(file).toContain('ORGANIZER;CN="karen@contoso.com":mailto:karen@contoso.com\r\n');
    expect(file).not.toContain('URL:');
  });

  const words = fc.string({ unit: 'grapheme', maxLength: 400 });
  /** Also halves of surrogate pairs and control characters. */
  const anything = fc.string({ unit: 'binary', maxLength: 400 });

  it('breaks no line off within a character, and has none longer than 75 octets', () => {
    fc.assert(
      fc.property(words, anything, (summary, description) => {
        const file = writeCalendar({
          ...event,
          summary,
          description,
          organizer: { name: summary, address: description },
        });
        for (const line of file.split('\r\n')) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
          expect(line.replaceAll('\t', '')).not.toMatch(/\p{Cc}/u);
        }
        expect(linesOf(file)).toHaveLength(20);
      }),
    );
  });

  it('says what was said, once read back', () => {
    const sayable = words.map((text) => text.replace(/\p{Cc}|[\u2028\u2029]/gu, ''));
    fc.assert(
      fc.property(sayable, sayable, (summary, description) => {
        const file = writeCalendar({ ...event, summary, description });
        expect(plain(propertyOf(file, 'SUMMARY'))).toBe(summary);
        expect(plain(propertyOf(file, 'DESCRIPTION'))).toBe(description);
      }),
    );
  });

  it('lets no text become another property', () => {
    const file = writeCalendar({
      ...event,
      summary: 'x\r\nATTENDEE:mailto:eve@evil.example',
      organizer: { name: 'x"\r\nATTACH:file', address: 'a@b\r\nX-EVIL:1' },
      url: 'https://meet.contoso.com/"\r\nX:1',
    });
    expect(linesOf(file).some((line) => /^(?:ATTENDEE|ATTACH|X)/.test(line))).toBe(false);
  });
});
