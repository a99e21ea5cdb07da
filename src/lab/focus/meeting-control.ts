/** A meeting in the hands of its simulated organiser, and of testers. */
import { crowdName, crowdScript } from './crowd.ts';
import { setAudio } from './media-commands.ts';
import type { Meeting } from './meetings.ts';
import { startParticipants } from './participants.ts';
import { withPolicy } from './rules.ts';
import type { Seat, SessionMedia } from './seat.ts';
import type { LabMeetingControl, LabParticipant, LabSeat } from './settings.ts';
import { simulatedSeat } from './simulated-seat.ts';

const MOST_AT_ONCE = 1000;
const CROWD_PACE_MS = 2000;

/** The controls of one meeting; `Meetings` keeps one for as long as the meeting lives. */
export function createMeetingControl({ conference, plan }: Meeting): LabMeetingControl {
  const crowd = new Crowd({ conference, plan });
  let stopPlaying = () => {};
  return {
    participants: () => conference.seats.map(participantOf),
    seats: () => conference.seats.map(seatOf),
    now: () => {
      const { focusUri, joinUrl } = conference.plan;
      const { title, policy, isLocked, lobbyForGuests } = conference.rules;
      const door = { policy: isLocked ? ('locked' as const) : policy, lobbyForGuests };
      return { focusUri, title, joinUrl, key: plan.key, ...door, parts: conference.parts };
    },
    setPolicy: (policy) => conference.change(withPolicy(policy)),
    setRules: (rules) => conference.change(rules),
    setRole: (entity, role) => conference.setRole(entity, role),
    setMuted: (entity, isMuted) => {
      for (const seat of conference.seatsOf(entity)) setAudio(conference, seat, isMuted);
    },
    admit: (entity) => conference.admit(entity),
    deny: (entity) => conference.deny(entity),
    remove: (entity) => conference.dismiss(entity, 'removed'),
    end: () => conference.end(),
    setFaults: (faults) => {
      conference.faults = faults;
    },
    setPart: (part, isUp) => conference.setPart(part, isUp),
    addPeople: (count) => crowd.add(count),
    gatherPeople: (count, overMs) => crowd.gather(count, overMs),
    removePeople: (count) => crowd.remove(count),
    addWaiting: (count) => crowd.wait(count),
    play: (script) => {
      stopPlaying();
      const domain = domainOf(plan.organizer);
      const acted =
        typeof script === 'number'
          ? crowdScript({ people: script, domain, hasGuests: plan.guestsAllowed, paceMs: CROWD_PACE_MS })
          : script;
      stopPlaying = startParticipants(conference, acted);
    },
    stopPlaying: () => stopPlaying(),
    skipVersion: () => conference.roster.skipVersion(),
  };
}

/** Simulated people who only come and go. */
class Crowd {
  readonly #meeting: Meeting;
  readonly #seats: Seat[] = [];
  #count = 0;

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
  }

  add(count: number): void {
    for (let i = 0; i < Math.min(count, MOST_AT_ONCE); i++) this.#addOne();
  }

  /** One timer at a time, which catches up with all who are due: timers of a thousand people would come late. */
  gather(count: number, overMs: number): void {
    const { conference } = this.#meeting;
    const { clock } = conference.ground;
    const wanted = Math.min(count, MOST_AT_ONCE);
    const began = clock.now();
    const comeDue = (come: number) => {
      if (conference.isEnded) return;
      const share = overMs <= 0 ? 1 : (clock.now() - began) / overMs;
      const due = Math.min(wanted, Math.floor(wanted * share));
      for (let i = come; i < due; i++) this.#addOne();
      if (due < wanted) clock.after(Math.max(1, overMs / wanted), () => comeDue(due));
    };
    comeDue(0);
  }

  remove(count: number): void {
    for (const seat of this.#seats.splice(-Math.min(count, this.#seats.length))) this.#meeting.conference.leave(seat);
  }

  wait(count: number): void {
    const { conference } = this.#meeting;
    for (let i = 0; i < Math.min(count, MOST_AT_ONCE); i++) {
      this.#count += 1;
      const entity = `sip:waiting-${this.#count}@anonymous.invalid`;
      conference.sit({ ...this.#seat(), entity, authMethod: 'anonymous', status: 'on-hold' });
    }
  }

  #addOne(): void {
    this.#count += 1;
    const seat = this.#seat();
    this.#seats.push(seat);
    this.#meeting.conference.sit(seat);
  }

  #seat(): Seat {
    const { conference, plan } = this.#meeting;
    const address = `participant.${this.#count}@${domainOf(plan.organizer)}`;
    const displayName = `${crowdName(this.#count)} (simulated)`;
    return simulatedSeat({ address, displayName, role: 'attendee' }, conference.ground.randomHex);
  }
}

function participantOf({ entity, displayName, authMethod, status }: Seat): LabParticipant {
  return { entity, displayName, anonymous: authMethod === 'anonymous', state: status };
}

function seatOf(seat: Seat): LabSeat {
  const { role, sessions } = seat;
  return {
    ...participantOf(seat),
    role,
    sessions: sessions.map(({ type }) => type),
    muted: sessions.some(({ media }) => media.some(({ isBlocked }) => isBlocked)),
    shows: sessions.flatMap(({ media }) => media.filter(isSent).map(({ label = '' }) => label)),
  };
}

function isSent({ type, status }: SessionMedia): boolean {
  return type === 'video' && (status === 'sendrecv' || status === 'sendonly');
}

function domainOf(address: string): string {
  return address.split('@')[1] ?? '';
}
