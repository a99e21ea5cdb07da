/** The words of calls: how they stand, what can be done with them, and how good the line is. */
import {
  type Call,
  type CallEnding,
  type CallHold,
  type CallQuality,
  type CallState,
  type LineRating,
  type LineSummary,
  ratingOf,
  type WithoutRelay,
} from '../../../shared/model/call.ts';
import { isolated, milliseconds } from '../format.ts';
import { failureTexts } from './failures.ts';

export const callTexts = {
  call: 'Call',
  callName: (name: string) => `Call ${isolated(name)}`,
  video: 'Video call',
  videoName: (name: string) => `Video call to ${isolated(name)}`,
  takesNoCalls: 'This contact takes messages only.',
  notSignedIn: 'You are not signed in.',
  audioForbidden: 'Your company does not allow calls.',
  videoForbidden: 'Your company does not allow video calls.',
  takesNoVideo: 'This contact takes no video.',
  offerTitle: (name: string) => `Call ${isolated(name)}?`,
  offerBody: 'Another program asks Offhook to call this number or address.',
  offerLater: (name: string) => `Sign in to call ${isolated(name)}.`,
  cancel: 'Cancel',

  pane: 'Call',
  gone: 'This call is over and was put away.',
  controls: 'What you can do with this call',
  notYet: 'Not before the call is answered.',
  mute: 'Mute',
  unmute: 'Unmute',
  muted: 'You are muted',
  hold: 'Hold',
  resume: 'Resume',
  keypad: 'Keypad',
  sentDigits: 'Sent',
  camera: 'Start video',
  cameraOff: 'Stop video',
  screen: 'Share screen',
  screenOff: 'Stop sharing',
  noPicture: 'Pictures cannot be added: the other side takes none, or a rule forbids it.',
  noScreen: 'Your company does not allow sharing your screen.',
  transfer: 'Transfer',
  transferForbidden: 'Your company does not allow calls to be transferred.',
  more: 'More',
  message: 'Send a message',
  card: 'Contact card',
  copyAddress: 'Copy address',
  copyNumber: 'Copy number',
  hangUp: 'Hang up',
  hangUpName: (name: string) => `Hang up the call with ${isolated(name)}`,
  cancelCall: 'Cancel call',
  cancelCallName: (name: string) => `Cancel call to ${isolated(name)}`,
  callAgain: 'Call again',
  changeAndCall: 'Change and call',
  putAway: 'Close',
  emergency: 'Emergency call',
  onBehalfOf: (name: string) => `For ${isolated(name)}`,
  earlyHint: 'What you hear comes from the other side. They do not hear you before they answer.',
  details: 'Call details',
  detailsWith: (quality: string) => `Call details: ${quality}`,
  copyDetails: 'Copy call details',
  detailsLater: 'The figures come once sound goes back and forth.',

  theirPicture: (name: string) => `Picture of ${isolated(name)}`,
  ownPicture: { camera: 'Your picture', screen: 'The screen you share' },
  pictureWaits: 'Their picture is on its way.',
  noTheirPicture: 'They show no picture.',

  transferTitle: (name: string) => `Transfer ${isolated(name)}`,
  transferNow: 'Transfer',
  transferTo: (name: string) => `Transfer to ${isolated(name)}`,
  askFirst: 'Ask first',
  askFirstName: (name: string) => `Ask ${isolated(name)} first`,
  transferSearch: {
    label: 'Name, number or address',
    hint: 'Transfer hands the call on at once. Ask first calls them while this one is on hold.',
    found: 'To whom',
    searching: 'Searching the directory',
    none: 'Nobody found. Type a number, or a whole address such as garth@tailspintoys.com.',
  },
  close: 'Close',
  joinHint: (name: string) => `You also have a call with ${isolated(name)}.`,
  join: 'Join them',
  joinName: (one: string, other: string) => `Join them: ${isolated(one)} and ${isolated(other)}`,

  bars: 'Your other calls',
  incoming: 'Incoming call',
  show: 'Show',
  showName: (name: string) => `Show the call with ${isolated(name)}`,
  resumeName: (name: string) => `Resume the call with ${isolated(name)}`,
  calls: (name: string) => `${isolated(name)} calls you`,
  otherHeld: 'Answering puts your other call on hold.',
  answer: 'Answer',
  answerName: (name: string) => `Answer ${isolated(name)}`,
  withVideo: 'With video',
  withVideoName: (name: string) => `Answer ${isolated(name)} with video`,
  decline: 'Decline',
  declineName: (name: string) => `Decline ${isolated(name)}`,
  otherWays: 'Other ways to decline',
  otherWaysName: (name: string) => `Other ways to decline ${isolated(name)}`,
  toVoicemail: 'To voicemail',
  replies: ['I will call you back.', 'I am in a meeting.', 'Can you write to me instead?'],
  replyOwn: 'Your own words',
  replySend: 'Decline and send',
  back: 'Back',
  backName: (name: string) => `Back to answering ${isolated(name)}`,
} as const;

const stateWords: Record<CallState, string> = {
  preparing: 'Getting ready',
  calling: 'Calling',
  ringing: 'Ringing',
  early: 'Not answered yet',
  incoming: 'Calls you',
  connecting: 'Connecting',
  active: 'Connected',
  ended: 'Over',
};

const holdWords: Record<Exclude<CallHold, 'none'>, string> = {
  ours: 'On hold',
  theirs: 'They put you on hold',
  both: 'On hold by both of you',
};

const endWords: Record<CallEnding, string> = {
  'hung-up': 'You hung up',
  'peer-hung-up': 'They hung up',
  cancelled: 'You cancelled the call',
  declined: 'You declined the call',
  refused: 'This call was not taken',
  missed: 'Missed call',
  elsewhere: 'Answered on another of your devices',
  transferred: 'Handed on: it goes on without you',
  failed: 'This call failed',
};

/** How a call stands, without the time. */
export function callStateWords({ state, hold, end }: Pick<Call, 'state' | 'hold' | 'end'>): string {
  if (state === 'ended' && end) return endWords[end.why];
  return state === 'active' && hold !== 'none' ? holdWords[hold] : stateWords[state];
}

/** Who can listen; undefined while it is not known. */
export function encryptionWords({ encryption }: Pick<Call, 'encryption'>): string | undefined {
  if (encryption === undefined) return undefined;
  return encryption === 'none' ? 'Not encrypted: anybody on the way can listen' : 'Encrypted';
}

/** What is read out when a call comes to stand as it does; empty where its own screen says enough. */
export function callNews(call: Call): string {
  // The meeting says what becomes of its sound.
  if (call.meetingId !== undefined) return '';
  const name = isolated(call.peer.name);
  if (call.state === 'incoming') return callTexts.calls(call.peer.name);
  if (call.state === 'preparing' || call.state === 'connecting') return '';
  if (call.state === 'active' && call.hold === 'none') return `Connected with ${name}`;
  const failure = call.state === 'ended' ? call.end?.failure : undefined;
  const words = failure ? failureTexts[failure.code].sentence(failure) : callStateWords(call);
  return `${name}: ${words}`;
}

/** How a call's hand-over goes. */
export function transferWords({ to, state }: NonNullable<Call['transfer']>): string {
  const name = isolated(to.name);
  if (state === 'asked') return `Asking to hand the call on to ${name}`;
  return state === 'trying' ? `${name} is being called for them` : `The call was not handed on to ${name}`;
}

const ratings: Record<LineRating, string> = { good: 'Good', fair: 'Fair', poor: 'Poor' };

/** A word for a score of 1 to 4.5. */
export function qualityWord(mos: number): string {
  return ratings[ratingOf(mos)];
}

const paths: Record<NonNullable<CallQuality['path']>, string> = {
  direct: 'Straight to the other side',
  reflexive: 'Straight, through your router',
  relayed: 'Through a relay',
  unchecked: 'As the description says, not checked',
};

/** Why a call has no media relay although there is one. */
const withoutRelayWords: Record<WithoutRelay, string> = {
  late: 'Not used: the server had not said in time how to enter it.',
  'no-credentials': 'Not used: the server did not say how to enter it.',
  'no-password':
    'Not used: its password is not known on this computer. Enter it under Settings, Network and certificates.',
  'wrong-password': 'Not used: it does not accept the user name and password in the settings.',
  silent: 'Not used: it did not answer in time.',
  refused: 'Not used: it answered, and lends no address at the moment.',
};

const percent = (value: number | undefined) => (value === undefined ? undefined : `${value.toFixed(1)} %`);
const ms = (value: number | undefined) => (value === undefined ? undefined : milliseconds(value));
const kbps = (value: number | undefined) => (value === undefined ? undefined : `${Math.round(value)} kbit/s`);

function wholeQuality({ meanMos, worstMos }: LineSummary): string | undefined {
  if (meanMos === undefined || worstMos === undefined) return undefined;
  const [mean, worst] = [qualityWord(meanMos), qualityWord(worstMos)];
  return `${mean} on average (${meanMos.toFixed(1)} of 4.5), ${worst.toLowerCase()} at worst (${worstMos.toFixed(1)})`;
}

/** The line in names and values, for whoever wants to know or to report; what nobody told has no value. */
export function qualityFacts(
  call: Pick<Call, 'quality' | 'encryption' | 'digitsBy' | 'rule' | 'withoutRelay'>,
): readonly (readonly [string, string | undefined])[] {
  const { mos, wholeCall = {}, ...is } = call.quality ?? {};
  return [
    ['Quality', mos === undefined ? undefined : `${qualityWord(mos)} (${mos.toFixed(1)} of 4.5)`],
    ['Quality over the whole call', wholeQuality(wholeCall)],
    ['Sound', is.codec],
    ['Picture', [is.videoCodec, is.videoSize].filter(Boolean).join(', ')],
    ['Lost on the way to you', percent(is.lossPercent)],
    ['Lost on the way to them', percent(is.sentLossPercent)],
    ['Lost on the way to you, whole call', percent(wholeCall.lossPercent)],
    ['Lost on the way to them, whole call', percent(wholeCall.sentLossPercent)],
    ['Jitter', ms(is.jitterMs)],
    ['Jitter at worst', ms(wholeCall.worstJitterMs)],
    ['Round trip', ms(is.roundTripMs)],
    ['Wait before it is played', ms(is.bufferMs)],
    ['Received', kbps(is.receivedKbps)],
    ['Sent', kbps(is.sentKbps)],
    ['Path', is.path && paths[is.path]],
    ['Media relay', call.withoutRelay && withoutRelayWords[call.withoutRelay]],
    ['Your address', is.localAddress],
    ['Their address', is.remoteAddress],
    ['Encryption', call.encryption && encryptions[call.encryption]],
    // Node's sockets have no way to mark packets (DSCP).
    ['Network priority', call.quality && 'Not marked: Offhook cannot'],
    ['Packets from elsewhere, dropped', is.strangers === undefined ? undefined : String(is.strangers)],
    ['Keypad', call.digitsBy && (call.digitsBy === 'rtp' ? 'In the sound stream (RFC 4733)' : 'By message (INFO)')],
    ['Dial-plan rule', call.rule],
  ];
}

const encryptions: Record<NonNullable<Call['encryption']>, string> = {
  srtp: 'SRTP',
  'dtls-srtp': 'DTLS-SRTP',
  none: 'None',
};
