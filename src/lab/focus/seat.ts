/** One endpoint of one participant, with what it takes part in. */

import type { Link } from '../sip/exchange.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import type { AuthMethod } from './admission.ts';

export type SeatStatus = 'connected' | 'on-hold';
export type Role = 'presenter' | 'attendee';

/** Why a focus hangs up on somebody. */
export type Farewell = 'ended' | 'removed' | 'denied' | 'lobby-timeout' | 'grace-over';

/** One stream of a session. */
export interface SessionMedia {
  /** Unique within the session, such as `1`. */
  readonly id: string;
  readonly type: 'audio' | 'video';
  /** What it is of: `main-video`, `applicationsharing-video`. */
  readonly label?: string;
  readonly status: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** What packets of a mix name it by. [MS-RTP] 3.1 */
  readonly source?: number;
  /** The meeting does not hear, or see, this stream. */
  readonly isBlocked: boolean;
}

/** What somebody has with one MCU; an endpoint of its own in the roster. */
export interface Session {
  readonly type: MeetingPartName;
  /** `{GUID}` */
  readonly endpoint: string;
  readonly status: 'connected' | 'alerting' | 'dialing-out';
  readonly joined: 'dialed-in' | 'dialed-out';
  readonly media: readonly SessionMedia[];
}

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
  /** With MCUs; changed by the conference alone. */
  sessions: readonly Session[];
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

/** Whether two entities name the same person; letter case does not matter. */
export function sameEntity(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
