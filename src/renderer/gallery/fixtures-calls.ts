/** Made-up calls for the gallery and the component tests. */
import type { Call, CallQuality } from '../../shared/model/call.ts';
import type { CallLogState, KeptCall } from '../../shared/model/call-log.ts';
import { fixtureTime } from './fixtures.ts';

const goodLine: CallQuality = {
  mos: 4.3,
  codec: 'G.722, 16 kHz',
  jitterMs: 3.4,
  lossPercent: 0,
  sentLossPercent: 0.2,
  roundTripMs: 24,
  bufferMs: 41,
  receivedKbps: 84,
  sentKbps: 83,
  path: 'direct',
  localAddress: '192.0.2.17:50014',
  remoteAddress: '198.51.100.4:50022',
  strangers: 0,
};

export const activeCall: Call = {
  id: 'call-1',
  direction: 'out',
  peer: { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' },
  state: 'active',
  startedAt: fixtureTime - 754_000,
  answeredAt: fixtureTime - 750_000,
  hold: 'none',
  isMuted: false,
  picture: 'none',
  hasPeerPicture: false,
  canShowPicture: true,
  encryption: 'dtls-srtp',
  digitsBy: 'rtp',
  quality: goodLine,
};

export const phoneCall: Call = {
  ...activeCall,
  id: 'call-2',
  peer: { uri: 'sip:+441785123456@contoso.com;user=phone', name: '+44 1785 123456', number: '+44 1785 123456' },
  canShowPicture: false,
  encryption: 'none',
  hold: 'ours',
  rule: 'UK national',
};

export const incomingCall: Call = {
  id: 'call-3',
  direction: 'in',
  peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
  state: 'incoming',
  startedAt: fixtureTime - 4000,
  hold: 'none',
  isMuted: false,
  picture: 'none',
  hasPeerPicture: false,
  canShowPicture: true,
};

const { answeredAt: _none, quality: _unknown, encryption: _open, digitsBy: _later, ...unanswered } = activeCall;

/** Nobody has answered: nothing is known of encryption, digits or the line. */
export const ringingCall: Call = { ...unanswered, state: 'ringing' };

export const busyCall: Call = {
  ...ringingCall,
  state: 'ended',
  endedAt: fixtureTime,
  end: {
    why: 'refused',
    failure: {
      code: 'CALL_REFUSED',
      data: { why: 'busy' },
      at: fixtureTime,
      sip: { status: 486, reason: 'Busy Here' },
    },
  },
};

/** The number that was dialled lacks digits. RFC 3261 21.4.22 */
const incomplete = { code: 'CALL_REFUSED', data: { why: 'incomplete' } } as const;

export const incompleteCall: Call = {
  ...busyCall,
  peer: { uri: 'sip:+4417851@contoso.com;user=phone', name: '+4417851', number: '+4417851' },
  end: {
    why: 'refused',
    failure: { ...incomplete, at: fixtureTime, sip: { status: 484, reason: 'Address Incomplete' } },
  },
};

export const overCall: Call = { ...activeCall, state: 'ended', endedAt: fixtureTime, end: { why: 'peer-hung-up' } };

export const troubledCall: Call = {
  ...activeCall,
  isMuted: true,
  encryption: 'none',
  quality: {
    ...goodLine,
    mos: 2.4,
    lossPercent: 12.3,
    jitterMs: 88,
    roundTripMs: 1240,
    bufferMs: 315,
    path: 'relayed',
  },
  trouble: { code: 'MEDIA_SILENT', data: { seconds: '8' }, at: fixtureTime },
};

export const videoCall: Call = { ...activeCall, picture: 'camera', hasPeerPicture: true };

/** A name as long as a directory lets it be, written from right to left. */
export const longCall: Call = {
  ...incomingCall,
  id: 'call-4',
  peer: {
    uri: 'sip:a.very.long.address.of.somebody@subsidiary.tailspintoys.example',
    name: 'عبد الرحمن بن محمد الأنصاري القرطبي '.repeat(4).trim(),
  },
  onBehalfOf: { uri: 'sip:karen@contoso.com', name: 'Karen Berg' },
};

/** As many as there can be, one of which rings. */
export const sixCalls: readonly Call[] = [
  activeCall,
  phoneCall,
  { ...phoneCall, id: 'call-5', peer: { uri: 'sip:bonnie@tailspintoys.com', name: 'Bonnie Kearney' } },
  { ...phoneCall, id: 'call-6', peer: longCall.peer },
  { ...phoneCall, id: 'call-7', peer: { uri: 'sip:zoe@contoso.com', name: 'Zoë Ümlaut' } },
  incomingCall,
];

const dayMs = 24 * 60 * 60 * 1000;

export const loggedOut: KeptCall = {
  seq: 9,
  id: 'logged-9',
  direction: 'out',
  peer: activeCall.peer,
  at: fixtureTime - 3_600_000,
  talkedMs: 750_000,
  ending: 'peer-hung-up',
  encryption: 'dtls-srtp',
  quality: { mos: 4.3, codec: 'G.722, 16 kHz', jitterMs: 3.4, lossPercent: 0, roundTripMs: 24, path: 'direct' },
};

export const loggedMissed: KeptCall = {
  seq: 8,
  id: 'logged-8',
  direction: 'in',
  peer: phoneCall.peer,
  at: fixtureTime - 7_200_000,
  ending: 'missed',
};

export const loggedBusy: KeptCall = {
  seq: 7,
  id: 'logged-7',
  direction: 'out',
  peer: incomingCall.peer,
  at: fixtureTime - dayMs,
  ending: 'refused',
  failure: { code: 'CALL_REFUSED', data: { why: 'busy' } },
};

/** Today, yesterday and before; one with a name as long as can be, for somebody else. */
export const callLog: CallLogState = {
  entries: [
    loggedOut,
    loggedMissed,
    loggedBusy,
    { ...loggedBusy, seq: 8, id: 'logged-8', peer: incompleteCall.peer, failure: incomplete },
    {
      ...loggedOut,
      seq: 6,
      id: 'logged-6',
      direction: 'in',
      peer: longCall.peer,
      at: fixtureTime - 4 * dayMs,
      ending: 'failed',
      failure: { code: 'MEDIA_SILENT', data: { seconds: '8' } },
      encryption: 'none',
      quality: { mos: 2.4, codec: 'PCMA', jitterMs: 88, lossPercent: 12.3, roundTripMs: 1240, path: 'relayed' },
      onBehalfOf: { uri: 'sip:karen@contoso.com', name: 'Karen Berg' },
    },
  ],
  more: true,
  lastCalled: loggedOut.peer,
  isKept: true,
};
