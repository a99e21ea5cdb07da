/** The words for presence, as people know them. */
import type { Activity, Availability, Presence } from '../../../shared/model/presence.ts';

export const availabilityWords: Record<Availability, string> = {
  available: 'Available',
  'available-idle': 'Inactive',
  busy: 'Busy',
  'busy-idle': 'Busy, inactive',
  'do-not-disturb': 'Do not disturb',
  'be-right-back': 'Be right back',
  away: 'Away',
  offline: 'Offline',
  unknown: 'Presence unknown',
};

const unknownReasons: Record<NonNullable<Presence['unknownBecause']>, string> = {
  'not-asked': 'Not asked yet',
  refused: 'Does not share presence with you',
  'domain-not-found': 'Company not found',
  'not-federated': 'Company not connected with yours',
  'signed-out': 'Unknown while you are not connected',
  pending: 'Has not allowed you to see the status yet',
  'not-served': 'This server does not tell presence',
  nobody: 'The server knows nobody of this address',
};

/** Beside somebody whose presence is not followed. */
export const strangerWords = 'Not one of your contacts, so the status is not shown';

/** What somebody does, as Microsoft's clients call it. */
export const activityWords: Record<Activity, string> = {
  'in-a-call': 'In a call',
  'in-a-conference': 'In a conference call',
  'in-a-meeting': 'In a meeting',
  presenting: 'Presenting',
  'urgent-interruptions-only': 'Urgent interruptions only',
  'out-of-office': 'Out of office',
  'off-work': 'Off work',
  inactive: 'Inactive',
};

/** What a row says about somebody: the activity if there is one, else the state, else why it is unknown. */
export function presenceWords(presence: Presence | undefined): string {
  if (!presence) return availabilityWords.unknown;
  const { availability, activity, activityText, unknownBecause } = presence;
  if (availability === 'unknown') return unknownBecause ? unknownReasons[unknownBecause] : availabilityWords.unknown;
  return activityText ?? (activity ? activityWords[activity] : availabilityWords[availability]);
}

/** How long the state holds, where that says something: `12 min`, `3 h`. Nothing within the first minute, nor after a day. */
export function sinceWords({ availability, since }: Presence, now: number): string | undefined {
  if (since === undefined || availability === 'available') return undefined;
  const minutes = Math.floor((now - since) / 60_000);
  if (minutes < 1 || minutes >= 1440) return undefined;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
