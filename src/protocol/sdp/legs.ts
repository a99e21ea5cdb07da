/** What the relay brings to a negotiation, and what comes out of it for its two legs. Keys stand in here: never logged, never traced. */
import type { FarPlan } from '../../shared/model/relay-messages.ts';
import type { Candidate, ComponentAddress, Fingerprint, IceCredentials } from './description.ts';

/** Suites the relay speaks. RFC 4568 6.2; all have 30 bytes of key and salt. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

/** The relay towards Chromium: one port for everything. */
export interface NearLocals {
  /** Digits; the same for the whole call. */
  readonly sessionId: string;
  /** `127.0.0.1`. */
  readonly address: string;
  readonly port: number;
  readonly ice: IceCredentials;
  readonly fingerprint: Fingerprint;
  /** Goes up with each description. */
  readonly version: number;
}

/** One section of the far side, opened. Two ports are open in any case; the answer says whether the second is used. */
export interface FarLocal {
  /** Where the far end sends without ICE, and the default with it. */
  readonly address: string;
  readonly port: number;
  readonly rtcpPort: number;
  /** 30 bytes, base64: what we encrypt with. */
  readonly key: string;
  /** Empty where the section was opened without ICE. */
  readonly ice: IceCredentials;
  /** Of both components; only those that were chosen, once `remoteCandidates` names the other ends. */
  readonly candidates: readonly Candidate[];
  /** What the checks chose, for offers after them by the side that controls. RFC 8839 4.4.1.2.2, [MS-ICE2] 3.1.4.9 */
  readonly remoteCandidates?: readonly ComponentAddress[];
  /** Of our packets; Microsoft's far ends want the range ahead. */
  readonly ssrcRange?: { readonly first: number; readonly last: number };
}

export interface FarLocals {
  /** Digits. */
  readonly sessionId: string;
  /** Goes up with each description. */
  readonly version: number;
  readonly fingerprint: Fingerprint;
  /** By the number of the far side's section; those that are not wanted may be absent. */
  readonly sections: readonly (FarLocal | undefined)[];
}

/** What descriptions depend on. */
export type FarWishes = Pick<FarPlan, 'dialect' | 'encryption' | 'offersDtls' | 'offersIce'>;

/** Which section of Chromium's belongs to which of the far end's, by number. Once made a pair stays; those of the far end without one are refused. */
export interface SectionPair {
  readonly near: number;
  readonly far: number;
}

export type Protection =
  | { readonly kind: 'none' }
  /** Both keys base64. */
  | { readonly kind: 'sdes'; readonly suite: SrtpSuite; readonly localKey: string; readonly remoteKey: string }
  /** `role`: ours. `active` is the client. */
  | { readonly kind: 'dtls'; readonly fingerprint: Fingerprint; readonly role: 'active' | 'passive' };

/** One section as agreed: all a far leg needs. */
export interface Track {
  readonly kind: 'audio' | 'video';
  readonly pair: SectionPair;
  /** Whether packets go to the far end, and come from it. */
  readonly send: boolean;
  readonly receive: boolean;
  readonly protection: Protection;
  /** Where packets go without ICE; absent while the far end names no address (hold by 0.0.0.0). */
  readonly remote?: {
    readonly address: string;
    readonly port: number;
    readonly rtcpAddress: string;
    readonly rtcpPort: number;
  };
  readonly isMux: boolean;
  readonly ice?: {
    readonly remote: IceCredentials;
    readonly candidates: readonly Candidate[];
    readonly isRemoteLite: boolean;
    /** Of a final offer: what the far end chose. */
    readonly remoteCandidates: readonly ComponentAddress[];
  };
  /** Numbers of Chromium's packets by those the far end wants, and the other way round. Others are dropped. */
  readonly toFar: ReadonlyMap<number, number>;
  readonly toNear: ReadonlyMap<number, number>;
  /** Ticks a second of the timestamps, by Chromium's numbers. G.722 counts 8000 although it is wideband, RFC 3551 4.5.2. */
  readonly clockRates: ReadonlyMap<number, number>;
  /** Of `telephone-event`, in Chromium's packets; absent when the far end takes none. */
  readonly digits?: number;
  /** Codec by the far end's first choice. */
  readonly codec: string;
  /** The far end understands picture loss indications (RFC 4585); else it is asked by INFO. */
  readonly takesFeedback: boolean;
}

/** Why there is no description. `detail` holds no key. */
export interface NegotiationProblem {
  readonly problem: 'unreadable' | 'nothing-common' | 'encryption-mismatch';
  readonly detail: string;
}

export type Negotiated<T> = ({ readonly ok: true } & T) | ({ readonly ok: false } & NegotiationProblem);
