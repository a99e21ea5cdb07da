/** What the leg towards the far end of one section is given, what it does and what it tells. */
import type { FarLocal, Track } from '../../protocol/sdp/legs.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { CallQuality } from '../../shared/model/call.ts';
import type { Certificate } from '../dtls/certificate.ts';
import type { PortAllocator } from '../ice/ports.ts';
import type { IceAgent, IceOptions } from '../ice/types.ts';
import type { Kind } from './guard.ts';

export type FarEvent =
  /** Packets can go, or can no more. */
  | { readonly kind: 'ready'; readonly isReady: boolean }
  /** Every component has its path. */
  | { readonly kind: 'chosen' }
  /** The far end answers no longer on the path it had: nothing is sent to it, until it answers again. RFC 7675 5.1 */
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly reason: 'ice' | 'dtls'; readonly detail: string };

export interface FarOptions {
  /** The preferred one first; without ICE the others are not used. */
  readonly addresses: readonly string[];
  /** Absent: no ICE. */
  readonly ice?: Pick<IceOptions, 'dialect' | 'isControlling' | 'openRelay'>;
  readonly openIce: (options: IceOptions) => IceAgent;
  readonly ports: PortAllocator;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly random: Random;
  /** A sound packet, as the far end meant it. */
  readonly onPacket: (packet: Buffer, kind: Kind) => void;
  readonly onEvent: (event: FarEvent) => void;
}

export interface FarLeg {
  /** What our description is to say. */
  readonly local: FarLocal;
  readonly hasIce: boolean;
  /** The checks chose a path since they last began. */
  readonly hasPath: boolean;
  readonly isReady: boolean;
  /** Forged and repeated packets, and those from elsewhere. */
  readonly strangers: number;
  /** What both agreed on last, on which the leg works. */
  readonly track: Track | undefined;
  /** A provisional answer may be followed by another far end's. */
  apply(track: Track, isProvisional: boolean): void;
  /** What was agreed on before an offer that came to nothing; with its path, if that offer was to find another. */
  rollBack(track: Track): void;
  send(packet: Buffer, kind: Kind): boolean;
  /** Other keys for what we send, from the next description on. */
  renewKey(): void;
  /**
   * Ports at other addresses, and new credentials, from the next description on; where the far end no longer has one port for both (`sharesPort` is
   * false), with one for reports again. False when there are none.
   */
  renewPath(addresses: readonly string[], isControlling: boolean, sharesPort?: boolean): Promise<boolean>;
  /** What a final offer says in place of what `local` says; undefined without ICE. */
  readonly chosen: Pick<FarLocal, 'address' | 'port' | 'rtcpPort' | 'candidates' | 'remoteCandidates'> | undefined;
  readonly path: FarPath;
  /** The chosen pair of candidates in words; undefined without one. */
  readonly way: string | undefined;
  close(): void;
}

/** The round trip is that of the last check. */
export type FarPath = Pick<CallQuality, 'path' | 'localAddress' | 'remoteAddress' | 'roundTripMs'>;
