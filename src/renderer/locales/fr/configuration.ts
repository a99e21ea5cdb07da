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
