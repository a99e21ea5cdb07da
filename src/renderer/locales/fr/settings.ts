/** The words of the settings. */
import type { KeepHistory } from '../../../shared/model/history.ts';
import type * as english from '../en/settings.ts';
import type { Worded } from '../language-pack.ts';

export const settingsTexts: Worded<typeof english.settingsTexts> = {
  title: 'Paramètres',
  page: 'Page des paramètres',
  search: 'Rechercher dans les paramètres',
  searchClear: 'Vider la recherche',
  found: (count) =>
    count === 0
      ? 'Aucun paramètre ne contient ces mots. Essayez un autre mot.'
      : `${count} ${count === 1 ? 'paramètre trouvé' : 'paramètres trouvés'}`,
  foundList: 'Paramètres trouvés',
  reset: 'Réinitialiser',
  resetOne: (title) => `Réinitialiser : ${title}`,
  resetAllTitle: 'Tout remettre à zéro',
  resetAllHint: 'Votre mot de passe, vos contacts et vos conversations restent.',
  resetAll: 'Réinitialiser tous les paramètres…',
  resetAllAsk: 'Réinitialiser tous les paramètres ?',
  resetAllBody:
    'Chaque paramètre retrouve sa valeur de départ : y compris les appareils, les serveurs saisis à la main, et les serveurs et autorités que vous approuvez. Les conversations de plus d’un an sont supprimées. Cette action est irréversible.',
  resetAllNow: 'Tout réinitialiser',
  account: 'Votre compte',
  nobody: 'Personne n’est connecté.',
  name: 'Nom',
  address: 'Adresse',
  server: 'Serveur',
  startAtLoginHint: 'Votre bureau lance Offhook à l’ouverture de votre session.',
  joinWithSoundHint: 'S’il y a un micro. Désactivé : vous choisissez une fois dans la réunion.',
  guestNameHint: 'Visible des autres quand vous participez sans votre compte.',
  guestsBlocked: (domains) =>
    domains.includes('*')
      ? 'Votre administrateur n’autorise pas à rejoindre en tant qu’invité les réunions d’autres entreprises.'
      : `Votre administrateur n’autorise pas à rejoindre en tant qu’invité les réunions de ${listed(domains)}.`,
  linksHint: 'Types de liens qu’Offhook traite quand un autre programme les lui transmet.',
  updatesFrom: (feed) => `Depuis ${feed} ; rien n’est installé sans votre accord.`,
  updatesNowhere:
    'Votre administrateur n’indique aucun emplacement pour les nouvelles versions : aucune n’est recherchée.',
  languageHint: 'La fenêtre est rechargée aussitôt ; pendant un appel, à la fin de celui-ci.',
  tabs: {
    'settings-general': 'Général',
    'settings-personal': 'Personnel',
    'settings-status': 'Statut',
    'settings-phone': 'Téléphones et numérotation',
    'settings-forwarding': 'Renvoi d’appels',
    'settings-devices': 'Audio et vidéo',
    'settings-notices': 'Notifications',
    'settings-meetings': 'Réunions',
    'settings-privacy': 'Confidentialité et historique',
    'settings-network': 'Réseau et certificats',
    'settings-advanced': 'Avancé',
    'settings-lab': 'Labo',
  },
  idleHint: 'Temps pendant lequel vous n’utilisez ni clavier ni souris.',
  awayHint: 'À partir du moment où vous devenez inactif.',
  calendarStatus: 'Pendant une réunion de votre calendrier, les autres voient « En réunion ».',
  calendarForbidden: 'Votre entreprise n’autorise pas l’affichage du calendrier dans votre statut.',
  noticesHint: 'Rien n’est affiché tant que votre statut est Ne pas déranger.',
  callTakesFocusHint: 'Désactivé : sa fenêtre passe au-dessus des autres, et vous pouvez continuer d’écrire.',
  keepRunningHint:
    'Offhook reste dans la zone de notification, si votre bureau en a une ; le relancer rouvre la fenêtre.',
  history: 'Conversations sur cet ordinateur',
  historyHint:
    'Messages, noms de fichiers et liste des appels ; ce qui s’est dit dans les réunions n’est jamais conservé.',
  keepForbidden:
    'Votre entreprise n’autorise pas la conservation des conversations ; aucune ne l’est, quel que soit ce choix.',
  clearHistory: 'Tout supprimer…',
  clearTitle: 'Supprimer tous les échanges ?',
  clearBody:
    'Toutes les conversations et la liste des appels conservées pour ce compte sont supprimées de cet ordinateur. Cette action est irréversible.',
  clearNow: 'Supprimer',
  cancel: 'Annuler',
  signInAtStartHint: 'Avec le dernier compte, si son mot de passe est enregistré sur cet ordinateur.',
  servers: 'Serveurs',
  serversHint: 'Utilisés au lieu de rechercher le serveur. Nom ou nom:port ; l’interne est essayé d’abord.',
  serverLabels: { internal: 'Serveur interne', external: 'Serveur externe' },
  serverWrong: 'Saisissez le nom d’un serveur, par exemple sip.contoso.com ou sip.contoso.com:5061, ou laissez vide.',
  save: 'Enregistrer',
  relay: {
    title: 'Relais multimédia (TURN)',
    hint: 'Pour les appels passant par de simples serveurs SIP, quand le son ne trouve pas d’autre chemin. Skype for Business Server indique le sien ; celui-ci n’y est pas utilisé.',
    server: 'Serveur relais',
    serverWrong:
      'Saisissez le nom d’un serveur, par exemple turn.example.com ou turn.example.com:3478, ou laissez vide.',
    transport: 'Joint par',
    transports: { udp: 'UDP', tcp: 'TCP' },
    userName: 'Nom d’utilisateur du relais',
    password: 'Mot de passe du relais',
    passwordKnown: { kept: 'Enregistré sur cet ordinateur', held: 'Gardé jusqu’à la fermeture d’Offhook' },
    save: 'Enregistrer le relais',
    passwordHeld:
      'Cet environnement de bureau n’a pas d’endroit sûr pour les mots de passe : saisissez-le de nouveau après le prochain démarrage.',
  },
  rules: 'Recherche et approbation des serveurs',
  allowTcpHint:
    'Dans l’entreprise et vers les serveurs SIP standard. Désactivé : les enregistrements de tels serveurs ne sont même pas demandés.',
  callEncryptionHint:
    'Un appel non chiffré l’indique pendant toute sa durée. Votre entreprise peut aussi exiger le chiffrement.',
  strictNamesHint: 'Seuls le domaine lui-même et sip.domaine sont approuvés.',
  lenientHint: 'Continuer avec sip.domaine et similaires quand les serveurs publiés sont inutilisables.',
  trusted: 'Serveurs approuvés',
  trustedHint: 'Noms extérieurs à un domaine que vous avez autorisés pour lui.',
  trustedNone: 'Aucun',
  trustedDomain: 'Domaine',
  trustedHost: 'Nom du serveur',
  trustedDomainWrong: 'Saisissez un domaine, par exemple contoso.com.',
  trustedHostWrong: 'Saisissez le nom entier d’un serveur, par exemple sipdir.online.lync.com, sans port ni chemin.',
  trustedTwice: (host, domain) => `${host} est déjà approuvé pour ${domain}.`,
  trustedMany: (most) => `Pas plus de ${most} noms peuvent être approuvés pour un domaine. Supprimez-en d’abord un.`,
  add: 'Ajouter',
  remove: (host, domain) => `Supprimer ${host} pour ${domain}`,
  trustedFor: (domain) => `pour ${domain}`,
  interfaces: 'Interfaces réseau',
  interfacesHint: 'Celle qu’Offhook utilise, et pourquoi les autres ne le sont pas.',
  interfacesNone: 'Aucune interface connue pour le moment.',
  byRoute: 'Automatique, selon la route',
  inUse: 'Utilisée',
};

export const settingTitles: Worded<typeof english.settingTitles> = {
  theme: 'Thème',
  language: 'Langue',
  signInAtStart: 'Se connecter au démarrage d’Offhook',
  startAtLogin: 'Lancer Offhook avec le bureau',
  keepRunning: 'Continuer quand la fenêtre est fermée',
  idleMinutes: 'Inactif après (minutes)',
  awayMinutes: 'Absent après (minutes de plus)',
  devicePreferences: 'Micro, haut-parleur, sonnerie et caméra',
  notices: 'Me prévenir des messages et des personnes',
  callTakesFocus: 'Un appel entrant prend le clavier',
  guestName: 'Votre nom en tant qu’invité',
  joinWithSound: 'Rejoindre les réunions avec le son',
  keepHistory: 'Durée de conservation',
  manualServers: 'Serveurs saisis à la main',
  mediaRelay: 'Relais multimédia (TURN)',
  strictNames: 'Noms de serveur stricts',
  lenientFallback: 'Continuer à essayer des noms d’hôte',
  allowTcp: 'Autoriser les connexions non chiffrées',
  callEncryption: 'Chiffrement des appels',
  trustedNames: 'Serveurs approuvés',
  companyAuthorities: 'Autorités de votre entreprise',
  olderTlsFor: 'Autoriser les serveurs anciens (TLS 1.0 et 1.1)',
  preferredInterface: 'Interface réseau',
  links: 'Liens qu’Offhook ouvre',
  updates: 'Nouvelles versions',
};

/** What a person may search for that the title does not say. */
export const settingWords: Worded<typeof english.settingWords> = {
  theme: 'sombre clair contraste élevé couleurs apparence',
  language: 'English Deutsch Français traduction langue',
  signInAtStart: 'automatique connexion session',
  startAtLogin: 'démarrage automatique ouverture session lancement',
  keepRunning: 'zone de notification arrière-plan fermer quitter',
  idleMinutes: 'inactivité inactif présence temps',
  awayMinutes: 'absent présence temps',
  devicePreferences: 'casque son volume audio vidéo micro webcam',
  notices: 'notifications bureau alertes messages',
  callTakesFocus: 'sonnerie focus appel fenêtre',
  guestName: 'anonyme nom affiché',
  joinWithSound: 'audio micro réunion',
  keepHistory: 'historique conversations messages appels journal supprimer jours conserver',
  manualServers: 'interne externe serveur adresse proxy',
  mediaRelay: 'TURN STUN NAT pare-feu ICE relais serveur port mot de passe',
  strictNames: 'confiance certificat domaine sécurité',
  lenientFallback: 'découverte DNS secours',
  allowTcp: 'TCP TLS non chiffré clair sécurité',
  callEncryption: 'SRTP DTLS sûr son image écoute sécurité',
  trustedNames: 'confiance domaine certificat sécurité',
  companyAuthorities: 'certificat racine CA émetteur confiance sécurité',
  olderTlsFor: 'ancien TLS chiffrement sécurité',
  preferredInterface: 'réseau carte Wi-Fi Ethernet VPN',
  links: 'sip sips tel callto conf meet URL protocole lien',
  updates: 'mise à jour mettre à niveau version',
};

/** What the pages hold that is no setting of Offhook's own. */
export const pageTopics: Worded<typeof english.pageTopics> = {
  'settings-general': [],
  'settings-personal': [{ title: 'Votre compte', words: 'adresse nom serveur connecté' }],
  'settings-status': [],
  'settings-phone': [
    { title: 'Plan de numérotation', words: 'règles numéros normalisation E.164' },
    { title: 'Essayer un numéro', words: 'composer test' },
  ],
  'settings-forwarding': [{ title: 'Renvoi d’appels', words: 'messagerie vocale sonnerie simultanée délégués équipe' }],
  'settings-devices': [{ title: 'Appel de test et niveaux', words: 'vérifier volume niveau écho' }],
  'settings-notices': [],
  'settings-meetings': [],
  'settings-privacy': [{ title: 'Supprimer toutes les conversations', words: 'effacer historique' }],
  'settings-network': [],
  'settings-advanced': [{ title: 'Réinitialiser tous les paramètres', words: 'défaut usine' }],
  'settings-lab': [{ title: 'Le labo intégré', words: 'simulé test personnes réunions démarrer arrêter' }],
};

/** Where a value comes from; `file` is the administrator's. */
export const sourceWords: Worded<typeof english.sourceWords> = {
  default: () => 'Valeur par défaut.',
  person: () => 'Choisi par vous.',
  administrator: (file) => `Défini par votre administrateur (${file}).`,
  server: () => 'Défini par le serveur de votre entreprise.',
};

export const updateWords: Worded<typeof english.updateWords> = {
  off: 'Ne pas les rechercher',
  tell: 'Les rechercher et me prévenir',
};

const mostListed = 5;

function listed(domains: readonly string[]): string {
  const more = domains.length - mostListed;
  return more > 0 ? `${domains.slice(0, mostListed).join(', ')} et ${more} de plus` : domains.join(', ');
}

/** Each language by its own name, so that who landed in a foreign one finds back. */
export const languageWords: Worded<typeof english.languageWords> = {
  system: 'Comme le système',
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
};

export const themeWords: Worded<typeof english.themeWords> = {
  system: 'Comme le système',
  light: 'Clair',
  dark: 'Sombre',
  'high-contrast': 'Contraste élevé',
};

export const callEncryptionWords: Worded<typeof english.callEncryptionWords> = {
  preferred: 'Si le correspondant sait chiffrer',
  required: 'Toujours : sans chiffrement, pas d’appel',
};

export const noticeWords: Worded<typeof english.noticeWords> = {
  all: 'Avec leur contenu',
  'without-text': 'Seulement de qui il s’agit',
  none: 'Jamais',
};

/** For how long conversations are kept, in words. */
export function keepWords(keep: KeepHistory): string {
  if (keep === 'off') return 'Pas du tout';
  return keep === 'forever' ? 'Jusqu’à ce que je les supprime' : keep === 365 ? 'Un an' : `${keep} jours`;
}
