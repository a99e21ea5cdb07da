/** Simulated participants who act out a script in a meeting, while somebody real is there to see it. */
import type { Conference } from './conference.ts';
import { setAudio } from './media-commands.ts';
import type { ParticipantAction, ParticipantScript, ScriptedPerson, ScriptStep } from './participant-script.ts';
import type { Seat } from './seat.ts';
import { simulatedSeat } from './simulated-seat.ts';

const MOST_PEOPLE = 1000;
/** A script that takes no time would never let anybody else speak. */
const SHORTEST_ROUND_MS = 1000;

/** Plays until the meeting ends or it is stopped. Returns what stops it; whoever has come stays. */
export function startParticipants(conference: Conference, script: ParticipantScript): () => void {
  const play = new Play(conference, script);
  const unhear = conference.onChange(() => play.look());
  play.look();
  return () => {
    unhear();
    play.pause();
  };
}

class Play {
  readonly #conference: Conference;
  readonly #script: ParticipantScript;
  readonly #seats = new Map<number, Seat>();
  #next = 0;
  #roundMs = 0;
  #stop: (() => void) | undefined;

  constructor(conference: Conference, script: ParticipantScript) {
    this.#conference = conference;
    this.#script = { ...script, people: script.people.slice(0, MOST_PEOPLE) };
  }

  /** Goes on when somebody real came, waits when the last one has left. */
  look(): void {
    const { seats, isEnded } = this.#conference;
    const isWatched = !isEnded && seats.some(({ link }) => link !== undefined);
    if (!isWatched) this.pause();
    else if (!this.#stop) this.#arm();
  }

  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #arm(): void {
    const step = this.#script.steps[this.#next];
    if (!step) return;
    const isLast = this.#next === this.#script.steps.length - 1;
    const afterMs = isLast ? Math.max(step.afterMs, SHORTEST_ROUND_MS - this.#roundMs) : step.afterMs;
    this.#stop = this.#conference.ground.clock.after(afterMs, () => {
      this.#roundMs = isLast ? 0 : this.#roundMs + afterMs;
      this.#next = isLast && this.#script.repeats ? 0 : this.#next + 1;
      // Armed before the step: what the step changes calls `look`, which is not to arm it twice.
      this.#arm();
      this.#do(step);
    });
  }

  #do({ who, does }: ScriptStep): void {
    const person = this.#script.people[who];
    const seat = this.#seatOf(who);
    if (does.kind === 'come') {
      if (person && !seat) this.#come(who, person);
      return;
    }
    if (seat?.status !== 'connected') return;
    switch (does.kind) {
      case 'leave':
        this.#conference.leave(seat);
        return;
      case 'mute':
      case 'unmute':
        setAudio(this.#conference, seat, does.kind === 'mute');
        return;
      default:
        act(this.#conference, seat, does);
    }
  }

  #come(who: number, person: ScriptedPerson): void {
    const { ground } = this.#conference;
    const seat = scriptedSeat(this.#conference, person, ground.randomHex);
    if (!seat) return;
    this.#seats.set(who, seat);
    this.#conference.sit(seat);
  }

  /** The seat, while the person has not been sent away. */
  #seatOf(who: number): Seat | undefined {
    const seat = this.#seats.get(who);
    return seat && this.#conference.seats.includes(seat) ? seat : undefined;
  }
}

/** Has a simulated participant do something with every MCU that knows it. */
function act(conference: Conference, seat: Seat, action: ParticipantAction): void {
  for (const part of conference.parts) conference.mcu(part)?.act(conference, seat, action);
}

/** The seat of somebody who stands at the door: in, in the lobby, or undefined when he is not let in or the meeting is full. */
function scriptedSeat(
  conference: Conference,
  person: ScriptedPerson,
  randomHex: (bytes: number) => string,
): Seat | undefined {
  const { address, isGuest, role, hasAudio } = person;
  const authMethod = isGuest ? 'anonymous' : 'enterprise';
  const door = conference.door(`sip:${address}`, { authMethod, lobbyCapable: true });
  if (door === 'refused' || conference.seats.length >= conference.rules.mostSeats) return undefined;
  const displayName = `${person.name} (simulated)`;
  const isMuted = role === 'attendee' && conference.rules.attendeesMuted;
  const seat = simulatedSeat({ address, displayName, role, authMethod, hasAudio, isMuted }, randomHex);
  return door === 'in' ? seat : { ...seat, status: 'on-hold', sessions: [] };
}
