/** Made-up meetings and trace for the gallery and the component tests. */
import type { Failure } from '../../shared/model/failure.ts';
import type { JoinStep, MeetingState, Participant } from '../../shared/model/meeting.ts';
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
    participant('Alex Darrow', { isGuest: true, state: 'in-lobby' }),
  ],
  steps,
  homeFailure: federationRefused,
  canTryGuest: false,
  startedAt: fixtureTime - 60_000,
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

function sip(direction: 'sent' | 'received', peer: string, text: string): Body {
  return { kind: 'sip', direction, peer, local: '127.0.0.1:52952', bytes: text.length, text, callId: 'ab166f84' };
}

const home = '127.0.77.10:5061';
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
  sip('received', home, 'SIP/2.0 504 Server time-out\r\nms-diagnostics: 1017;reason="Cannot route"\r\n'),
  { kind: 'decision', text: '504 and 1017: joining as a guest' },
  sip('sent', edge, 'INVITE sip:garth@tailspintoys.com SIP/2.0\r\nCSeq: 1 INVITE\r\n'),
  sip('received', edge, 'SIP/2.0 100 Trying\r\n'),
  sip('received', edge, 'SIP/2.0 200 Invite dialog created\r\n'),
  sip('sent', edge, 'ACK sip:garth@tailspintoys.com SIP/2.0\r\n'),
  { kind: 'failure', code: 'CONNECTION_LOST', text: 'sip.contoso.com' },
];

export const trace: readonly TraceEntry[] = bodies.map((body, index) => ({
  seq: index + 1,
  at: fixtureTime + index * 37,
  correlation: 'join-1',
  ...body,
}));
