/** What a tester does with one meeting. */

import type { MeetingPartName, MeetingPolicy } from '../topologies/meeting-words.ts';
import type { FocusFaults } from './focus-faults.ts';
import type { ParticipantScript } from './participant-script.ts';

/** What a tester may set about a meeting besides what its presenters may. */
export interface LabMeetingRules {
  readonly lobbyForGuests: boolean;
  /** False: nobody but the organiser comes in. */
  readonly isOpen: boolean;
  readonly mostSeats: number;
  /** A sum of the bits of `msci:autopromote`. */
  readonly autopromote: number;
  readonly attendeesMayChat: boolean;
  readonly attendeesMuted: boolean;
  readonly attendeesMayUnmute: boolean;
  /** How long somebody may wait in the lobby; for who comes from then on. */
  readonly lobbyMs: number;
  /** How long guests may be among themselves (mission I15). */
  readonly graceMs: number;
}

export interface LabParticipant {
  readonly entity: string;
  readonly displayName: string;
  readonly anonymous: boolean;
  /** `connected`, or `on-hold` in the lobby. */
  readonly state: string;
}

/** A participant with what he does. */
export interface LabSeat extends LabParticipant {
  readonly role: 'presenter' | 'attendee';
  /** What he takes part in: `chat`, `audio-video`, … */
  readonly sessions: readonly string[];
  /** His sound is blocked. */
  readonly muted: boolean;
  /** Labels of the pictures he sends, such as `main-video`. */
  readonly shows: readonly string[];
}

/** What one can know of a running meeting. */
export interface LabMeetingNow {
  readonly focusUri: string;
  readonly title: string;
  readonly joinUrl: string;
  /** The conference key that guests prove. */
  readonly key: string;
  readonly policy: MeetingPolicy;
  readonly lobbyForGuests: boolean;
  readonly parts: readonly MeetingPartName[];
}

/** Everything is done, and told to everybody, before a call returns; what takes time goes on by itself. */
export interface LabMeetingControl {
  participants(): readonly LabParticipant[];
  seats(): readonly LabSeat[];
  now(): LabMeetingNow;
  setPolicy(policy: MeetingPolicy): void;
  setRules(rules: Partial<LabMeetingRules>): void;
  setRole(entity: string, role: 'presenter' | 'attendee'): void;
  /** Mutes somebody's sound on the server, or takes that back. */
  setMuted(entity: string, isMuted: boolean): void;
  admit(entity: string): void;
  deny(entity: string): void;
  remove(entity: string): void;
  end(): void;
  /** Replaces the faults of this meeting's focus; an empty object heals it. */
  setFaults(faults: FocusFaults): void;
  /** Takes an MCU away from this meeting while the focus lives, or gives it back. */
  setPart(part: MeetingPartName, isUp: boolean): void;
  /** Adds `count` simulated people at once, at most 1,000. */
  addPeople(count: number): void;
  /** Adds them evenly over a time. */
  gatherPeople(count: number, overMs: number): void;
  /** Sends the simulated people who were added last away, one after another. */
  removePeople(count: number): void;
  /** Simulated guests come to the lobby and wait. */
  addWaiting(count: number): void;
  /** Simulated people act out a script while somebody real is there; a number stands for a crowd of that size. Replaces the last script. */
  play(script: ParticipantScript | number): void;
  stopPlaying(): void;
  /** Skips one version number so that clients must ask for the full state. */
  skipVersion(): void;
}
