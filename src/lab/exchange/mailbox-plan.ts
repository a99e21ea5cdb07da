/** Mailboxes as a tester writes them: plain JSON, times counted from when the lab starts. docs/lab.md describes them for people. */

export const responses = ['Organizer', 'Accept', 'Tentative', 'Decline', 'NoResponseReceived', 'Unknown'] as const;
export const showAs = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'] as const;
/** Where the way into an online meeting stands: in a property the organiser's client left, or in the words of the invitation alone. */
export const linkPlaces = ['external-link', 'conf-link', 'join-url', 'body'] as const;
export const missedKinds = ['im', 'call', 'voicemail'] as const;

export interface PlannedMeeting {
  readonly subject: string;
  /** Negative: it began before the lab did. */
  readonly startsInMinutes: number;
  readonly lastsMinutes: number;
  readonly location?: string;
  /** `user@domain` of whoever invites; the owner when absent. */
  readonly organizer?: string;
  /** The id of one of the lab's meetings, whose link the item gets. */
  readonly meetingId?: string;
  /** 'external-link' unless given. */
  readonly link?: (typeof linkPlaces)[number];
  readonly body?: string;
  readonly response?: (typeof responses)[number];
  readonly showAs?: (typeof showAs)[number];
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  readonly isPrivate?: boolean;
}

export interface PlannedMissed {
  readonly kind: (typeof missedKinds)[number];
  /** `user@domain`, or a telephone number such as `+441785200100`. */
  readonly from: string;
  readonly minutesAgo: number;
  readonly subject: string;
  readonly isRead?: boolean;
}

export interface PlannedAbsence {
  readonly state: 'Disabled' | 'Enabled' | 'Scheduled';
  /** HTML, as Outlook writes it. */
  readonly reply: string;
  /** For a scheduled one. */
  readonly startsInMinutes?: number;
  readonly lastsMinutes?: number;
}

export interface MailboxPlan {
  /** `user@domain` */
  readonly owner: string;
  readonly meetings: readonly PlannedMeeting[];
  readonly missed: readonly PlannedMissed[];
  readonly outOfOffice?: PlannedAbsence;
}
