/** What an ICE agent is given and what it tells. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Endpoint, OnPacket, UdpSocket } from '../net/udp.ts';
import type { StunDialect } from '../stun/message.ts';
import type { PortAllocator } from './ports.ts';

export type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay';

/** A UDP candidate (RFC 8445 5.3). */
export interface IceCandidate extends Endpoint {
  readonly foundation: string;
  /** 1 for RTP, 2 for RTCP. */
  readonly component: 1 | 2;
  readonly priority: number;
  readonly type: CandidateType;
  /** Where a reflexive or relayed candidate came from. */
  readonly related?: Endpoint;
}

/** One side's part of the agreement: `a=ice-ufrag`, `a=ice-pwd` and the candidates. */
export interface IceDescription {
  readonly ufrag: string;
  readonly password: string;
  readonly candidates: readonly IceCandidate[];
}

export interface RemoteIce extends IceDescription {
  /** 1 once both sides agreed on rtcp-mux: the second component's sockets are closed. */
  readonly components?: 1 | 2;
  /** Another side may answer in its place, and want both: they are kept open. */
  readonly isEarly?: boolean;
  /** The other side said `a=ice-lite`: this agent controls. */
  readonly isLite?: boolean;
}

export type IceEvent =
  /** A component has a path, or another one than before. */
  | { readonly kind: 'chosen'; readonly component: 1 | 2; readonly pair: ChosenPair }
  /** Every component has a path, for the first time since the start or a restart. */
  | { readonly kind: 'connected' }
  /** No path was found in time. It may still come: checks are answered as long as the agent is open. */
  | { readonly kind: 'failed' }
  /** Nothing was heard for 30 s: nothing is sent until the other side answers again (RFC 7675). */
  | { readonly kind: 'silent'; readonly component: 1 | 2 }
  | { readonly kind: 'heard'; readonly component: 1 | 2 };

export interface ChosenPair {
  /** The candidate the other side knows; a peer-reflexive one has the address the other side saw. */
  readonly local: IceCandidate;
  readonly remote: IceCandidate;
  /** Round trip of the last check, in ms. */
  readonly roundTripMs: number;
}

/** A lent address: a socket whose `local` is the server's, and what the server saw of us. */
export interface RelaySocket extends UdpSocket {
  /** Our address as the server saw it. */
  readonly mapped?: Endpoint;
}

export interface IceOptions {
  /** Addresses of this machine, the preferred one first. */
  readonly addresses: readonly string[];
  readonly components: 1 | 2;
  /** How checks are written at first; the other side's first sound check decides from then on. */
  readonly dialect: StunDialect;
  /** The side that made the offer controls. */
  readonly isControlling: boolean;
  readonly ports: PortAllocator;
  readonly clock: Clock;
  readonly random: Random;
  /** Lends an address for a component; undefined when the server lends none. */
  readonly openRelay?: (component: 1 | 2, onPacket: OnPacket) => Promise<RelaySocket | undefined>;
  /** Everything that is not STUN and comes from a place a check came from. */
  readonly onPacket: (component: 1 | 2, bytes: Buffer, from: Endpoint) => void;
  /** Such a packet from a place no check came from was dropped. */
  readonly onStranger?: () => void;
  readonly onEvent: (event: IceEvent) => void;
}

/** What is to be another than before. */
export interface IceRestart {
  readonly addresses?: readonly string[];
  readonly isControlling?: boolean;
  /** With addresses alone: both again, where one was enough for the agreement before. */
  readonly components?: 2;
}

export interface IceAgent {
  /** Own credentials with the candidates known so far. */
  readonly localDescription: IceDescription;
  readonly isControlling: boolean;
  /** Opens sockets and asks the servers, 3 s at most. False where no component got a port at any address. Again after `restart`. */
  gather(): Promise<boolean>;
  /** Begins the checks. Again with the same credentials, it adds candidates that came late, or begins anew where it had failed. */
  setRemote(remote: RemoteIce): void;
  /** By the chosen path, or the best that answered so far. False where there is none, or the other side fell silent. */
  send(component: 1 | 2, bytes: Buffer): boolean;
  chosenPair(component: 1 | 2): ChosenPair | undefined;
  /** New credentials; `gather` and `setRemote` follow. The chosen paths serve until others are found. */
  restart(change?: IceRestart): void;
  /** The far end refused the restart: what held before it holds again. False where nothing did, or another path was found since. */
  rollBack(): boolean;
  /** Closes the sockets and ends every wait. */
  close(): void;
}
