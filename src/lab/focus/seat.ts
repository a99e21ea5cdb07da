/** One endpoint of one participant. */
import type { Link } from '../sip/exchange.ts';
import type { AuthMethod } from './admission.ts';

export type SeatStatus = 'connected' | 'on-hold';
export type Role = 'presenter' | 'attendee';

/** Why a focus hangs up on somebody. */
export type Farewell = 'ended' | 'removed' | 'denied' | 'lobby-timeout';

export interface Seat {
  /** `sip:…`, as the client gave it. */
  readonly entity: string;
  readonly displayName: string;
  readonly authMethod: AuthMethod;
  /** `{GUID}`, chosen by the client for this join. */
  readonly endpoint: string;
  role: Role;
  /** `on-hold` waits in the lobby. */
  status: SeatStatus;
  /** The connection it came on; simulated people have none. */
  readonly link: Link | undefined;
  /** Hangs up; simulated people have nobody to hang up on. */
  readonly hangUp: ((why: Farewell) => void) | undefined;
}

/** One subscription to the roster. */
export interface RosterWatcher {
  /** Whose view this is: somebody in the lobby sees only himself. */
  readonly entity: string;
  /** Of the last document sent; counts per subscription. RFC 4575 4.1 */
  version: number;
  notify(document: string): void;
  terminate(): void;
}
