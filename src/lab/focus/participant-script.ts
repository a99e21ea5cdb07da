/** What simulated participants do in a meeting, step by step, as data. */

/** Something done in one part of a meeting; its MCU carries it out. */
export type ParticipantAction =
  | { readonly kind: 'typing' }
  | { readonly kind: 'say'; readonly text: string }
  /** Draws one line on the whiteboard, a board of 1000 by 1000. */
  | { readonly kind: 'draw'; readonly points: readonly BoardPoint[] }
  /** Asks everybody, with these answers. */
  | { readonly kind: 'poll'; readonly question: string; readonly choices: readonly string[] }
  /** Votes in the poll that is open; the first answer is 0. */
  | { readonly kind: 'vote'; readonly choice: number }
  | { readonly kind: 'ask'; readonly text: string }
  /** Turns the slides to this page, the first being 0. */
  | { readonly kind: 'page'; readonly index: number };

export interface BoardPoint {
  readonly x: number;
  readonly y: number;
}

/** Somebody of a script; "(simulated)" is put behind every name. */
export interface ScriptedPerson {
  readonly name: string;
  /** `user@domain`; guests get one at anonymous.invalid. */
  readonly address: string;
  readonly isGuest: boolean;
  readonly role: 'presenter' | 'attendee';
  /** Comes with a microphone, which a presenter may mute. */
  readonly hasAudio: boolean;
}

/** What happens to the person himself. */
export type ParticipantMove =
  | { readonly kind: 'come' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'mute' }
  | { readonly kind: 'unmute' };

export interface ScriptStep {
  /** Milliseconds after the step before. */
  readonly afterMs: number;
  /** Index in `people`. A step of somebody who is not in the meeting is passed over. */
  readonly who: number;
  readonly does: ParticipantMove | ParticipantAction;
}

export interface ParticipantScript {
  /** At most 1,000. */
  readonly people: readonly ScriptedPerson[];
  readonly steps: readonly ScriptStep[];
  /** Begins again after its last step, with whoever is there then; takes at least a second a round. */
  readonly repeats: boolean;
}
