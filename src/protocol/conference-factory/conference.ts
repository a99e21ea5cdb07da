/** A meeting as the focus factory keeps it. [MS-CONFPRO] 2.2.1 */
import type { MeetingAccess } from '../../shared/model/meeting.ts';
import type { MeetingPresenters } from '../../shared/model/scheduling.ts';

/** Milliseconds since 1970. */
export interface MeetingTimes {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What the factory is to keep about a meeting. */
export interface ConferenceWish {
  readonly conferenceId: string;
  readonly subject: string;
  /** Milliseconds since 1970; the server forgets the meeting some time after. */
  readonly expiresAt: number;
  readonly access: MeetingAccess;
  readonly presenters: MeetingPresenters;
  readonly announcements: boolean;
  readonly phoneBypassesLobby: boolean;
  /** Addresses `user@domain`. */
  readonly invited: readonly string[];
  /** Absent for a meeting that begins now. */
  readonly times?: MeetingTimes;
  /** Telephones may dial in. */
  readonly hasPhone: boolean;
  /** What the meeting can do: `chat`, `audio-video`, … */
  readonly modalities: readonly string[];
}

/** What the factory told. A list holds less than the answer about one meeting; what is missing was not said. */
export interface FactoryConference {
  /** `sip:user@domain;gruu;opaque=app:conf:focus:id:ID`, written anew from its parts. */
  readonly focusUri: string;
  readonly conferenceId: string;
  readonly subject?: string;
  readonly expiresAt?: number;
  /** Changes whenever the meeting was changed; compare, do not read. */
  readonly lastUpdate?: string;
  readonly access?: MeetingAccess;
  readonly presenters?: MeetingPresenters;
  readonly announcements?: boolean;
  readonly phoneBypassesLobby?: boolean;
  /** Addresses `user@domain`, without the organiser. */
  readonly invited: readonly string[];
  readonly times?: MeetingTimes;
  readonly isActive: boolean;
  readonly isStatic: boolean;
  /** https only. */
  readonly joinUrl?: string;
  readonly phoneId?: string;
}

/** What the organiser's company has for meetings. [MS-CONFPRO] 2.2.3.8 */
export interface FactoryCapabilities {
  /** `chat`, `audio-video`, `applicationsharing`, `meeting`, … as the server writes them. */
  readonly modalities: readonly string[];
  /** The organiser's own region first. */
  readonly dialIn: readonly { readonly region: string; readonly numbers: readonly string[] }[];
  /** https only. */
  readonly dialInPage?: string;
  /** Whether meetings may be open to everybody. */
  readonly anonymousScheduling?: boolean;
  /** Whether telephones may pass the lobby by. */
  readonly phoneBypass?: boolean;
}

/** How an access level is written: the policy, and whether the meeting is locked besides. [MS-CONFPRO] 2.2.1.2 */
export const policyOf: Readonly<Record<MeetingAccess, { readonly policy: string; readonly locked: boolean }>> = {
  organizer: { policy: 'closedAuthenticated', locked: true },
  invited: { policy: 'closedAuthenticated', locked: false },
  company: { policy: 'openAuthenticated', locked: false },
  everyone: { policy: 'anonymous', locked: false },
};

/** Bits of `autopromote`: who becomes a presenter by coming. */
export const autoPromote: Readonly<Record<MeetingPresenters, number>> = {
  organizer: 0,
  company: 0x8000,
  everyone: 0x8000_0000,
};

/** The namespace of what this client keeps with the server for itself: when a meeting is, which the factory does not ask. */
export const timesNamespace = 'urn:offhook:meeting-times';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * A new conference id of eight characters, from eight random bytes: capitals and digits without those that are mistaken for another when
 * read aloud or typed from paper. [MS-CONFPRO] 2.2.1.2
 */
export function conferenceIdFrom(bytes: Uint8Array): string {
  // 32 letters, so every one is as likely as the next.
  return [...bytes.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
