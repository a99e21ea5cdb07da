/** The words of the main window. */
import type * as english from '../en/main.ts';
import type { Worded } from '../language-pack.ts';

export const mainTexts: Worded<typeof english.mainTexts> = {
  presenceMenu: (state) => `Votre statut : ${state}`,
  states: {
    available: 'Disponible',
    busy: 'Occupé(e)',
    'do-not-disturb': 'Ne pas déranger',
    'be-right-back': 'De retour bientôt',
    away: 'Apparaître absent(e)',
    'off-work': 'Pas au travail',
  },
  resetStatus: 'Réinitialiser le statut',
  statusUnseen: 'Votre serveur n’indique votre statut à personne.',
  note: 'Note',
  noteEmpty: 'Que faites-vous aujourd’hui ?',
  noteEdit: (note) =>
    note === '' ? 'Que faites-vous aujourd’hui ? Écrire une note pour les autres' : `Votre note : ${note}. La modifier`,
  noteTitle: 'Votre note et votre emplacement',
  noteHint: 'Visible des personnes qui voient votre statut.',

  noteUntil: 'La garder',
  noteUntils: {
    always: 'Jusqu’à ce que je la modifie',
    hour: 'Pendant une heure',
    day: 'Jusqu’à minuit',
    week: 'Pendant une semaine',
  },
  noteUntilThen: (when) => `Jusqu’à : ${when}`,
  noteEarlier: 'Notes précédentes',
  noteUse: (note) => `Réutiliser : ${note}`,
  noteForbidden: 'Votre entreprise n’autorise pas les notes personnelles.',
  location: 'Où vous êtes',
  locationHint: 'Par exemple Bureau, Domicile, Oslo.',
  outOfOffice: 'Les autres voient votre message d’absence.',
  elsewhere: (count) =>
    count === 1 ? 'Vous êtes connecté sur un autre appareil.' : `Vous êtes connecté sur ${count} autres appareils.`,
  save: 'Enregistrer',
  more: 'Paramètres et plus',
  settings: 'Paramètres',
  diagnostics: 'Diagnostics',
  about: 'À propos d’Offhook',
  signOut: 'Se déconnecter',
  signOutTitle: 'Se déconnecter ?',
  signOutEnds: {
    call: 'Cela met fin à l’appel en cours.',
    meeting: 'Vous quitterez la réunion en cours.',
    both: 'Cela met fin à l’appel en cours, et vous quitterez la réunion.',
  },
  staySignedIn: 'Rester connecté',
  forgetMe: 'M’oublier',
  forgetTitle: 'Vous oublier sur cet ordinateur ?',
  forgetBody:
    'Offhook vous déconnecte et supprime ce qu’il garde de vous sur cet ordinateur : adresse, mot de passe, certificat de connexion, serveurs approuvés, historique des conversations et des appels, traces.',
  forgetServerContacts: 'Vos contacts restent sur le serveur.',
  forgetLocalContacts: 'Vos contacts, qui n’existent que sur cet ordinateur, sont supprimés aussi.',
  cancel: 'Annuler',
  field: 'Chercher quelqu’un, un numéro, un lien',
  clear: 'Effacer',
  joinThis: 'Rejoindre cette réunion',
  callThis: 'Appeler ce numéro',
  tabList: 'Vues',
  waiting: (count) => (count === 1 ? '1 nouveau' : `${count} nouveaux`),
  tabs: { contacts: 'Contacts', chats: 'Messages', phone: 'Téléphone', meetings: 'Réunions' },
  devices: { camera: 'Caméra', speaker: 'Haut-parleur', microphone: 'Micro' },
  noDevice: { camera: 'Pas de caméra', speaker: 'Pas de haut-parleur', microphone: 'Pas de micro' },
  devicesLoading: 'Recherche des appareils',
  devicesFailed: 'Appareils inconnus',
  devicePicker: (label) => `Appareils audio : ${label}`,
  signedIn: 'Connecté',
  reconnecting: 'Reconnexion',
  signedOut: 'Déconnecté',
  connection: (state) => `${state}. Ouvrir les diagnostics`,
  retryIn: (seconds, attempt) =>
    seconds > 0
      ? `Prochain essai dans ${seconds}\u00a0s (essai ${attempt}).`
      : `Nouvel essai en cours (essai ${attempt}).`,
  tryNow: 'Essayer maintenant',
  checking: (server) => `En attente d’une réponse de ${server}. L’affichage n’est peut-être plus à jour.`,
  limited:
    'Votre serveur d’accueil est injoignable ; un serveur de secours prend le relais. Contacts, présence et réunions peuvent ne pas fonctionner jusqu’à son retour.',
  listFrom: (when) => `Dernière mise à jour des contacts : ${when}.`,
  join: 'Rejoindre une réunion',
};
