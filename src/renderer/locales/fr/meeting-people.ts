/** The words of the people in a meeting: who they are, who waits, and what may be done about them. */
import type { Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import type * as english from '../en/meeting-people.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

/** The word beside the name; undefined when there is none. */
export function participantTag(participant: Participant): string | undefined {
  if (participant.isSelf) return participant.isGuest ? 'Vous (Invité)' : 'Vous';
  return participant.isGuest ? 'Invité' : undefined;
}

/** `Karen Berg (Invité)`: a name where there is no room for a tag, to be read out. */
export function nameOf({ name, isGuest }: Pick<Participant, 'name' | 'isGuest'>): string {
  return isGuest ? `${name} ${peopleTexts.guestSuffix}` : name;
}

export const peopleTexts: Worded<typeof english.peopleTexts> = {
  roster: 'Personnes',
  rosterOld: (time) => `Cette liste n’est peut-être plus à jour depuis ${time}. Offhook la redemande.`,
  locked: 'La réunion est verrouillée : toute personne qui arrive passe par la salle d’attente.',
  /** Read out after a guest's name, where the eye has the tag. */
  guestSuffix: '(Invité)',
  guest: 'Invité',
  groups: {
    presenter: 'Présentateurs',
    attendee: 'Participants',
    lobby: 'Salle d’attente',
    invited: 'Personnes invitées',
  },
  organizer: 'Organisateur',
  joining: 'Arrive',
  waits: (minutes) => (minutes < 1 ? 'Attend' : `Attend depuis ${minutes} min`),
  waiting: 'Attend',
  muted: 'Muet',
  actionsFor: (name) => `Actions pour ${name}`,
  hasActions: 'Entrée ouvre les actions possibles',
  /** After the name of the one who waits. */
  isWaiting: 'attend dans la salle d’attente',
  lobbyCount: (count) =>
    count === 1 ? '1 personne attend dans la salle d’attente' : `${count} personnes attendent dans la salle d’attente`,
  admit: 'Admettre',
  deny: 'Refuser',
  admitAll: 'Tous les admettre',
  showLobby: 'Afficher qui attend',
  admitName: (name) => `Admettre ${name}`,
  denyName: (name) => `Refuser ${name}`,
  makePresenter: 'Nommer présentateur',
  makeAttendee: 'Nommer participant',
  mute: 'Couper le micro',
  unmute: 'Rétablir le micro',
  remove: 'Exclure de la réunion…',
  removeTitle: (name) => `Exclure ${name} de la réunion ?`,
  removeBody: 'La personne peut revenir. Si la réunion est verrouillée, elle passe alors par la salle d’attente.',
  removeNow: 'Exclure',
  cancel: 'Annuler',
};

/** Why somebody may not do something with a person, in a line under the command. */
export const whyNot: Worded<typeof english.whyNot> = {
  'presenters-only': 'Réservé aux présentateurs.',
  organizer: 'L’organisateur reste toujours présentateur.',
  untold: 'La réunion n’a pas indiqué ce qu’il en est.',
  leaving: 'Vous quittez la réunion.',
  'guest-invites': 'Les invités ne peuvent appeler personne. Copiez le lien et envoyez-le.',
  'signed-out': 'Vous n’êtes pas connecté à votre entreprise.',
  'no-guests': 'Votre entreprise n’admet pas d’invités dans les réunions (AllowAnonymousParticipants).',
};

export const inviteeWords: Worded<typeof english.inviteeWords> = {
  asking: 'Appel en cours',
  accepted: 'Arrive',
  declined: 'A refusé',
  failed: 'Injoignable',
};

/** Why somebody did not come; undefined while nothing went wrong. */
export function inviteeSentence({ failure }: MeetingInvitee): string | undefined {
  return failure && failureTexts[failure.code].sentence(failure);
}

/** The words of running a meeting. */
export const controlTexts: Worded<typeof english.controlTexts> = {
  menu: 'Gérer la réunion',
  lock: 'Verrouiller la réunion',
  access: 'Qui entre directement',
  accessChoices: {
    organizer: 'L’organisateur seulement',
    invited: 'Les personnes invitées',
    company: 'Toute l’entreprise de l’organisateur',
    everyone: 'Tout le monde, y compris les invités',
  },
  phones: 'Les appelants par téléphone entrent directement',
  attendeesChat: 'Les participants peuvent écrire',
  announce: 'Annoncer les arrivées et les départs',
  muteAll: 'Couper le micro de tous les participants',
  attendeesUnmute: 'Les participants peuvent rétablir leur micro',
  invite: 'Inviter quelqu’un…',
  copyLink: 'Copier le lien de la réunion',
  end: 'Mettre fin à la réunion pour tous…',
  endTitle: 'Mettre fin à la réunion pour tous ?',
  endBody: (others) =>
    others === 0
      ? 'Personne d’autre n’est là. Les personnes dans la salle d’attente sont renvoyées.'
      : others === 1
        ? '1 autre personne est aussi exclue de la réunion.'
        : `${others} autres personnes sont aussi exclues de la réunion.`,
  endNow: 'Mettre fin à la réunion',
  cancel: 'Annuler',
  copied: 'Lien de la réunion copié',
};

export const inviteTexts: Worded<typeof english.inviteTexts> = {
  title: 'Inviter quelqu’un à cette réunion',
  label: 'Nom ou adresse',
  hint: 'La personne est appelée aussitôt et vous rejoint d’un clic.',
  found: 'Personnes trouvées',
  none: 'Aucun résultat. Une adresse complète, telle que nom@entreprise.com, peut aussi être appelée.',
  searching: 'Recherche dans l’annuaire',
  invite: 'Inviter',
  inviteName: (name) => `Inviter ${name}`,
  again: 'Inviter de nouveau',
  isHere: 'Est là',
  close: 'Terminé',
  asked: (name) => `Appel à ${name} en cours`,
};

const verbs = { joined: 'a rejoint la réunion', left: 'a quitté la réunion' } as const;
const pluralVerbs = { joined: 'ont rejoint la réunion', left: 'ont quitté la réunion' } as const;

/** `Karen Berg (Invité) a rejoint la réunion`, `12 personnes ont rejoint la réunion`; empty for nobody. */
export function cameWords(people: readonly Pick<Participant, 'name' | 'isGuest'>[], verb: 'joined' | 'left'): string {
  const [first, second] = people;
  if (!first) return '';
  if (!second) return `${nameOf(first)} ${verbs[verb]}`;
  if (people.length === 2) return `${nameOf(first)} et ${nameOf(second)} ${pluralVerbs[verb]}`;
  return `${people.length} personnes ${pluralVerbs[verb]}`;
}
