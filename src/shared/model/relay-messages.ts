/** What main and the relay's process say to each other. Descriptions carry keys: none of this is ever traced. */
import type { CallQuality, WithoutRelay } from './call.ts';

/** How the far end is met, and from where. */
export interface FarPlan {
  /** `microsoft`: ICE by [MS-ICE2], SDES offered beside plain RTP, the final offer with the chosen candidates. */
  readonly dialect: 'microsoft' | 'standard';
  /** `required`: no call without; `preferred`: plain where the far end has nothing else; `off`: plain alone. */
  readonly encryption: 'required' | 'preferred' | 'off';
  /** Offer DTLS-SRTP with ICE rather than SDES; standard far ends alone. */
  readonly offersDtls: boolean;
  /** Whether our offers carry ICE. */
  readonly offersIce: boolean;
  /** Addresses of this machine to be reached at, the preferred one first; IPv4 and IPv6. */
  readonly addresses: readonly string[];
  /** UDP ports for the far side, both ends included. */
  readonly ports: { readonly first: number; readonly last: number };
  readonly turn?: readonly TurnServer[];
  /** The far end mixes many people's sound: tell who speaks. */
  readonly namesSpeakers?: boolean;
}

export interface TurnServer {
  readonly form: 'microsoft' | 'standard';
  readonly host: string;
  readonly udpPort?: number;
  readonly tcpPort?: number;
  readonly userName: string;
  readonly password: string;
}

/** What both sides agreed on with the last answer. */
export interface AgreedTracks {
  readonly encryption: 'srtp' | 'dtls-srtp' | 'none';
  /** Whether the far end takes digits as RFC 4733 events. */
  readonly takesDigits: boolean;
  /** Whether a picture may go out, and may come in. */
  readonly video: { readonly send: boolean; readonly receive: boolean };
  /** The far end holds us: it sends nothing, or wants nothing. */
  readonly isHeldByPeer: boolean;
  /** The checks choose candidates, which a Microsoft far end is told by one more offer: ask for `final-offer` when told `path-chosen`. */
  readonly needsFinalOffer: boolean;
}

/** Takes the place of the plan's, whose passwords may be good no longer; absent: those it has. */
interface FreshTurn {
  readonly turn?: readonly TurnServer[];
}

export type RelayAsk =
  | { readonly op: 'open'; readonly plan: FarPlan }
  /** Chromium's offer in, the offer for the far end out. `isHeld`: the far end is asked to send and expect nothing. */
  | ({ readonly op: 'offer-from-near'; readonly sdp: string; readonly isHeld: boolean } & FreshTurn)
  /** The far end's answer in, the answer for Chromium out. */
  | { readonly op: 'answer-from-far'; readonly sdp: string; readonly isProvisional: boolean }
  /** The far end's offer in, an offer for Chromium out; or, where nothing changes for it, our answer at once. */
  | ({ readonly op: 'offer-from-far'; readonly sdp: string; readonly isHeld: boolean } & FreshTurn)
  /** Chromium's answer in, the answer for the far end out. */
  | { readonly op: 'answer-from-near'; readonly sdp: string }
  | { readonly op: 'roll-back' }
  | { readonly op: 'final-offer' }
  /** The far end asked for a whole picture by signalling: Chromium is to send one. */
  | { readonly op: 'picture-asked' }
  /** Other addresses: the next offer restarts ICE. */
  | ({ readonly op: 'restart'; readonly addresses: readonly string[] } & FreshTurn)
  | { readonly op: 'close' };

export type RelayProblem =
  | 'unreadable'
  | 'nothing-common'
  | 'encryption-mismatch'
  | 'no-port'
  | 'no-call'
  | 'out-of-order'
  | 'internal';

export type RelayAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'description'; readonly sdp: string; readonly agreed?: AgreedTracks }
  /** Nothing for Chromium to do: `sdp` is for the far end. */
  | { readonly kind: 'answered'; readonly sdp: string; readonly agreed: AgreedTracks }
  /** `detail` never holds a key. */
  | { readonly kind: 'problem'; readonly problem: RelayProblem; readonly detail: string };

export interface RelayRequest {
  readonly id: number;
  readonly call: string;
  readonly ask: RelayAsk;
}

export type RelayEvent =
  | { readonly kind: 'connected' }
  /** `ways`: the pairs of candidates in words, sound first. */
  | { readonly kind: 'path-chosen'; readonly ways: readonly string[] }
  /** The far end does not answer on its path any more: nothing is sent until it does, or another is found; then `connected` is told again. RFC 7675 */
  | { readonly kind: 'path-lost' }
  | { readonly kind: 'failed'; readonly reason: 'ice' | 'dtls'; readonly detail: string }
  /** The picture found no way, or its keys do not fit; the sound is not touched by it. */
  | { readonly kind: 'picture-failed'; readonly detail: string }
  /** No sound that was agreed on came for so many seconds. `isThere`: its reports, or its pictures, come still. */
  | { readonly kind: 'silent'; readonly seconds: number; readonly isThere?: true }
  | { readonly kind: 'heard' }
  | { readonly kind: 'picture-wanted' }
  /** None of the TURN servers lends an address; maybe told more than once. */
  | { readonly kind: 'without-relay'; readonly why: Extract<WithoutRelay, 'silent' | 'wrong-password' | 'refused'> }
  /** The sources that speak now in a mix, smallest first; told when they change, twice a second at most. */
  | { readonly kind: 'speakers'; readonly sources: readonly number[] }
  /** Every 2 s while a call stands: the path, rates and what was dropped. */
  | { readonly kind: 'quality'; readonly quality: CallQuality };

/** From the relay to main. */
export type RelayMessage =
  | { readonly id: number; readonly answer: RelayAnswer }
  | { readonly call: string; readonly event: RelayEvent };
