/** Calls, from the dialled number to the last figure about the line. Protocol notes 9 */
import type { Failure } from './failure.ts';

export interface CallPeer {
  /** What was called or who calls: a `sip:` address in lower case, `sip:+1425…;user=phone` for a number. */
  readonly uri: string;
  /** What to show: what the contact list or the peer's own side calls this person, else the number or the address. */
  readonly name: string;
  /** The number as people write it, where the peer is one. */
  readonly number?: string;
}

/**
 * `preparing`: our side is described, nothing was sent. `calling`: no word from the far end. `ringing`: it asks somebody. `early`: it sends sound
 * before it answers. `incoming`: somebody calls us. `connecting`: taken, the way for sound is being made. `active`: both hear each other.
 * `ended`: over, see `end`; the row stays until it is put away.
 */
export type CallState = 'preparing' | 'calling' | 'ringing' | 'early' | 'incoming' | 'connecting' | 'active' | 'ended';

/** Who holds: nobody, we, they, both. */
export type CallHold = 'none' | 'ours' | 'theirs' | 'both';

/** What of ours the far end sees. */
export type OwnPicture = 'none' | 'camera' | 'screen';

/**
 * Why a call is over. `declined`: we said no. `refused`: they, or a server, did, see `failure`. `missed`: they gave up before we answered.
 * `elsewhere`: another of our devices took it. `transferred`: it goes on without us. `failed`: neither wanted it, see `failure`.
 */
export type CallEnding =
  | 'hung-up'
  | 'peer-hung-up'
  | 'cancelled'
  | 'declined'
  | 'refused'
  | 'missed'
  | 'elsewhere'
  | 'transferred'
  | 'failed';

/** How good the line was from the beginning until now. What nobody told is absent. */
export interface LineSummary {
  /** As `mos` of `CallQuality`: on average, and in the worst few seconds. */
  readonly meanMos?: number;
  readonly worstMos?: number;
  /** Per cent of all packets that were to come in, and of all of ours. */
  readonly lossPercent?: number;
  readonly sentLossPercent?: number;
  /** In the worst few seconds. */
  readonly worstJitterMs?: number;
}

/** How good the line is, over the last few seconds. What a side does not tell is absent. */
export interface CallQuality {
  /** 1 to 4.5, an estimate by ITU-T G.107 from delay and loss. */
  readonly mos?: number;
  readonly codec?: string;
  readonly videoCodec?: string;
  /** Pixels, of the picture that comes in. */
  readonly videoSize?: string;
  readonly jitterMs?: number;
  /** How long sound waited before it was played, on average: with the way here and the codec, the delay that `mos` counts. */
  readonly bufferMs?: number;
  /** Per cent of the packets that were to come in. */
  readonly lossPercent?: number;
  /** Per cent of ours that the far end says it missed. */
  readonly sentLossPercent?: number;
  readonly roundTripMs?: number;
  readonly receivedKbps?: number;
  readonly sentKbps?: number;
  /** How the packets go: straight, through the address a server saw, through a relay, or as the description says without a check. */
  readonly path?: 'direct' | 'reflexive' | 'relayed' | 'unchecked';
  readonly localAddress?: string;
  readonly remoteAddress?: string;
  /** Packets from elsewhere, forged or repeated, which were dropped. */
  readonly strangers?: number;
  readonly wholeCall?: LineSummary;
}

/**
 * Why a call goes without the media relay that there is for it. `late`: its credentials had not come when the call had to go on. `no-credentials`:
 * there were none to be had. `no-password`: none is known here. `wrong-password`: it does not take the one that is. `silent`: it has not answered in
 * time. `refused`: it lends no address.
 */
export type WithoutRelay = 'late' | 'no-credentials' | 'no-password' | 'wrong-password' | 'silent' | 'refused';

export interface CallTransfer {
  readonly to: CallPeer;
  /** The other call it is joined with; absent when it is blind. */
  readonly withCallId?: string;
  readonly state: 'asked' | 'trying' | 'failed';
  readonly failure?: Failure;
}

export interface Call {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly peer: CallPeer;
  readonly state: CallState;
  /** Wall clock, milliseconds since 1970, as all times here. */
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  readonly hold: CallHold;
  readonly isMuted: boolean;
  /** The meeting itself does not hear us, by somebody else's doing: `isMuted` follows from it. */
  readonly isMutedByMeeting?: true;
  readonly picture: OwnPicture;
  /** A picture comes in. */
  readonly hasPeerPicture: boolean;
  /** Whether a picture can be added: both sides take it and no rule forbids it. */
  readonly canShowPicture: boolean;
  /** `none`: anybody on the way can listen. Undefined until the far end has answered. */
  readonly encryption?: 'srtp' | 'dtls-srtp' | 'none';
  /** How digits go to the far end; undefined until it has answered. */
  readonly digitsBy?: 'rtp' | 'info';
  /** The dial plan's rule that made the number, by name. */
  readonly rule?: string;
  readonly isEmergency?: true;
  /** The sound of this meeting: it ends with it, and the meeting goes on without it. Not handed on, and in no list of calls. */
  readonly meetingId?: string;
  /** Who the call was meant for, when it came by way of somebody else. */
  readonly onBehalfOf?: CallPeer;
  readonly transfer?: CallTransfer;
  /** Something went wrong that did not end the call. */
  readonly trouble?: Failure;
  readonly quality?: CallQuality;
  /** Absent where it has one, or where there is none to be had. */
  readonly withoutRelay?: WithoutRelay;
  readonly end?: { readonly why: CallEnding; readonly failure?: Failure };
}

export type LineRating = 'good' | 'fair' | 'poor';

/** What a score of 1 to 4.5 is to people: from 4.03 they are satisfied, below 3.10 nearly all are dissatisfied. ITU-T G.107, table B.1 */
export function ratingOf(mos: number): LineRating {
  if (mos >= 4.03) return 'good';
  return mos >= 3.1 ? 'fair' : 'poor';
}

/** The most calls at a time; one more is told that we are busy. */
export const mostCalls = 6;

/** A call that nobody has hung up, or given up. */
export function isLive({ state }: Pick<Call, 'state'>): boolean {
  return state !== 'ended';
}
