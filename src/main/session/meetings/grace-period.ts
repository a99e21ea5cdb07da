/** How long guests may stay by themselves (mission I15). The server counts; this tells people about when. */
import type { Clock } from '../../../shared/clock.ts';
import type { Participant } from '../../../shared/model/meeting.ts';

/** AnonymousUserGracePeriod, the server's default. */
const defaultMs = 90 * 60_000;

export class GracePeriod {
  readonly #clock: Clock;
  #aloneSince: number | undefined;

  /** `shownEnd`: what was told before one fell out of the meeting; the server has counted on. */
  constructor(clock: Clock, shownEnd?: number) {
    this.#clock = clock;
    if (shownEnd !== undefined) this.#aloneSince = shownEnd - defaultMs;
  }

  /** Wall clock of the end for a guest who is in among guests only; undefined for everybody else. */
  endsAt(participants: readonly Participant[]): number | undefined {
    const isIn = (participant: Participant) => participant.state === 'connected';
    const isGuestInside = participants.some((each) => each.isSelf && each.isGuest && isIn(each));
    const isAmongGuests = isGuestInside && !participants.some((each) => !each.isGuest && isIn(each));
    this.#aloneSince = isAmongGuests ? (this.#aloneSince ?? this.#clock.wall()) : undefined;
    return this.#aloneSince === undefined ? undefined : this.#aloneSince + defaultMs;
  }
}
