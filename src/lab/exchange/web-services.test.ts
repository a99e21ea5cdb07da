import { describe, expect, it } from 'vitest';
import { writeAvailability, writeOutOfOffice } from '../../protocol/exchange/write-availability.ts';
import { writeFindMeetings, writeGetBodies } from '../../protocol/exchange/write-calendar.ts';
import { writeEnvelope } from '../../protocol/exchange/write-envelope.ts';
import { writeFindFolder, writeFindMissed, writeMarkRead } from '../../protocol/exchange/write-missed.ts';
import { writeGetContacts, writeGetPhoto } from '../../protocol/exchange/write-people.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import { defaultMailboxes } from './default-mailboxes.ts';
import { Mailbox } from './mailbox.ts';
import { readMailboxPlans } from './read-plans.ts';
import type { ExchangeVersion } from './settings.ts';
import { answerRequest } from './web-services.ts';

const [company] = defaultTopology('127.0.77').companies;
if (!company) throw new Error('no company');
const world = { startedAt: 1_795_251_600_000, nameOf: (address: string) => address, linksOf: () => undefined };
const listOf = () => ({ groups: [], contacts: [] });
const span = { from: world.startedAt, to: world.startedAt + 86_400_000 };

function ask(body: string, version: ExchangeVersion = 'Exchange2013'): string {
  const mailbox = new Mailbox(defaultMailboxes[0] ?? { owner: 'karen@contoso.com', meetings: [], missed: [] }, world);
  const answer = answerRequest(body, {
    company: company as NonNullable<typeof company>,
    version,
    mailbox,
    mailboxOf: () => mailbox,
    listOf,
  });
  return /<e:ResponseCode[^>]*>([^<]+)/.exec(answer.body)?.[1] ?? String(answer.status);
}

const frame = (request: string) => writeEnvelope(request, 'Exchange2013');
const meetings = writeFindMeetings(span, 'Exchange2013');

describe('the simulated web services', () => {
  it.each([
    meetings,
    writeGetBodies(['a']),
    writeAvailability('karen@contoso.com', span),
    writeOutOfOffice('karen@contoso.com'),
    writeFindMissed([{ name: 'inbox' }, { name: 'conversationhistory' }]),
    writeFindFolder('Conversation History'),
    writeMarkRead(['a']),
    writeGetPhoto('karen@contoso.com', 'HR48x48'),
    writeGetContacts(),
  ])('take what their schema allows (%#)', (request) => {
    expect(ask(frame(request))).toBe('200');
  });

  it.each([
    ['no XML', 'hello', 'ErrorSchemaValidation'],
    [
      'another envelope',
      frame(meetings).replaceAll('schemas.xmlsoap.org/soap/envelope/', 'www.w3.org/2003/05/soap-envelope'),
      'ErrorSchemaValidation',
    ],
    [
      'a request of the wrong namespace',
      frame(meetings.replaceAll('m:FindItem', 't:FindItem')),
      'ErrorSchemaValidation',
    ],
    [
      'elements in another order',
      frame(meetings.replace(/(<m:CalendarView[^>]*>)(<m:ParentFolderIds>.*<\/m:ParentFolderIds>)/, '$2$1')),
      'ErrorSchemaValidation',
    ],
    ['no traversal', frame(meetings.replace(' Traversal="Shallow"', '')), 'ErrorSchemaValidation'],
    [
      'a time without a zone',
      frame(meetings.replace(/StartDate="[^"]*"/, 'StartDate="2026-11-21T00:00:00"')),
      'ErrorSchemaValidation',
    ],
    [
      'an attribute nobody declared',
      frame(meetings.replace('<m:CalendarView', '<m:CalendarView Color="red"')),
      'ErrorSchemaValidation',
    ],
    ['words where none belong', frame(meetings.replace('<m:ItemShape>', '<m:ItemShape>x')), 'ErrorSchemaValidation'],
    [
      'an end before the beginning',
      frame(writeFindMeetings({ from: span.to, to: span.from }, 'Exchange2013')),
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
    ['a field nobody knows', frame(meetings.replace('item:Subject', 'item:Colour')), 'ErrorInvalidPropertyRequest'],
    ['a schema nobody knows', frame(meetings).replace('Exchange2013', 'Exchange2099'), 'ErrorInvalidServerVersion'],
    ['no schema', frame(meetings).replace(/<t:RequestServerVersion[^>]*>/, ''), 'ErrorInvalidServerVersion'],
    ['two requests', frame(meetings + meetings), 'ErrorSchemaValidation'],
    ['a request nobody knows', frame('<m:DeleteItem/>'), 'ErrorSchemaValidation'],
  ])('refuse %s', (_, body, code) => {
    expect(ask(body)).toBe(code);
  });

  it.each([
    ['the newest schema', frame(meetings), 'ErrorInvalidServerVersion'],
    ['what came later', writeEnvelope(meetings, 'Exchange2010_SP1'), 'ErrorInvalidPropertyRequest'],
    ['photos', writeEnvelope(writeGetPhoto('a@b.c', 'HR48x48'), 'Exchange2010_SP1'), 'ErrorInvalidRequest'],
    [
      'the folder by its newer name',
      writeEnvelope(writeFindMissed([{ name: 'conversationhistory' }]), 'Exchange2010_SP1'),
      'ErrorInvalidServerVersion',
    ],
  ])('of 2010 refuse %s', (_, body, code) => {
    expect(ask(body, 'Exchange2010_SP1')).toBe(code);
  });
});

describe('a list that is longer than was asked for', () => {
  const missed = ['a', 'b', 'c', 'd', 'e'].map((subject, minutesAgo) => ({
    kind: 'call' as const,
    from: '+4412345',
    minutesAgo,
    subject,
  }));
  const meetingsOfDay = ['m', 'n', 'o'].map((subject, index) => ({
    subject,
    startsInMinutes: 60 * (index + 1),
    lastsMinutes: 30,
  }));
  const mailbox = new Mailbox({ owner: 'karen@contoso.com', meetings: meetingsOfDay, missed }, world);
  const find = (request: string) => {
    const parts = { company: company as NonNullable<typeof company>, mailbox, mailboxOf: () => mailbox, listOf };
    const { body } = answerRequest(frame(request), { ...parts, version: 'Exchange2013' });
    const folder = /<m:RootFolder ([^>]*)>/.exec(body)?.[1];
    return [folder, [...body.matchAll(/<t:Subject>(\w)</g)].map(([, subject]) => subject).join('')];
  };
  const calls = writeFindMissed([{ name: 'inbox' }]);
  const view = (attributes: string) =>
    calls.replace(/<m:IndexedPageItemView [^>]*>/, `<m:IndexedPageItemView ${attributes}/>`);

  it.each([
    ['MaxEntriesReturned="2" Offset="0" BasePoint="Beginning"', '2', 'false', 'ab'],
    ['MaxEntriesReturned="2" Offset="2" BasePoint="Beginning"', '4', 'false', 'cd'],
    ['MaxEntriesReturned="2" Offset="4" BasePoint="Beginning"', '5', 'true', 'e'],
  ])('[MS-OXWSSRCH] comes page by page: %s', (attributes, next, isLast, subjects) => {
    expect(find(view(attributes))).toEqual([
      `IndexedPagingOffset="${next}" TotalItemsInView="5" IncludesLastItemInRange="${isLast}"`,
      subjects,
    ]);
  });

  it('is searched backwards from its end', () => {
    expect(find(view('MaxEntriesReturned="2" Offset="1" BasePoint="End"'))[1]).toBe('cd');
    expect(find(view('Offset="9" BasePoint="Beginning"'))[1]).toBe('');
  });

  it('comes in the order that was asked for', () => {
    expect(find(calls.replace('Order="Descending"', 'Order="Ascending"'))[1]).toBe('edcba');
  });

  it('of meetings says that there are more', () => {
    expect(find(meetings.replace(/MaxEntriesReturned="\d+"/, 'MaxEntriesReturned="2"'))).toEqual([
      'TotalItemsInView="3" IncludesLastItemInRange="false"',
      'mn',
    ]);
  });
});

describe('a tester’s file of mailboxes', () => {
  it('is read as the lab’s own are written', () => {
    expect(readMailboxPlans(JSON.stringify(defaultMailboxes))).toEqual(defaultMailboxes);
  });

  it.each([
    ['{}', 'A file of mailboxes is a list.'],
    ['[{"owner":"karen"}]', 'mailboxes[0].owner must be an address.'],
    ['[{"owner":"a@b.c","meetings":[],"missed":[],"color":1}]', 'mailboxes[0] has no "color".'],
    [
      '[{"owner":"a@b.c","meetings":[{"subject":"x","startsInMinutes":"1","lastsMinutes":1}],"missed":[]}]',
      'mailboxes[0].meetings[0].startsInMinutes must be a number from -527040 to 527040.',
    ],
    [
      '[{"owner":"a@b.c","meetings":[],"missed":[{"kind":"fax","from":"a@b.c","minutesAgo":1,"subject":""}]}]',
      'mailboxes[0].missed[0].kind must be one of im, call, voicemail.',
    ],
  ])('is refused with the place: %s', (text, sentence) => {
    expect(() => readMailboxPlans(text)).toThrow(sentence);
  });
});
