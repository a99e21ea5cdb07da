/** The words of the lab. */
import type * as english from '../en/lab.ts';
import type { Worded } from '../language-pack.ts';
import { faultTexts } from './lab-faults.ts';

export const labTexts: Worded<typeof english.labTexts> = {
  banner: 'Labo — entreprises simulées',
  meetings: 'Réunions du labo',
  stop: 'Arrêter le labo',
  stopTitle: 'Arrêter le labo ?',
  /** What goes with it: who is signed in there, and whether a meeting is open. */
  stopBody: (address, inMeeting) => {
    const signedIn =
      address === undefined
        ? []
        : [`Vous êtes connecté au labo en tant que ${address}. L’arrêter met fin à votre session.`];
    const meeting = inMeeting ? ['Vous quittez la réunion en cours.'] : [];
    return [...signedIn, ...meeting].join(' ');
  },
  keepRunning: 'Le laisser tourner',
  start: 'Démarrer le labo',
  starting: 'Démarrage du labo',
  stopping: 'Arrêt du labo',
  off: 'Le labo est arrêté.',
  what: 'Des entreprises simulées sur cet ordinateur : serveurs de noms, serveurs Edge, personnes et réunions. Rien ne quitte cet ordinateur.',
  running:
    'Le labo tourne. La connexion et les réunions utilisent ses serveurs de noms et ses certificats jusqu’à son arrêt.',
  limits: 'Ce que cet ordinateur n’autorise pas',
  users: 'Personnes au nom desquelles vous pouvez vous connecter',
  list: 'Réunions dans le labo',
  join: 'Rejoindre',
  joinNamed: (title) => `Rejoindre ${title}`,
  copyLink: 'Copier le lien',
  copyLinkNamed: (title) => `Copier le lien de ${title}`,
  organizer: (address) => `Organisateur : ${address}`,
  none: 'Le labo ne propose aucune réunion.',
  page: 'Labo',
  openPage: 'Ouvrir la page du labo',
  tabs: { switches: 'Réglages', people: 'Personnes', scenarios: 'Scénarios', faults: 'Pannes' },
  tabPanel: (tab) => `Labo, ${tab}`,
  restart: 'Le redémarrer',
  restarted: (time, refused) =>
    refused === 0
      ? `Le labo s’est arrêté de lui-même et a été redémarré à ${time}, avec ses commutateurs tels qu’ils étaient réglés. Reconnectez-vous-y.`
      : `Le labo s’est arrêté de lui-même et a été redémarré à ${time}. ${refused === 1 ? 'L’un des commutateurs n’a pas repris son réglage ; réglez-le' : `${refused} des commutateurs n’ont pas repris leur réglage ; réglez-les`} sur la page du labo.`,
  needsLab:
    'Démarrez le labo pour régler ses commutateurs, faire agir ses personnes et provoquer des pannes. Les scénarios se jouent sans lui.',
  loading: 'Interrogation du labo',
};

/** The switches of the page. */
export const labSwitchTexts: Worded<typeof english.labSwitchTexts> = {
  situations: 'Cas de figure',
  situationsHint:
    'Un clic règle les deux entreprises. Connectez-vous ensuite comme une personne du labo, et rejoignez une réunion ou écrivez.',
  asItWas: 'État de départ',
  asItWasAbout: 'Chaque réglage est comme au démarrage du labo.',
  chosen: (name) => `Le labo est réglé : ${name}`,
  all: 'Tous les réglages',
  company: 'Entreprise',
  everywhere: 'Tout le labo',
  apply: 'Appliquer',
  applyNamed: (name) => `Appliquer ${name}`,
  domainsHint: 'Domaines, séparés par des virgules.',
  range: (least, most, unit) => `${least} à ${most} ${unit}`,
  notInRange: (least, most) => `Saisissez un nombre entier de ${least} à ${most}.`,
  pending: (value, seconds) => `Passe à ${value} dans ${seconds} s`,
  on: 'activé',
  off: 'désactivé',
  empty: 'vide',
  makes: (situation) => `Produit : ${situation}`,
};

export const labSwitchGroups: Worded<typeof english.labSwitchGroups> = {
  federation: 'Fédération',
  guests: 'Invités et salle d’attente',
  xmpp: 'Partenaires XMPP',
  certificates: 'Certificats et TLS',
  servers: 'Génération du serveur et connexion',
  network: 'Intérieur ou extérieur, latence',
};

/** Each situation, and what somebody sees in it. */
export const labSituationWords: Worded<typeof english.labSituationWords> = {
  federated: {
    name: 'Entreprises fédérées',
    about: 'karen@contoso.com participe chez tailspintoys.com sous son propre nom.',
  },
  'not-listed': {
    name: 'Partenaire absent de la liste',
    about: 'La découverte est désactivée chez contoso.com. Karen participe comme invitée après 504, diagnostic 1017.',
  },
  blocked: {
    name: 'Partenaire bloqué',
    about: 'contoso.com bloque tailspintoys.com. Karen participe comme invitée après 504, diagnostic 1064.',
  },
  'partner-off': {
    name: 'Partenaire non fédéré',
    about:
      'La fédération est désactivée chez tailspintoys.com. Karen participe comme invitée après 504, diagnostic 1034.',
  },
  'no-record': {
    name: 'Partenaire sans enregistrement DNS',
    about: 'tailspintoys.com ne peut pas être découvert par _sipfederationtls.',
  },
  'online-off': {
    name: 'Entreprise hébergée : tout désactivé',
    about: 'garthf@contoso.onmicrosoft.com ne joint personne à l’extérieur : 403, diagnostic 1002.',
  },
  'online-not-listed': {
    name: 'Entreprise hébergée : domaines autorisés seulement',
    about: 'La liste de contoso.onmicrosoft.com est vide : 504, diagnostic 27000.',
  },
  'no-guests': { name: 'Pas d’invités', about: 'L’Access Edge de tailspintoys.com n’admet aucun invité.' },
  lobby: {
    name: 'Invités en attente',
    about: 'Les invités de la réunion 2Z92HZZZ attendent dans la salle d’attente.',
  },
  expired: {
    name: 'Certificat expiré',
    about: 'sip.contoso.com présente un certificat expiré aux nouvelles connexions.',
  },
  slow: { name: 'Très loin', about: 'Un quart de seconde s’ajoute dans chaque sens, partout.' },
};

/** What the switch is behind, by its id; a switch that is not here says enough by itself. */
export const labSwitchMakes: Worded<typeof english.labSwitchMakes> = {
  'enable-federation': 'participation anonyme, scénarios 1 à 3, « organisateur désactivé »',
  'partner-domain-discovery': 'participation anonyme, scénarios 1 et 2, diagnostics 1017 et 1028 si désactivé',
  'allowed-domains': 'participation anonyme, lignes « autorisé »',
  'blocked-domains': 'participation anonyme, lignes « bloqué », diagnostic 1064',
  'hosting-provider': 'les motifs 1028 et 1036 du service d’hébergement',
  'external-communications': 'participation anonyme, scénarios 3 et 4, diagnostics 1002 et 27000',
  'federation-record': 'découverte du serveur sans _sipfederationtls',
  'anonymous-at-edge': 'participation anonyme refusée au serveur Edge',
  'anonymous-in-policy': 'participation anonyme refusée par la stratégie de la réunion',
  'meeting-lobby': 'les invités attendent jusqu’à ce que quelqu’un les admette',
  'guest-challenge': 'les invités prouvent la clé de conférence',
  side: 'connexion à l’intérieur, avec _sipinternaltls, ou à l’extérieur',
  'server-generation': 'connexion avec ce que propose chaque génération',
  'sign-in-schemes': 'connexion avec chaque mode',
};

/** Simulated people. */
export const labPeopleTexts: Worded<typeof english.labPeopleTexts> = {
  people: 'Personnes',
  hint: 'Faites agir quelqu’un et regardez ce qui arrive.',
  to: (name) => `Les appels et messages vont à ${name}.`,
  signInFirst: 'Connectez-vous comme une personne du labo, pour recevoir appels et messages.',
  message: 'Leur message',
  firstMessage: 'Bonjour du labo',
  signedIn: 'Connecté',
  here: 'Vous',
  simulated: 'Simulé',
  status: 'Définir le statut',
  statusNamed: (name) => `Définir le statut de ${name}`,
  call: 'M’appeler',
  callNamed: (name) => `Se faire appeler par ${name}`,
  write: 'M’écrire',
  writeNamed: (name) => `Se faire écrire par ${name}`,
  introduce: 'M’ajouter',
  introduceNamed: (name) => `Se faire ajouter aux contacts par ${name}`,
  done: (what) => `Fait : ${what}`,
  meetings: 'Réunions',
  inside: (count) => (count === 0 ? 'Personne n’y est.' : count === 1 ? 'Une personne' : `${count} personnes`),
  come: (count) => (count === 1 ? 'Une arrivée' : `${count} arrivées`),
  comeNamed: (count, title) => `${count === 1 ? 'Une arrivée' : `${count} arrivées`} dans ${title}`,
  leave: 'Un départ',
  leaveNamed: (title) => `Un départ de ${title}`,
  availability: {
    available: 'Disponible',
    busy: 'Occupé(e)',
    'do-not-disturb': 'Ne pas déranger',
    away: 'Absent(e)',
    offline: 'Hors connexion',
  },
};

/** Scenarios that are played beside. */
export const labRunTexts: Worded<typeof english.labRunTexts> = {
  hint: 'Chacun est joué dans un labo à part, avec ses propres clients : les comptes connectés ici ne sont pas touchés.',
  file: 'Fichier de scénario',
  open: 'Ouvrir un fichier de scénario…',
  openedAs: (name, file) => `${name} (${file})`,
  unreadable: (file) => `${file} ne peut pas être joué. Corrigez ce qui est indiqué ici, puis rouvrez-le.`,
  problems: 'Ce qui ne va pas dans le fichier',
  problem: (line, what) => `Ligne ${line} : ${what}`,
  list: 'Scénarios',
  run: 'Lancer',
  runNamed: (name) => `Lancer ${name}`,
  cancel: 'Annuler',
  save: 'Enregistrer le rapport…',
  copy: 'Copier le rapport',
  tooLongToCopy: 'Ce rapport est trop long pour être copié. Enregistrez-le.',
  saved: 'Enregistré.',
  steps: 'Étapes',
  phase: {
    running: 'En cours',
    passed: 'Conforme',
    failed: 'Non conforme',
    error: 'N’a pas pu être joué',
    cancelled: 'Annulé',
  },
  expected: 'Attendu',
  got: 'Obtenu',
  ladder: (who) => `Messages de ${who}`,
  noMessages: 'Aucun message.',
  loading: 'Lecture des scénarios',
};

/** Faults on a line of time. */
export const labFaultTexts: Worded<typeof english.labFaultTexts> = faultTexts;
