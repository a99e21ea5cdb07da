/**
 * What a focus asks of the multipoint control units of its meetings: the chat MCU, the data MCU and whatever follows.
 * [MS-CONFBAS] 1.3
 */
import type { Exchange } from '../sip/exchange.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import type { C3pRequest } from './c3p-request.ts';
import type { ConferencePlan } from './conference-plan.ts';
import type { ParticipantAction } from './participant-script.ts';
import type { MeetingRules } from './rules.ts';
import type { Seat, Session } from './seat.ts';

/** What an MCU answers to addUser: what stands inside `<addUser>`, or one of C3P's reasons. `afterwards` happens once the answer is out. */
export type McuAnswer =
  | { readonly ok: true; readonly content: string; readonly afterwards?: () => void }
  | { readonly ok: false; readonly reason: string };

/** Why an MCU is to let go of a meeting. */
export type McuEnd = 'ended' | 'down';

/** A meeting as its MCUs know it; `Conference` is the one there is. */
export interface McuMeeting {
  readonly plan: ConferencePlan;
  readonly rules: MeetingRules;
  /** Those in the lobby among them. */
  readonly seats: readonly Seat[];
  /** Shows in the roster that somebody takes part in something, or how that changed. */
  putSession(seat: Seat, session: Session): void;
  /** Takes somebody's part in something out of the roster. */
  dropSession(seat: Seat, type: MeetingPartName): void;
}

export interface Mcu {
  readonly purpose: MeetingPartName;
  /** The MCU's URI for one meeting; `conf-uris` names it, and `mcuUri` of a command. */
  uri(conference: McuMeeting): string;
  /** Somebody is in the meeting: he came, or was let in from the lobby. */
  onSeat(conference: McuMeeting, seat: Seat): void;
  /** Somebody left the meeting, or was sent away; his sessions with this MCU are no longer in the roster. */
  onLeave(conference: McuMeeting, seat: Seat): void;
  /** Somebody's role changed, or what the meeting allows. */
  onChange(conference: McuMeeting): void;
  /** The meeting is over, or the MCU is taken down while the focus lives; everybody's sessions are over. */
  onEnd(conference: McuMeeting, why: McuEnd): void;
  /** A request outside dialogs from somebody who sits in the meeting; it must be answered. */
  handle(exchange: Exchange, conference: McuMeeting, seat: Seat): void;
  /** Dial-in by INFO: what the client needs to reach this MCU by another way. [MS-CONFBAS] 2.2.3.17 */
  addUser(conference: McuMeeting, seat: Seat, request: C3pRequest): McuAnswer;
  /** A simulated participant does something here; an action of another MCU is passed over. */
  act(conference: McuMeeting, seat: Seat, action: ParticipantAction): void;
}

/** The MCUs of one company; each serves all its meetings. */
export class McuPool {
  readonly #mcus = new Map<MeetingPartName, Mcu>();

  /** Puts an MCU to work; one of the same purpose is replaced. */
  add(mcu: Mcu): void {
    this.#mcus.set(mcu.purpose, mcu);
  }

  of(purpose: MeetingPartName): Mcu | undefined {
    return this.#mcus.get(purpose);
  }

  all(): readonly Mcu[] {
    return [...this.#mcus.values()];
  }
}
