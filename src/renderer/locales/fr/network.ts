/** The words for interfaces, DNS answers and connections. */
import type * as english from '../en/network.ts';
import type { Worded } from '../language-pack.ts';

export const interfaceReasons: Worded<typeof english.interfaceReasons> = {
  'default-route': 'Porte la route par défaut',
  preferred: 'Choisie par vous',
  'loopback-only': 'N’atteint que cet ordinateur',
  'no-route': 'Aucune route',
  'not-preferred': 'Vous en préférez une autre',
  'higher-metric': 'Une autre route est plus courte',
  'no-address': 'Sans adresse',
  'link-local-only': 'N’a qu’une adresse de liaison locale',
  down: 'Désactivée',
};

export const dnsOutcomes: Worded<typeof english.dnsOutcomes> = {
  answered: 'Réponse reçue',
  'no-name': 'Ce nom n’existe pas',
  'no-data': 'Aucun enregistrement de ce type',
  'server-failed': 'Échec du serveur de noms',
  timeout: 'Pas de réponse à temps',
  refused: 'Refus du serveur de noms',
  cancelled: 'Non attendue',
};

export const dnsVerdicts: Worded<typeof english.dnsVerdicts> = {
  used: 'Utilisé',
  'lower-rank': 'Écarté : un autre passe avant',
  untrusted: 'Écarté : nom non approuvé',
  'no-answer': 'Rien à utiliser',
  'failed-to-connect': 'Essayé : échec de la connexion',
  'not-needed': 'Inutile',
};

export const passedOverReasons: Worded<typeof english.passedOverReasons> = {
  service: 'un transport qu’Offhook n’utilise pas',
  flags: 'ses indicateurs ne mènent à aucun enregistrement de service',
  regexp: 'contient une expression, que SIP n’utilise pas',
  replacement: 'ne mène à aucun nom',
  'clear-text': 'les connexions non chiffrées sont désactivées',
  order: 'un autre passe avant',
  'too-many': 'un parmi trop d’autres',
};

export const discoveryPurposes: Worded<typeof english.discoveryPurposes> = {
  'sign-in': 'pour se connecter',
  'guest-join': 'pour participer en tant qu’invité',
};

export const connectionPurposes: Worded<typeof english.connectionPurposes> = {
  account: 'Votre entreprise',
  guest: 'Entreprise de l’organisateur, en tant qu’invité',
  web: 'Service web ou page de réunion',
};

export const connectionStates: Worded<typeof english.connectionStates> = {
  connecting: 'Connexion en cours',
  open: 'Ouverte',
  closed: 'Fermée',
};
