/** The words for presence, as people know them. */
import type { Availability, Presence } from '../../../shared/model/contacts.ts';

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
  'signed-out': 'Unknown while you are signed out',
};

/** What a row says about somebody: the activity if there is one, else the state, else why it is unknown. */
export function presenceWords(presence: Presence | undefined): string {
  if (!presence) return availabilityWords.unknown;
  if (presence.availability !== 'unknown') return presence.activity ?? availabilityWords[presence.availability];
  return presence.unknownBecause ? unknownReasons[presence.unknownBecause] : availabilityWords.unknown;
}
