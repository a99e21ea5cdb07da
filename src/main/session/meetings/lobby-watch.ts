/** Since when people wait in the lobby. The server does not say: it is counted from when they were first seen there. */
import type { Clock } from '../../../shared/clock.ts';
import type { Participant } from '../../../shared/model/meeting.ts';

export class LobbyWatch {
  readonly #clock: Clock;
  #since: Map<string, number>;

  /** `shown`: who was seen before one fell out of the meeting; whoever waited then waits on. */
  constructor(clock: Clock, shown: readonly Participant[] = []) {
    this.#clock = clock;
    this.#since = new Map(
      shown.flatMap(({ entity, waitingSince }) => (waitingSince === undefined ? [] : [[entity, waitingSince]])),
    );
  }

  /** The same people, those who wait with the wall clock since when. */
  mark(participants: readonly Participant[]): readonly Participant[] {
    const before = this.#since;
    this.#since = new Map();
    return participants.map((participant) => {
      if (participant.state !== 'in-lobby') return participant;
      const waitingSince = before.get(participant.entity) ?? this.#clock.wall();
      this.#since.set(participant.entity, waitingSince);
      return { ...participant, waitingSince };
    });
  }
}
