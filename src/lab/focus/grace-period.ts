/** Guests among themselves: after a while they are sent away (mission I15, AnonymousUserGracePeriod). */
import type { Clock } from '../../shared/clock.ts';
import type { MeetingRules } from './rules.ts';
import type { Farewell, Seat } from './seat.ts';

/** The meeting as its grace period looks at it. */
export interface GraceMeeting {
  readonly seats: readonly Seat[];
  readonly rules: MeetingRules;
  readonly isEnded: boolean;
  readonly ground: { readonly clock: Clock };
  dismiss(entity: string, why: Farewell): void;
}

export class GracePeriod {
  readonly #meeting: GraceMeeting;
  /** Of the guests that are alone now; undefined while somebody signed in is there. */
  #alone: { readonly since: number; readonly graceMs: number; readonly stop: () => void } | undefined;

  constructor(meeting: GraceMeeting) {
    this.#meeting = meeting;
  }

  /** Looks who is there; to be called after every change. A changed period counts from when the guests were left alone. */
  look(): void {
    const { rules, ground } = this.#meeting;
    if (!this.#areAlone()) {
      this.#alone?.stop();
      this.#alone = undefined;
      return;
    }
    if (this.#alone?.graceMs === rules.graceMs) return;
    this.#alone?.stop();
    const since = this.#alone?.since ?? ground.clock.now();
    const left = Math.max(0, since + rules.graceMs - ground.clock.now());
    this.#alone = { since, graceMs: rules.graceMs, stop: ground.clock.after(left, () => this.#over()) };
  }

  #areAlone(): boolean {
    const { seats, isEnded } = this.#meeting;
    const inside = seats.filter(({ status }) => status === 'connected');
    return !isEnded && inside.length > 0 && inside.every(({ authMethod }) => authMethod === 'anonymous');
  }

  #over(): void {
    const guests = this.#meeting.seats.filter(({ authMethod }) => authMethod === 'anonymous');
    for (const { entity } of guests) this.#meeting.dismiss(entity, 'grace-over');
  }
}
