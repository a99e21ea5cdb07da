/** A session description as values: what calls need of it, each section complete with what stood above all of them. RFC 8866, [MS-SDPEXT] */

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** `a=encryption`: how much its writer insists. [MS-SDPEXT] 3.1.5.3 */
export type EncryptionLevel = 'required' | 'optional' | 'rejected';

export interface Origin {
  readonly userName: string;
  /** Digits; longer than a number holds exactly. */
  readonly sessionId: string;
  readonly version: string;
  readonly address: string;
}

export interface Bandwidth {
  /** `AS`, `TIAS`, `CT` and others. */
  readonly type: string;
  /** Kilobits a second, but bits for TIAS. */
  readonly value: number;
}

/** One format of an RTP section. Static numbers have their name although no line says it. */
export interface Payload {
  /** 0 to 127. */
  readonly type: number;
  /** As it was written; names are compared without case. */
  readonly name: string;
  /** Hertz. */
  readonly clockRate: number;
  /** Absent for one. */
  readonly channels?: number;
  /** The values of `a=fmtp`, without the number. */
  readonly fmtp: readonly string[];
}

/** One `a=crypto` line with one key. RFC 4568 9.1. Secret: never logged, never traced. */
export interface CryptoLine {
  readonly tag: number;
  readonly suite: string;
  /** Key and salt, base64; its length fits the suite. */
  readonly key: string;
  /** As written, such as `2^31`. */
  readonly lifetime?: string;
  /** Packets carry this value in so many bytes. */
  readonly mki?: { readonly value: string; readonly length: number };
  /** Session parameters, such as `UNENCRYPTED_SRTP` or `WSH=128`. */
  readonly params: readonly string[];
}

export interface IceCredentials {
  readonly ufrag: string;
  readonly pwd: string;
}

export type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay';

/** RFC 8839 5.1. The two TCP transports of Microsoft's dialect stand in `transport`, RFC 6544's role in `tcpType`. */
export interface Candidate {
  readonly foundation: string;
  /** 1: RTP, 2: RTCP. */
  readonly component: 1 | 2;
  readonly transport: 'UDP' | 'TCP' | 'TCP-ACT' | 'TCP-PASS';
  readonly priority: number;
  /** An IPv4 or IPv6 literal. */
  readonly address: string;
  readonly port: number;
  readonly type: CandidateType;
  readonly relatedAddress?: string;
  readonly relatedPort?: number;
  readonly tcpType?: 'active' | 'passive' | 'so';
}

/** Of `a=remote-candidates`: what both sides settled on. RFC 8839 5.2 */
export interface ComponentAddress {
  readonly component: 1 | 2;
  readonly address: string;
  readonly port: number;
}

/** RFC 8122 5: `hash` in lower case, `value` in upper case with colons. */
export interface Fingerprint {
  readonly hash: string;
  readonly value: string;
}

export type SetupRole = 'active' | 'passive' | 'actpass' | 'holdconn';

/** `a=rtcp-fb`. RFC 4585 4.2 */
export interface Feedback {
  readonly payload: number | '*';
  readonly value: string;
}

export interface MediaSection {
  /** `audio`, `video`, `application` and others, in lower case. */
  readonly kind: string;
  /** 0: refused, or switched off. */
  readonly port: number;
  /** Such as `RTP/SAVP` or `UDP/TLS/RTP/SAVPF`, in upper case. */
  readonly protocol: string;
  /** The words after the protocol as they stood: needed to refuse a section that is not understood. */
  readonly formats: readonly string[];
  /** Of RTP sections; formats that no line explains are left out. */
  readonly payloads: readonly Payload[];
  /** An IP literal, from the section or the session; `0.0.0.0` is an old way to hold. Absent when none was usable. */
  readonly address?: string;
  readonly bandwidth: readonly Bandwidth[];
  readonly direction: Direction;
  readonly crypto: readonly CryptoLine[];
  readonly ice?: IceCredentials;
  readonly candidates: readonly Candidate[];
  readonly remoteCandidates: readonly ComponentAddress[];
  readonly fingerprint?: Fingerprint;
  readonly setup?: SetupRole;
  readonly rtcp?: { readonly port: number; readonly address?: string };
  /** RTP and RTCP share the port. RFC 5761 */
  readonly mux: boolean;
  readonly mid?: string;
  /** `main-audio`, `main-video`. RFC 4574 */
  readonly label?: string;
  /** `a=x-source`, of Microsoft's video. */
  readonly source?: string;
  readonly encryption?: EncryptionLevel;
  /** `a=x-ssrc-range`, both ends included. [MS-SDPEXT] 3.1.5.31 */
  readonly ssrcRange?: { readonly first: number; readonly last: number };
  readonly feedback: readonly Feedback[];
  /** Milliseconds of sound in a packet. */
  readonly ptime?: number;
}

export interface SessionDescription {
  readonly origin: Origin;
  /** `s=`. */
  readonly name: string;
  readonly bandwidth: readonly Bandwidth[];
  /** `a=group`, such as BUNDLE. RFC 5888, RFC 9143 */
  readonly groups: readonly { readonly semantics: string; readonly mids: readonly string[] }[];
  /** RFC 8839 5.3 */
  readonly isIceLite: boolean;
  readonly media: readonly MediaSection[];
}
