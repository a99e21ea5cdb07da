/** What the desktop shows outside the windows, in French. */
import type { Availability } from '../../../shared/model/presence.ts';
import type { NoticeAction } from '../../session/notices/notice.ts';
import type { DesktopWords } from './english.ts';

type Named<K extends string> = Readonly<Record<K, string>>;

const actions: Named<NoticeAction> = {
  'open-chat': 'Ouvrir',
  'accept-chat': 'Accepter',
  'decline-chat': 'Refuser',
  'open-contact': 'Afficher',
  'add-watcher': 'Ajouter',
  'open-phone': 'Afficher',
  'open-meeting': 'Afficher',
  'open-meeting-chat': 'Ouvrir',
  admit: 'Admettre',
  deny: 'Refuser',
  'admit-all': 'Tous les admettre',
  'open-app': 'Afficher',
  'accept-invitation': 'Rejoindre',
  'decline-invitation': 'Refuser',
  'open-call': 'Afficher',
  'answer-call': 'Répondre',
  'decline-call': 'Refuser',
};

/** How somebody is, after their name. */
const becomes: Named<Availability> = {
  available: 'est disponible',
  'available-idle': 'est inactif(ve)',
  busy: 'est occupé(e)',
  'busy-idle': 'est occupé(e) et inactif(ve)',
  'do-not-disturb': 'ne souhaite pas être dérangé(e)',
  'be-right-back': 'revient bientôt',
  away: 'est absent(e)',
  offline: 'est hors connexion',
  unknown: 'a changé de statut',
};

const statuses: Named<Availability> = {
  available: 'Disponible',
  'available-idle': 'Inactif(ve)',
  busy: 'Occupé(e)',
  'busy-idle': 'Occupé(e), inactif(ve)',
  'do-not-disturb': 'Ne pas déranger',
  'be-right-back': 'De retour bientôt',
  away: 'Absent(e)',
  offline: 'Hors connexion',
  unknown: 'Inconnu',
};

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const newVoicemail = (count: number) => some(count, 'nouveau message vocal', 'nouveaux messages vocaux');

export const french: DesktopWords = {
  actions,
  notices: {
    message: 'vous a envoyé un message.',
    wantsToTalk: 'souhaite vous parler.',
    callsFrom: (number) => `vous appelle du ${number}.`,
    calls: 'vous appelle.',
    invites: 'vous invite à une réunion.',
    inLobby: 'attend dans la salle d’attente.',
    meeting: 'Réunion',
    severalInLobby: 'Plusieurs personnes attendent dans la salle d’attente.',
    wroteInMeeting: 'a écrit dans la réunion.',
    becomes: (availability) => `${becomes[availability]}.`,
    addedYou: 'vous a ajouté à ses contacts.',
    missed: 'Manqué',
    missedOne: 'Vous avez manqué une conversation.',
    voicemail: 'Messagerie vocale',
    newVoicemail: (count) => `${newVoicemail(count)}.`,
  },
  waiting: {
    messages: (count) => some(count, 'message non lu', 'messages non lus'),
    meetingMessages: (count) => some(count, 'message dans la réunion', 'messages dans la réunion'),
    invitations: (count) => some(count, 'invitation à une réunion', 'invitations à des réunions'),
    missed: (count) => some(count, 'manqué', 'manqués'),
    voicemail: newVoicemail,
    watchers: (count) => some(count, 'personne vous a ajouté', 'personnes vous ont ajouté'),
  },
  tray: {
    statuses,
    appearAway: 'Apparaître absent(e)',
    open: 'Ouvrir Offhook',
    status: (status) => `Statut : ${status}`,
    resetStatus: 'Réinitialiser le statut',
    signOut: 'Se déconnecter',
    quit: 'Quitter',
    reconnecting: 'Reconnexion',
    signingIn: 'Connexion en cours',
    signedOut: 'Déconnecté',
  },
  /** The letter after `&` opens it with Alt. */
  menu: {
    file: '&Fichier',
    quit: 'Quitter',
    edit: '&Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    delete: 'Supprimer',
    selectAll: 'Tout sélectionner',
    view: '&Affichage',
    actualSize: 'Taille réelle',
    zoomIn: 'Zoom avant',
    zoomOut: 'Zoom arrière',
    fullScreen: 'Plein écran',
    help: 'A&ide',
    setupCheck: 'Tester ma configuration',
    diagnostics: 'Diagnostics',
    logFolder: 'Ouvrir le dossier des journaux',
    support: 'Enregistrer pour le support',
    about: 'À propos d’Offhook',
  },
  files: {
    all: 'Tous les fichiers',
    certificates: 'Certificats',
    pictures: 'Images',
    scenarios: 'Fichiers de scénario',
  },
  screens: {
    whole: 'Écran entier',
    numbered: (number) => `Écran ${number}`,
    unnamedWindow: 'Fenêtre sans nom',
  },
  incomingCall: 'Appel entrant',
  cannotStart: 'Offhook ne peut pas démarrer',
};
