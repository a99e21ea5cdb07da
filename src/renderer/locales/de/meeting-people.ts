/** The German words of the people in a meeting: who they are, who waits, and what may be done about them. */
import type { Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import type * as english from '../en/meeting-people.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

/** The word beside the name; undefined when there is none. */
export function participantTag(participant: Participant): string | undefined {
  if (participant.isSelf) return participant.isGuest ? 'Sie (Gast)' : 'Sie';
  return participant.isGuest ? 'Gast' : undefined;
}

/** `Karen Berg (Gast)`: a name where there is no room for a tag, to be read out. */
export function nameOf({ name, isGuest }: Pick<Participant, 'name' | 'isGuest'>): string {
  return isGuest ? `${name} ${peopleTexts.guestSuffix}` : name;
}

export const peopleTexts: Worded<typeof english.peopleTexts> = {
  roster: 'Teilnehmer',
  rosterOld: (time) => `Diese Liste ist seit ${time} vielleicht veraltet. Offhook fragt erneut.`,
  locked: 'Die Besprechung ist gesperrt: Wer jetzt kommt, wartet im Wartebereich.',
  guestSuffix: '(Gast)',
  guest: 'Gast',
  groups: { presenter: 'Referenten', attendee: 'Teilnehmer', lobby: 'Wartebereich', invited: 'Eingeladen' },
  organizer: 'Organisator',
  joining: 'Tritt bei',
  waits: (minutes) => (minutes < 1 ? 'Wartet' : `Wartet ${minutes} Min.`),
  waiting: 'Wartet',
  muted: 'Stummgeschaltet',
  actionsFor: (name) => `Aktionen für ${name}`,
  hasActions: 'Eingabe zeigt, was Sie tun können',
  isWaiting: 'wartet im Wartebereich',
  lobbyCount: (count) => (count === 1 ? '1 Person wartet im Wartebereich' : `${count} Personen warten im Wartebereich`),
  admit: 'Einlassen',
  deny: 'Abweisen',
  admitAll: 'Alle einlassen',
  showLobby: 'Wartende anzeigen',
  admitName: (name) => `${name} einlassen`,
  denyName: (name) => `${name} abweisen`,
  makePresenter: 'Zum Referenten machen',
  makeAttendee: 'Zum Teilnehmer machen',
  mute: 'Stummschalten',
  unmute: 'Stummschaltung aufheben',
  remove: 'Aus der Besprechung entfernen…',
  removeTitle: (name) => `${name} aus der Besprechung entfernen?`,
  removeBody:
    'Die Person kann erneut beitreten. Solange die Besprechung gesperrt ist, wartet sie dann im Wartebereich.',
  removeNow: 'Entfernen',
  cancel: 'Abbrechen',
};

/** Why somebody may not do something with a person, in a line under the command. */
export const whyNot: Worded<typeof english.whyNot> = {
  'presenters-only': 'Das können nur Referenten.',
  organizer: 'Der Organisator bleibt immer Referent.',
  untold: 'Die Besprechung hat nicht mitgeteilt, wie es darum steht.',
  leaving: 'Sie verlassen die Besprechung gerade.',
  'guest-invites': 'Gäste können niemanden dazurufen. Kopieren Sie den Link, und senden Sie ihn.',
  'signed-out': 'Sie sind nicht mit Ihrem Unternehmen verbunden.',
  'no-guests': 'Ihr Unternehmen lässt keine Gäste in Besprechungen zu (AllowAnonymousParticipants).',
};

export const inviteeWords: Worded<typeof english.inviteeWords> = {
  asking: 'Wird gerufen',
  accepted: 'Kommt',
  declined: 'Abgelehnt',
  failed: 'Nicht erreicht',
};

/** Why somebody did not come; undefined while nothing went wrong. */
export function inviteeSentence({ failure }: MeetingInvitee): string | undefined {
  return failure && failureTexts[failure.code].sentence(failure);
}

/** The words of running a meeting. */
export const controlTexts: Worded<typeof english.controlTexts> = {
  menu: 'Besprechung verwalten',
  lock: 'Besprechung sperren',
  access: 'Wer direkt hineinkommt',
  accessChoices: {
    organizer: 'Nur der Organisator',
    invited: 'Eingeladene',
    company: 'Alle vom Unternehmen des Organisators',
    everyone: 'Alle, auch Gäste',
  },
  phones: 'Anrufer per Telefon kommen direkt hinein',
  attendeesChat: 'Teilnehmer dürfen chatten',
  announce: 'Kommen und Gehen ansagen',
  muteAll: 'Alle Teilnehmer stummschalten',
  attendeesUnmute: 'Teilnehmer dürfen ihre Stummschaltung aufheben',
  invite: 'Jemanden einladen…',
  copyLink: 'Besprechungslink kopieren',
  end: 'Besprechung für alle beenden…',
  endTitle: 'Besprechung für alle beenden?',
  endBody: (others) => {
    if (others === 0) return 'Sonst ist niemand hier. Wer im Wartebereich wartet, wird weggeschickt.';
    return others === 1
      ? 'Auch 1 weitere Person wird aus der Besprechung entfernt.'
      : `Auch ${others} weitere Personen werden aus der Besprechung entfernt.`;
  },
  endNow: 'Besprechung beenden',
  cancel: 'Abbrechen',
  copied: 'Besprechungslink kopiert',
};

export const inviteTexts: Worded<typeof english.inviteTexts> = {
  title: 'Jemanden zu dieser Besprechung einladen',
  label: 'Name oder Adresse',
  hint: 'Eingeladene werden sofort gerufen und treten mit einem Klick bei.',
  found: 'Gefundene Personen',
  none: 'Niemand gefunden. Auch eine ganze Adresse wie name@unternehmen.de kann gerufen werden.',
  searching: 'Suche im Verzeichnis',
  invite: 'Einladen',
  inviteName: (name) => `${name} einladen`,
  again: 'Erneut einladen',
  isHere: 'Ist da',
  close: 'Fertig',
  asked: (name) => `${name} wird gerufen`,
};

/** `Karen Berg (Gast) ist beigetreten`, `12 Personen sind gegangen`; empty for nobody. */
export function cameWords(people: readonly Pick<Participant, 'name' | 'isGuest'>[], verb: 'joined' | 'left'): string {
  const [first, second] = people;
  const done = verb === 'joined' ? 'beigetreten' : 'gegangen';
  if (!first) return '';
  if (!second) return `${nameOf(first)} ist ${done}`;
  if (people.length === 2) return `${nameOf(first)} und ${nameOf(second)} sind ${done}`;
  return `${people.length} Personen sind ${done}`;
}
