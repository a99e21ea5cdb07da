/** The words of "Configuration information". */
import type * as english from '../en/configuration.ts';
import type { Worded } from '../language-pack.ts';

export const configurationTexts: Worded<typeof english.configurationTexts> = {
  name: 'Paramètre',
  value: 'Valeur',
  status: 'État',
  copyName: 'Tout copier',
  refresh: 'Actualiser',
  refreshing: 'Actualisation en cours',
  offers: 'Proposé par votre entreprise, mais pas par Offhook',
  offersHint: 'Utilisez un autre client pour cela.',
  offer: (name, key) => `${name} (${key})`,
  problems: 'Parties illisibles',
  problemsHint: 'Le reste est valable.',
  nothingSent: 'Le serveur n’a envoyé aucun paramètre.',
  signedOut: 'Ce que le serveur envoie apparaît ici une fois que vous êtes connecté.',
  empty: '(vide)',
  unknownKey: '— inconnu d’Offhook',
};

export const offerWords: Worded<typeof english.offerWords> = {
  'persistent-chat': 'Conversation permanente (Persistent Chat)',
  'call-via-work': 'Appel via le bureau (Call via Work)',
};

export const sectionWords: Worded<typeof english.sectionWords> = {
  conferencing: 'Stratégie de conférence',
  'media-ports': 'Ports média et qualité de service',
  client: 'Stratégie client',
  voice: 'Stratégie vocale',
  emergency: 'Appels d’urgence',
  bandwidth: 'Bande passante (contrôle d’admission des appels)',
  location: 'Emplacement',
  'pstn-usages': 'Utilisations RTC',
  'persistent-chat': 'Conversation permanente (Persistent Chat)',
  photo: 'Photos',
  voicemail: 'Messagerie vocale',
  'user-data': 'Données utilisateur',
  'call-via-work': 'Appel via le bureau (Call via Work)',
  server: 'Serveurs',
  partners: 'Partenaires et fournisseurs publics',
  other: 'Autres',
};

/** Of the facts; their names stand as Microsoft's own window has them, since support compares by these. */
export const factWords: Worded<typeof english.factWords> = {
  notSent: 'Le serveur n’a pas envoyé ses paramètres',
  notSet: 'Non défini',
  notSignedIn: 'Non connecté',
  exchange: {
    off: 'Non utilisé',
    loading: 'Demande en cours',
    ready: 'EWS fonctionne',
    failed: 'EWS n’est pas déployé ou a été refusé',
  },
  noMapi: 'MAPI n’est pas utilisé : le calendrier vient des services web Exchange',
  portsBinding: 'Doivent être utilisés',
  portsFree: 'Non imposés par le serveur',
  searched: 'Recherche sur le serveur',
  noAddressBook: 'Pas de carnet d’adresses : vos propres contacts seulement',
  line: (number, extension) => (number ? `${number}, poste ${extension}` : `poste ${extension}`),
  dialPlan: { none: '', loading: 'Demande en cours', failed: 'Inutilisable' },
  dialPlanActive: (rules) => `Actif, ${rules <= 1 ? `${rules} règle` : `${rules} règles`}`,
};
