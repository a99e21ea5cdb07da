/** Made-up meetings and trace for the gallery and the component tests. */
import type { Failure } from '../../shared/model/failure.ts';
import type { JoinStep, MeetingPart, MeetingState, Participant } from '../../shared/model/meeting.ts';
import type { IncomingInvitation, MeetingChatMessage, MeetingChatState } from '../../shared/model/meeting-chat.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { federationRefused, fixtureTime } from './fixtures.ts';

/** One participant, present unless said otherwise. */
export function participant(name: string, rest: Partial<Participant> = {}): Participant {
  const user = name.toLowerCase().replaceAll(' ', '.');
  return {
    entity: `sip:${user}@example.com`,
    name,
    role: 'attendee',
    isGuest: false,
    isSelf: false,
    state: 'connected',
    modalities: [],
    ...rest,
  };
}

export const garth = participant('Garth Fort', { entity: 'sip:garth@tailspintoys.com', role: 'organizer' });
export const karenAsGuest = participant('Karen Berg', {
  entity: 'sip:36825c7a@anonymous.invalid',
  isGuest: true,
  isSelf: true,
});

const steps: readonly JoinStep[] = [
  { kind: 'asking-home', state: 'done', server: 'sip.contoso.com', atMs: 2 },
  { kind: 'home-refused', state: 'failed', server: 'sip.contoso.com', failure: federationRefused, atMs: 48 },
  { kind: 'looking-up', state: 'done', server: 'tailspintoys.com', atMs: 49 },
  { kind: 'connecting-edge', state: 'done', server: 'sip.tailspintoys.com', atMs: 71 },
  { kind: 'asking-edge', state: 'done', server: 'sip.tailspintoys.com', atMs: 110 },
  { kind: 'roster', state: 'done', atMs: 160 },
  { kind: 'joined', state: 'done', atMs: 181 },
];

const parts: readonly MeetingPart[] = [
  { modality: 'chat', isOffered: true, lacks: [] },
  { modality: 'audio', isOffered: true, lacks: [] },
  { modality: 'video', isOffered: true, lacks: [] },
  { modality: 'sharing', isOffered: true, lacks: [] },
  { modality: 'content', isOffered: true, lacks: [] },
];

export const joined: MeetingState = {
  id: 'meeting-1',
  phase: 'joined',
  link: {
    focusUri: 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
    organizer: 'garth@tailspintoys.com',
    organizerDomain: 'tailspintoys.com',
    conferenceId: '2Z92HZZZ',
    hasKey: false,
    form: 'conf',
  },
  subject: 'Tailspin weekly',
  asGuest: true,
  guestName: 'Karen Berg',
  participants: [
    garth,
    karenAsGuest,
    participant('Bonnie Kearney', { role: 'presenter' }),
    participant('Alex Darrow', { isGuest: true, state: 'in-lobby', waitingSince: fixtureTime - 130_000 }),
  ],
  ownRole: 'attendee',
  organizerName: 'Garth Fort',
  joinUrl: 'https://meet.tailspintoys.com/garth/2Z92HZZZ',
  isLocked: false,
  access: 'company',
  phonesBypassLobby: false,
  announces: true,
  permissions: { attendeesMayChat: true, attendeesMayUnmute: true },
  parts,
  steps,
  homeFailure: federationRefused,
  canTryGuest: false,
  startedAt: fixtureTime - 60_000,
};

/** Sound by a bridge for telephones alone, which this version does not speak with. */
export const forTelephones: readonly MeetingPart[] = parts.map((part) =>
  part.modality === 'audio' ? { ...part, lacks: ['not-built'] } : part,
);

/** The same meeting as its organizer sees it. */
export const presenting: MeetingState = {
  ...joined,
  asGuest: false,
  ownRole: 'organizer',
  participants: [
    { ...garth, isSelf: true },
    participant('Karen Berg', { entity: 'sip:36825c7a@anonymous.invalid', isGuest: true, modalities: ['chat'] }),
    participant('Bonnie Kearney', { role: 'presenter', isMuted: true, modalities: ['chat', 'audio'] }),
    participant('Alex Darrow', { isGuest: true, state: 'in-lobby', waitingSince: fixtureTime - 130_000 }),
  ],
  steps: [
    { kind: 'asking-home', state: 'done', server: 'sip.tailspintoys.com', atMs: 2 },
    { kind: 'roster', state: 'done', atMs: 60 },
    { kind: 'joined', state: 'done', atMs: 81 },
  ],
};

/** Three people at the door. */
export const crowdAtDoor: MeetingState = {
  ...presenting,
  participants: [
    ...presenting.participants,
    participant('Jeremy Los', { state: 'in-lobby', waitingSince: fixtureTime - 20_000 }),
    participant('Zoë Ümlaut', { state: 'in-lobby', isGuest: true, waitingSince: fixtureTime - 4000 }),
  ],
};

export const chatOpen: MeetingChatState = {
  meetingId: 'meeting-1',
  state: 'open',
  mayWrite: true,
  unread: 2,
  typing: ['Garth Fort'],
  gaps: [],
  revision: 5,
  last: { text: 'See you in a minute', name: 'Karen Berg', isGuest: false, isSelf: true, at: fixtureTime },
};

const said = (id: string, rest: Partial<MeetingChatMessage>, ...lines: readonly string[]): MeetingChatMessage => ({
  id,
  from: garth.entity,
  name: garth.name,
  isGuest: false,
  isSelf: false,
  body: lines.map((text) => [{ text }]),
  delivery: 'delivered',
  missedBy: [],
  missedByMore: 0,
  at: fixtureTime - 240_000,
  changed: 1,
  ...rest,
});

const chatRefused: Failure = {
  code: 'CONNECTION_LOST',
  server: 'sip.tailspintoys.com',
  at: fixtureTime,
};

const mine = { from: karenAsGuest.entity, name: 'Karen Berg', isGuest: true, isSelf: true } as const;

export const chatMessages: readonly MeetingChatMessage[] = [
  said('m1', {}, 'Welcome, everybody.', 'We begin when Karen is here.'),
  said('m2', { from: 'sip:alex.darrow@example.com', name: 'Alex Darrow', isGuest: true }, 'The slides are ready.'),
  said(
    'm3',
    { ...mine, changed: 2, missedBy: [{ entity: 'sip:b', name: 'Bonnie Kearney', failure: chatRefused }] },
    'I am here.',
  ),
  said(
    'm4',
    { ...mine, changed: 3, delivery: 'failed', failure: chatRefused, at: fixtureTime - 60_000 },
    'Can you hear me?',
  ),
  said('m5', { ...mine, changed: 5, delivery: 'sending', at: fixtureTime }, 'See you in a minute'),
];

export const invitation: IncomingInvitation = {
  id: 'invitation-1',
  from: { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' },
  subject: 'Tailspin weekly',
  link: joined.link,
  at: fixtureTime,
};

export const joining: MeetingState = {
  ...joined,
  phase: 'joining',
  participants: [],
  steps: [...steps.slice(0, 4), { kind: 'asking-edge', state: 'running', server: 'sip.tailspintoys.com', atMs: 110 }],
};

export const inLobby: MeetingState = {
  ...joined,
  phase: 'lobby',
  participants: [],
  lobbySince: fixtureTime - 59_850,
  steps: [...steps.slice(0, 5), { kind: 'in-lobby', state: 'running', atMs: 150 }],
};

const guestsNotAllowed: Failure = {
  code: 'GUESTS_NOT_ALLOWED',
  server: 'sip.tailspintoys.com',
  sip: { status: 403, reason: 'Forbidden' },
  at: fixtureTime + 100,
};

export const refused: MeetingState = {
  ...joined,
  phase: 'ended',
  endedBecause: 'failed',
  participants: [],
  failure: guestsNotAllowed,
  steps: [
    ...steps.slice(0, 4),
    { kind: 'asking-edge', state: 'failed', server: 'sip.tailspintoys.com', failure: guestsNotAllowed, atMs: 110 },
  ],
};

export const keyWrong: MeetingState = {
  ...refused,
  failure: { code: 'CONFERENCE_KEY_WRONG', server: 'sip.tailspintoys.com', at: fixtureTime + 100 },
};

/** A meeting with this many more people. */
export function crowded(count: number): MeetingState {
  const people = Array.from({ length: count }, (_, index) => participant(`Visitor ${String(index).padStart(4, '0')}`));
  return { ...joined, participants: [...joined.participants, ...people] };
}

const invite = [
  'INVITE sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ SIP/2.0',
  'Via: SIP/2.0/TLS 127.0.0.1:52952',
  'Max-Forwards: 70',
  'From: <sip:karen@contoso.com>;tag=9004006031;epid=23c6af65b1',
  'To: <sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ>',
  'Call-ID: ab166f84d6db431c8c461da04d3c3407',
  'CSeq: 1 INVITE',
  'Content-Length: 0',
  '',
].join('\r\n');

type Body = TraceEntry extends infer E ? (E extends TraceEntry ? Omit<E, 'seq' | 'at' | 'correlation'> : never) : never;

const home = '127.0.77.10:5061';

function sip(direction: 'sent' | 'received', peer: string, text: string): Body {
  const callId = peer === home ? 'ab166f84' : '1c0c1e5d';
  return { kind: 'sip', direction, peer, local: '127.0.0.1:52952', bytes: text.length, text, callId };
}

const focus = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const edge = '127.0.77.20:5061';
const bodies: readonly Body[] = [
  { kind: 'dns-query', name: '_sip._tls.contoso.com', type: 'SRV' },
  {
    kind: 'dns-answer',
    name: '_sip._tls.contoso.com',
    type: 'SRV',
    outcome: 'answered',
    answers: ['sip.contoso.com:443'],
    durationMs: 5,
  },
  { kind: 'connect', host: 'sip.contoso.com', peer: home, state: 'connected' },
  { kind: 'chain', host: 'sip.contoso.com', verdict: 'trusted', subjects: ['sip.contoso.com', 'Offhook Lab Root'] },
  sip('sent', home, 'REGISTER sip:contoso.com SIP/2.0\r\nCSeq: 1 REGISTER\r\n'),
  sip('received', home, 'SIP/2.0 401 Unauthorized\r\nCSeq: 1 REGISTER\r\n'),
  sip('sent', home, 'REGISTER sip:contoso.com SIP/2.0\r\nCSeq: 2 REGISTER\r\n'),
  sip('received', home, 'SIP/2.0 200 OK\r\nCSeq: 2 REGISTER\r\n'),
  sip('sent', home, invite),
  sip(
    'received',
    home,
    'SIP/2.0 504 Server time-out\r\nCSeq: 1 INVITE\r\nms-diagnostics: 1017;reason="Cannot route";source="sipfed.contoso.com"\r\n',
  ),
  sip('sent', home, `ACK ${focus} SIP/2.0\r\nTo: <${focus}>;tag=2\r\nCSeq: 1 ACK\r\n`),
  { kind: 'decision', text: '504 and 1017: joining as a guest' },
  sip('sent', edge, `INVITE ${focus} SIP/2.0\r\nTo: <${focus}>\r\nCSeq: 1 INVITE\r\n`),
  sip('received', edge, `SIP/2.0 100 Trying\r\nTo: <${focus}>\r\nCSeq: 1 INVITE\r\n`),
  sip('received', edge, `SIP/2.0 200 Invite dialog created\r\nTo: <${focus}>;tag=1\r\nCSeq: 1 INVITE\r\n`),
  sip('sent', edge, `ACK ${focus} SIP/2.0\r\nTo: <${focus}>;tag=1\r\nCSeq: 1 ACK\r\n`),
  { kind: 'failure', code: 'CONNECTION_LOST', text: 'sip.contoso.com' },
];

export const trace: readonly TraceEntry[] = bodies.map((body, index) => ({
  seq: index + 1,
  at: fixtureTime + index * 37,
  correlation: 'join-1',
  ...body,
}));
