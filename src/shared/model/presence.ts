/** Who is there and what they are doing: others as they publish it, ourselves as the server made it of all we publish. [MS-PRES] */

/** Shown state, by range and never by equality: [MS-PRES] 3.7.5.5. */
export type Availability =
  | 'available'
  | 'available-idle'
  | 'busy'
  | 'busy-idle'
  | 'do-not-disturb'
  | 'be-right-back'
  | 'away'
  | 'offline'
  | 'unknown';

/** What somebody does, beyond the availability; the window has one wording for each. [MS-PRES] 2.2.2.4.2 */
export type Activity =
  | 'in-a-call'
  | 'in-a-conference'
  | 'in-a-meeting'
  | 'presenting'
  | 'urgent-interruptions-only'
  | 'out-of-office'
  | 'off-work'
  | 'inactive';

export interface PresenceNote {
  readonly text: string;
  readonly kind: 'personal' | 'out-of-office';
  /** Wall clock, milliseconds since 1970. */
  readonly publishedAt?: number;
}

/** What their devices can do, all together. */
export interface Capabilities {
  readonly im: boolean;
  readonly audio: boolean;
  readonly video: boolean;
  readonly sharing: boolean;
}

export interface Presence {
  readonly availability: Availability;
  /** The number the server sent. */
  readonly value?: number;
  readonly activity?: Activity;
  /** The activity in their own words, or a token this client does not know. */
  readonly activityText?: string;
  /** Since when the state holds, wall clock, milliseconds since 1970. */
  readonly since?: number;
  readonly note?: PresenceNote;
  readonly location?: string;
  readonly meetingSubject?: string;
  readonly meetingLocation?: string;
  /** Where they are: `computer`, `phone`, `mobile`, as they publish it. */
  readonly device?: string;
  readonly capabilities?: Capabilities;
  /** Free by the calendar, until then: wall clock, milliseconds since 1970. Says nothing once that has passed. */
  readonly calendarFreeUntil?: number;
  readonly displayName?: string;
  readonly title?: string;
  /** Grows with each change of the contact card: ask for `presence.card` again. */
  readonly cardVersion?: number;
  /**
   * Why nothing is known: refused, domain not found, offline. Of a plain SIP server also: `pending`, this person has not agreed yet; `not-served`, the
   * server tells nobody's presence; `nobody`, it knows no such address.
   */
  readonly unknownBecause?:
    | 'not-asked'
    | 'refused'
    | 'domain-not-found'
    | 'not-federated'
    | 'signed-out'
    | 'pending'
    | 'not-served'
    | 'nobody';
}

export interface CardPhone {
  readonly kind: 'work' | 'mobile' | 'home' | 'other' | 'voicemail';
  /** `tel:+…`, possibly with `;ext=`; or what the directory has. */
  readonly uri: string;
  /** As its owner writes it. */
  readonly display: string;
}

/** What somebody shows of themselves. [MS-PRES] 2.2.2.6.1 */
export interface ContactCard {
  readonly name?: string;
  readonly title?: string;
  readonly company?: string;
  readonly department?: string;
  readonly office?: string;
  readonly email?: string;
  /** Lines of the work address. */
  readonly address: readonly string[];
  readonly phones: readonly CardPhone[];
  readonly hasPhoto: boolean;
  /** A machine answers here. */
  readonly isAutomaton: boolean;
}

/** What each part of the own state says, as the numbers that are published; absent parts say nothing. */
export interface OwnParts {
  readonly user?: number;
  readonly machine?: number;
  readonly calendar?: number;
  readonly call?: number;
}

export interface OwnNote {
  readonly text: string;
  readonly publishedAt?: number;
}

/** What a person can choose. */
export type OwnChoice = 'available' | 'busy' | 'do-not-disturb' | 'be-right-back' | 'away' | 'off-work';

export interface OwnPresence {
  /** What was published and accepted, as a number; undefined before the first acceptance. */
  readonly published?: number;
  readonly availability: Availability;
  readonly activity?: Activity;
  /** Chosen by hand, until "Reset status". */
  readonly manual: boolean;
  /** What was chosen, where it can be chosen here; a call or another device may make others see something else. */
  readonly choice?: OwnChoice;
  readonly parts: OwnParts;
  /** Empty when there is none. */
  readonly note: string;
  /** When the note goes by itself, milliseconds since 1970. */
  readonly noteUntil?: number;
  /** Earlier notes, newest first; as many as the server keeps (3 by default, 10 at most). */
  readonly noteHistory: readonly OwnNote[];
  readonly location: string;
  readonly outOfOffice: boolean;
  /** Other devices of ours that are signed in. */
  readonly otherEndpoints: number;
  /** The server takes nobody's presence: others do not see this. */
  readonly isUnseen?: true;
}

/** The most a note or a place may hold, in UTF-16 units. */
export const longestNote = 500;

/** Before anything was published. */
export const noOwnPresence: OwnPresence = {
  availability: 'offline',
  manual: false,
  parts: {},
  note: '',
  noteHistory: [],
  location: '',
  outOfOffice: false,
  otherEndpoints: 0,
};
