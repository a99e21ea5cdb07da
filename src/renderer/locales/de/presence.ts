/** The German words for presence, as people know them. */
import type { Presence } from '../../../shared/model/presence.ts';
import type * as english from '../en/presence.ts';
import type { Worded } from '../language-pack.ts';

export const availabilityWords: Worded<typeof english.availabilityWords> = {
  available: 'Verfügbar',
  'available-idle': 'Inaktiv',
  busy: 'Beschäftigt',
  'busy-idle': 'Beschäftigt, inaktiv',
  'do-not-disturb': 'Nicht stören',
  'be-right-back': 'Bin gleich zurück',
  away: 'Abwesend',
  offline: 'Offline',
  unknown: 'Anwesenheit unbekannt',
};

const unknownReasons: Record<NonNullable<Presence['unknownBecause']>, string> = {
  'not-asked': 'Noch nicht abgefragt',
  refused: 'Teilt die Anwesenheit nicht mit Ihnen',
  'domain-not-found': 'Unternehmen nicht gefunden',
  'not-federated': 'Unternehmen nicht mit Ihrem verbunden',
  'signed-out': 'Unbekannt, solange Sie nicht verbunden sind',
  pending: 'Hat Ihnen den Status noch nicht freigegeben',
  'not-served': 'Dieser Server zeigt keine Anwesenheit',
  nobody: 'Der Server kennt niemanden mit dieser Adresse',
};

/** Beside somebody whose presence is not followed. */
export const strangerWords = 'Keiner Ihrer Kontakte, daher ohne Status';

/** What somebody does, as Microsoft's clients call it. */
export const activityWords: Worded<typeof english.activityWords> = {
  'in-a-call': 'Am Telefon',
  'in-a-conference': 'In einer Telefonkonferenz',
  'in-a-meeting': 'In einer Besprechung',
  presenting: 'Präsentiert',
  'urgent-interruptions-only': 'Nur in dringenden Fällen stören',
  'out-of-office': 'Außer Haus',
  'off-work': 'Nicht bei der Arbeit',
  inactive: 'Inaktiv',
};

/** What a row says about somebody: the activity if there is one, else the state, else why it is unknown. */
export function presenceWords(presence: Presence | undefined): string {
  if (!presence) return availabilityWords.unknown;
  const { availability, activity, activityText, unknownBecause } = presence;
  if (availability === 'unknown') return unknownBecause ? unknownReasons[unknownBecause] : availabilityWords.unknown;
  return activityText ?? (activity ? activityWords[activity] : availabilityWords[availability]);
}

/** How long the state holds, where that says something: `12 Min.`, `3 Std.`. Nothing within the first minute, nor after a day. */
export function sinceWords({ availability, since }: Presence, now: number): string | undefined {
  if (since === undefined || availability === 'available') return undefined;
  const minutes = Math.floor((now - since) / 60_000);
  if (minutes < 1 || minutes >= 1440) return undefined;
  return minutes < 60 ? `${minutes} Min.` : `${Math.floor(minutes / 60)} Std.`;
}
