/** Made-up conversations, calendar, voicemail and settings of a server for the gallery. */
import type { CalendarState } from '../../shared/model/calendar.ts';
import type { ConversationSummary, Message, RichText } from '../../shared/model/conversation.ts';
import type { ContactCard } from '../../shared/model/presence.ts';
import { noProvisioning, type ProvisioningState, sectionIds } from '../../shared/model/provisioning.ts';
import type { MissedState, VoicemailState } from '../../shared/model/voicemail.ts';
import { fixtureTime } from './fixtures.ts';

const minute = 60_000;
const jeremy = { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' };
const garth = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };

const quiet = { kind: 'two-party', isIncomingWaiting: false, peerTyping: false, unread: 0, revision: 6 } as const;

export const conversations: readonly ConversationSummary[] = [
  {
    ...quiet,
    id: 'c2',
    peer: garth,
    state: 'ringing-in',
    isIncomingWaiting: true,
    unread: 1,
    lastText: 'Do you have a minute for the weekly?',
    lastAt: fixtureTime - minute,
  },
  {
    ...quiet,
    id: 'c1',
    peer: jeremy,
    state: 'active',
    peerTyping: true,
    lastText: 'The plan is at https://plans.contoso.com/q3',
    lastAt: fixtureTime - 2 * minute,
  },
];

const plain = (text: string): RichText => text.split('\n').map((line) => (line === '' ? [] : [{ text: line }]));

/** What was said with Jeremy: plain, styled, a link that says something else, one that failed, and files. */
export const messages: readonly Message[] = [
  {
    kind: 'text',
    id: 'm1',
    conversationId: 'c1',
    at: fixtureTime - 26 * 60 * minute,
    changed: 1,
    from: 'peer',
    body: plain('Good morning. Are you in the office today?'),
    delivery: 'delivered',
  },
  {
    kind: 'text',
    id: 'm2',
    conversationId: 'c1',
    at: fixtureTime - 30 * minute,
    changed: 2,
    from: 'me',
    body: plain('From ten on.\nRoom 4 is free until noon.'),
    delivery: 'delivered',
  },
  {
    kind: 'text',
    id: 'm3',
    conversationId: 'c1',
    at: fixtureTime - 12 * minute,
    changed: 3,
    from: 'peer',
    body: [
      [
        { text: 'The ' },
        { text: 'final', bold: true },
        { text: ' plan is ' },
        { text: 'here', link: 'https://plans.contoso.com/q3' },
        { text: '.' },
      ],
    ],
    delivery: 'delivered',
  },
  {
    kind: 'file',
    id: 'm4',
    conversationId: 'c1',
    at: fixtureTime - 11 * minute,
    changed: 4,
    from: 'peer',
    transfer: {
      direction: 'incoming',
      name: 'Quarter three.pdf',
      size: 482_133,
      isProgram: false,
      progress: { kind: 'offered' },
    },
  },
  {
    kind: 'text',
    id: 'm5',
    conversationId: 'c1',
    at: fixtureTime - 3 * minute,
    changed: 5,
    from: 'me',
    body: plain('Thank you, I will read it before the meeting.'),
    delivery: 'failed',
    failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com', at: fixtureTime },
  },
];

export const calendar: CalendarState = {
  state: 'ready',
  server: 'mail.contoso.com',
  updatedAt: fixtureTime,
  freeBusy: { now: 'busy', until: fixtureTime + 20 * minute },
  meetings: [
    {
      id: '1',
      subject: 'Tailspin weekly',
      startsAt: fixtureTime - 10 * minute,
      endsAt: fixtureTime + 20 * minute,
      isAllDay: false,
      organiser: 'Garth Fort',
      isCancelled: false,
      response: 'accepted',
      joinLink: 'https://meet.tailspintoys.com/garth/J6KTH3WC',
      isPrivate: false,
    },
    {
      id: '2',
      subject: 'Design review',
      startsAt: fixtureTime + 90 * minute,
      endsAt: fixtureTime + 150 * minute,
      isAllDay: false,
      location: 'Room 4',
      organiser: 'Jeremy Los',
      isCancelled: false,
      response: 'tentative',
      isPrivate: true,
    },
    {
      id: '3',
      subject: 'Lunch with the press',
      startsAt: fixtureTime + 120 * minute,
      endsAt: fixtureTime + 180 * minute,
      isAllDay: false,
      isCancelled: true,
      response: 'accepted',
      isPrivate: false,
    },
  ],
};

export const calendarRefused: CalendarState = {
  state: 'failed',
  meetings: [],
  failure: {
    code: 'CERTIFICATE_INTERMEDIATE_MISSING',
    server: 'mail.litwareinc.com',
    data: { issuer: 'VeriSign Class 3 Secure Server CA - G3' },
    at: fixtureTime,
  },
};

export const voicemail: VoicemailState = {
  state: 'ready',
  unread: 2,
  read: 5,
  urgentUnread: 1,
  account: 'sip:karen@contoso.com',
  source: 'mwi',
};

export const missed: MissedState = {
  unread: 1,
  items: [
    {
      id: 'x1',
      kind: 'im',
      from: garth,
      at: fixtureTime - 50 * minute,
      subject: 'Are you there?',
      isUnread: true,
      source: 'local',
    },
    {
      id: 'x2',
      kind: 'call',
      from: { uri: 'tel:+441785123456', name: '' },
      at: fixtureTime - 200 * minute,
      subject: '',
      isUnread: false,
      source: 'exchange',
    },
  ],
};

export const card: ContactCard = {
  name: 'Jeremy Los',
  title: 'Senior engineer',
  company: 'Contoso',
  department: 'Engineering',
  office: 'Stafford 4/17',
  email: 'jeremy@contoso.com',
  address: ['1 Greengate Street', 'Stafford'],
  phones: [
    { kind: 'work', uri: 'tel:+441785123457;ext=3457', display: '+44 (1785) 123457 x3457' },
    { kind: 'mobile', uri: 'tel:+447700900123', display: '+44 7700 900123' },
  ],
  hasPhoto: false,
  isAutomaton: false,
};

const entry = (group: string, key: string, value: string, known = true) => ({ group, key, value, known });

export const provisioning: ProvisioningState = {
  ...noProvisioning,
  state: 'ready',
  updatedAt: fixtureTime,
  lines: [{ uri: 'tel:+441785123456;ext=3456', type: 'Uc' }],
  sections: sectionIds.map((id) => {
    switch (id) {
      case 'conferencing':
        return {
          id,
          entries: [entry('meetingPolicy', 'allowPolls', 'true'), entry('meetingPolicy', 'meetingSize', '250')],
        };
      case 'media-ports':
        return {
          id,
          entries: [
            entry('ServerConfiguration', 'ucMinAudioPort', '50020'),
            entry('ServerConfiguration', 'ucMaxAudioPort', '50039'),
            entry('ServerConfiguration', 'ucPortRangeEnabled', 'true'),
          ],
        };
      case 'voicemail':
        return {
          id,
          entries: [entry('ServerConfiguration', 'voiceMailUri', 'sip:karen@contoso.com;opaque=app:voicemail')],
        };
      case 'persistent-chat':
        return { id, entries: [entry('persistentChatConfiguration', 'EnablePersistentChat', 'true')] };
      case 'other':
        return { id, entries: [entry('futureGroup', 'newThing', '42', false)] };
      default:
        return { id, entries: [] };
    }
  }),
};
