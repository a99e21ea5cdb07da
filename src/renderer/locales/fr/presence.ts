/** The words for presence, as people know them. */
import type { Presence } from '../../../shared/model/presence.ts';
import type * as english from '../en/presence.ts';
import type { Worded } from '../language-pack.ts';

export const availabilityWords: Worded<typeof english.availabilityWords> = {
  available: 'Disponible',
  'available-idle': 'Inactif(ve)',
  busy: 'Occupé(e)',
  'busy-idle': 'Occupé(e), inactif(ve)',
  'do-not-disturb': 'Ne pas déranger',
  'be-right-back': 'De retour bientôt',
  away: 'Absent(e)',
  offline: 'Hors connexion',
  unknown: 'Présence inconnue',
};

const unknownReasons: Record<NonNullable<Presence['unknownBecause']>, string> = {
  'not-asked': 'Pas encore demandée',
  refused: 'Ne partage pas sa présence avec vous',
  'domain-not-found': 'Entreprise introuvable',
  'not-federated': 'Entreprise non reliée à la vôtre',
  'signed-out': 'Inconnue tant que vous n’êtes pas connecté',
  pending: 'Ne vous a pas encore autorisé à voir son statut',
  'not-served': 'Ce serveur n’indique pas la présence',
  nobody: 'Le serveur ne connaît personne à cette adresse',
};

/** Beside somebody whose presence is not followed. */
export const strangerWords = 'Ne fait pas partie de vos contacts : le statut n’est pas affiché';

/** What somebody does, as Microsoft's clients call it. */
export const activityWords: Worded<typeof english.activityWords> = {
  'in-a-call': 'En communication',
  'in-a-conference': 'En conférence téléphonique',
  'in-a-meeting': 'En réunion',
  presenting: 'En présentation',
  'urgent-interruptions-only': 'Interruptions urgentes uniquement',
  'out-of-office': 'Absent(e) du bureau',
  'off-work': 'Pas au travail',
  inactive: 'Inactif(ve)',
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
