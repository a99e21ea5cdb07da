import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '../../shared/model/presence.ts';
import { readXml } from '../xml/read.ts';
import { readPidf } from './read.ts';
import { type OwnPidf, writePidf } from './write.ts';

const pidf = (content: string) =>
  `<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="pres:garth@contoso.com">${content}</presence>`;
const tuple = (basic: string, more = '') => `<tuple id="a"><status><basic>${basic}</basic>${more}</status></tuple>`;
const person = (content: string) => `<dm:person id="p">${content}</dm:person>`;
const doing = (...names: string[]) =>
  person(`<rpid:activities>${names.map((name) => `<rpid:${name}/>`).join('')}</rpid:activities>`);

describe('presence of a standard server', () => {
  it.each([
    ['open', pidf(tuple('open')), { availability: 'available' }],
    ['closed', pidf(tuple('closed')), { availability: 'offline' }],
    ['without tuples', pidf(''), { availability: 'offline' }],
    ['closed, whatever is done', pidf(tuple('closed') + doing('busy')), { availability: 'offline' }],
    ['open on one of two devices', pidf(tuple('closed') + tuple('open')), { availability: 'available' }],
    ['a tuple without basic', pidf('<tuple id="a"><status/></tuple>'), { availability: 'available' }],
    ['busy', pidf(tuple('open') + doing('busy')), { availability: 'busy' }],
    [
      'on the phone beside busy',
      pidf(tuple('open') + doing('busy', 'on-the-phone')),
      { availability: 'busy', activity: 'in-a-call' },
    ],
    [
      'away, and in a meeting elsewhere',
      pidf(tuple('open') + doing('away') + doing('meeting')),
      {
        availability: 'busy',
        activity: 'in-a-meeting',
      },
    ],
    ['lunch', pidf(tuple('open') + doing('lunch')), { availability: 'away' }],
    ['working', pidf(tuple('open') + doing('working')), { availability: 'available' }],
    ['an activity of the year 2040', pidf(tuple('open') + doing('floating')), { availability: 'available' }],
    [
      'in words',
      pidf(tuple('open') + person('<rpid:activities><rpid:other>Gardening</rpid:other></rpid:activities>')),
      { availability: 'available', activityText: 'Gardening' },
    ],
    [
      'activities in the status, as drafts had them',
      pidf(tuple('open', '<rpid:activities><rpid:away/></rpid:activities>')),
      { availability: 'away' },
    ],
    [
      'idle',
      pidf(tuple('open') + person('<rpid:user-input>idle</rpid:user-input>')),
      { availability: 'available-idle' },
    ],
    [
      'idle on one of two devices',
      pidf(
        tuple('open') +
          person('<rpid:user-input>idle</rpid:user-input>') +
          person('<rpid:user-input>active</rpid:user-input>'),
      ),
      { availability: 'available' },
    ],
    [
      'notes, times and a name',
      pidf(
        `<tuple id="a"><status><basic>open</basic></status><note>device</note><timestamp>2026-11-20T09:00:00Z</timestamp></tuple>${person('<dm:note>In the lab</dm:note><dm:timestamp>2026-11-20T10:00:00+01:00</dm:timestamp>')}<display-name>Garth</display-name>`,
      ),
      { availability: 'available', note: 'In the lab', since: Date.UTC(2026, 10, 20, 9), displayName: 'Garth' },
    ],
  ])('%s', (_, text, expected) => {
    expect(readPidf(text)).toEqual({ ok: true, presence: expected });
  });

  it.each([
    ['', 'empty'],
    ['<presence', 'not-well-formed'],
    ['<!DOCTYPE a><presence/>', 'doctype'],
    ['<categories/>', 'not-pidf'],
    [pidf(' '.repeat(140_000)), 'too-large'],
  ])('refuses what is none: %#', (text, problem) => {
    expect(readPidf(text)).toEqual({ ok: false, problem });
  });

  it('never throws, and holds its bounds', () => {
    const piece = fc.constantFrom(
      tuple('open'),
      tuple('closed'),
      doing('busy', 'dnd'),
      person(`<dm:note>${'n'.repeat(2000)}</dm:note>`),
      '<tuple><timestamp>99999</timestamp></tuple>',
      '<',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const reading = readPidf(pidf(pieces.join('')));
        if (reading.ok) expect(reading.presence.note?.length ?? 0).toBeLessThanOrEqual(500);
      }),
    );
  });
});

describe('what we publish', () => {
  const own: OwnPidf = {
    entity: 'sip:karen@contoso.com',
    id: '1',
    availability: 'available',
    note: '',
    location: '',
    since: 0,
  };
  const states = 'available available-idle busy busy-idle do-not-disturb be-right-back away offline';

  it.each(states.split(' ') as Exclude<Availability, 'unknown'>[])('comes back as %s', (availability) => {
    expect(readPidf(writePidf({ ...own, availability }))).toEqual({ ok: true, presence: { availability, since: 0 } });
  });

  it.each(['in-a-call', 'in-a-meeting', 'presenting'] as const)('says %s', (activity) => {
    const presence = { availability: 'busy', activity, since: 0 };
    expect(readPidf(writePidf({ ...own, availability: 'busy', activity }))).toEqual({ ok: true, presence });
  });

  it('says off work, a note and a place', () => {
    const more = { note: 'Back on Monday', location: 'Oslo' };
    const text = writePidf({ ...own, ...more, availability: 'away', activity: 'off-work' });
    const presence = { availability: 'away', activity: 'off-work', since: 0, ...more };
    expect(readPidf(text)).toEqual({ ok: true, presence });
  });

  it('is XML whatever the note is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (note) => {
        expect(readXml(writePidf({ ...own, note })).ok).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
