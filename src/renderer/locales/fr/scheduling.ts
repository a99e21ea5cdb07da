/** The words of setting meetings up. */
import type { InvitationWords, OwnMeeting } from '../../../shared/model/scheduling.ts';
import type * as english from '../en/scheduling.ts';
import { clockRange, clockTime, dateAndTime, dayWords, isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const schedulingTexts: Worded<typeof english.schedulingTexts> = {
  meetNow: 'Réunion immédiate',
  meetingNow: 'Préparation de la réunion',
  schedule: 'Planifier une réunion',
  list: 'Vos réunions',
  earlier: (count) => `Passées (${count})`,
  loading: 'Récupération de vos réunions',
  emptyTitle: 'Vous n’avez pas de réunions à vous',
  emptyBody: 'Planifiez-en une et envoyez son lien à qui vous voulez, y compris dans d’autres entreprises.',
  notOffered: 'Ce serveur n’héberge pas de réunions : aucune ne peut être planifiée ici.',
  offline: 'Vous n’êtes pas connecté. Vous pourrez planifier et modifier des réunions à votre retour.',
  inMeeting: 'Vous êtes déjà dans une réunion. Quittez-la avant d’en ouvrir une autre.',
  listFrom: (when) => `Dernière mise à jour de la liste : ${when}.`,
  refresh: 'Actualiser',
  noSubject: 'Sans objet',
  now: 'En cours',
  ownRoom: 'Votre propre salle de réunion, toujours ouverte',
  noTime: 'À tout moment',
  join: 'Rejoindre',
  joinNamed: (subject) => `Rejoindre ${isolated(subject)}`,
  more: (subject) => `Plus pour ${isolated(subject)}`,
  copyLink: 'Copier le lien',
  copyInvitation: 'Copier l’invitation',
  saveInvitation: 'Enregistrer en fichier de calendrier (.ics)…',
  saveShort: 'Enregistrer en .ics…',
  change: 'Modifier…',
  remove: 'Supprimer…',
  linkCopied: 'Lien copié',
  invitationCopied: 'Invitation copiée',
  saved: 'Fichier de calendrier enregistré',
  removeTitle: (subject) => `Supprimer ${isolated(subject)} ?`,
  removeBody:
    'Son lien ne mènera plus nulle part, et les personnes présentes dans la réunion en sont exclues. Offhook ne prévient personne.',
  removeNow: 'Supprimer',
  cancel: 'Annuler',
  newTitle: 'Planifier une réunion',
  changeTitle: 'Modifier la réunion',
  subject: 'Objet',
  day: 'Date',
  time: 'Début',
  length: 'Durée',
  access: 'Qui entre directement',
  accessHint: 'Tous les autres passent par la salle d’attente jusqu’à ce que quelqu’un les admette.',
  guestsForbidden: (rule) =>
    `Votre entreprise n’admet pas d’invités dans les réunions : tout le monde ne peut donc pas entrer directement (règle ${rule}).`,
  invited: 'Personnes que vous invitez',
  invitedHint:
    'Leurs adresses, une par ligne ou séparées par des virgules. Offhook ne leur envoie rien : copiez l’invitation.',
  presenters: 'Qui présente',
  announcements: 'Annoncer à voix haute les arrivées et les départs',
  phones: 'Les appelants par téléphone évitent la salle d’attente',
  save: 'Enregistrer',
  create: 'Planifier',
  doneTitle: 'Votre réunion est planifiée',
  doneBody: 'Envoyez le lien ou l’invitation entière aux personnes que vous souhaitez réunir.',
  link: 'Lien',
  close: 'Fermer',
  whenProblems: {
    'day-missing': 'Choisissez le jour.',
    'time-missing': 'Choisissez l’heure de début.',
    'not-a-time': 'Ce jour ou cette heure n’existe pas.',
    'in-the-past': 'Cette heure est passée. Choisissez-en une plus tardive.',
  },
  addressProblem: (text) =>
    `« ${isolated(text)} » n’est pas une adresse. Elle a la forme nom@entreprise.com, sans espaces.`,
  tooManyInvited: (most) => `Une réunion compte au plus ${most} personnes invitées.`,
};

/** A colon follows each word of an invitation. */
const noBreak = '\u00a0';

/** What an invitation says to whoever gets it, in the language of whoever sends it. */
export const invitationWords: Omit<InvitationWords, 'language'> = {
  noSubject: 'Réunion en ligne',
  join: `Rejoindre la réunion${noBreak}`,
  when: `Quand${noBreak}`,
  organizer: `Organisateur${noBreak}`,
  meetingId: `ID de la réunion${noBreak}`,
  joinByPhone: `Rejoindre par téléphone${noBreak}`,
  localNumber: `Trouver un numéro local${noBreak}`,
  phoneId: `ID de conférence pour téléphones${noBreak}`,
};

export const accessWords: Worded<typeof english.accessWords> = {
  organizer: 'Moi seulement',
  invited: 'Les personnes que j’invite',
  company: 'Toute mon entreprise',
  everyone: 'Tout le monde, y compris les invités',
};

export const presenterWords: Worded<typeof english.presenterWords> = {
  organizer: 'Moi seulement',
  company: 'Toute mon entreprise',
  everyone: 'Tout le monde, y compris les invités',
};

/** `30 minutes`, `1 heure`, `1 heure 30 minutes`. */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [hours === 1 ? '1 heure' : `${hours} heures`] : []),
    ...(rest > 0 || hours === 0 ? [rest > 1 ? `${rest} minutes` : `${rest} minute`] : []),
  ];
  return parts.join(' ');
}

/** `lundi 30 mars, 10:00 – 10:30`, the day as `day` has it; of a meeting without a time, what it is instead. */
export function ownMeetingTime({ startsAt, endsAt, isStatic }: OwnMeeting, day = dayWords): string {
  if (startsAt === undefined) return isStatic ? schedulingTexts.ownRoom : schedulingTexts.noTime;
  if (endsAt === undefined) return `${day(startsAt)}, ${clockTime(startsAt)}`;
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  if (isOneDay) return `${day(startsAt)}, ${clockRange(startsAt, endsAt)}`;
  return `${day(startsAt)}, ${clockTime(startsAt)} – ${dateAndTime(endsAt)}`;
}
