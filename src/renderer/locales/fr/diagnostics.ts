/** What the numbers in ms-diagnostics mean: [MS-OCER] 2.2.1 and the published join refusals (mission 1.K, J7). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type DiagnosticArea, diagnosticArea } from '../diagnostics-logic.ts';
import type { DiagnosticText, KnownDiagnostic } from '../en/diagnostics.ts';

interface Known {
  readonly sentence: (diagnostic: Diagnostic) => string;
  readonly next: string;
}

const asGuest =
  'Participez plutôt en tant qu’invité ; le responsable du serveur de votre entreprise peut ouvrir la voie.';
const organizerSide = 'Participez plutôt en tant qu’invité ; seule l’entreprise de l’organisateur peut y remédier.';
const pasteAgain = 'Copiez le lien entier et collez-le de nouveau.';
const checkAddress = 'Vérifiez l’adresse.';
const fewMinutes = 'Réessayez dans quelques minutes.';

function param(diagnostic: Diagnostic, name: string, otherwise: string): string {
  return diagnostic.params[name.toLowerCase()] ?? otherwise;
}

const partner = (diagnostic: Diagnostic) =>
  param(diagnostic, 'external-domain', param(diagnostic, 'domain', 'l’entreprise de l’organisateur'));

/** The same at the beginning of a sentence. */
const partnerFirst = (diagnostic: Diagnostic) => partner(diagnostic).replace(/^l’/, 'L’');

const known: Readonly<Record<KnownDiagnostic, Known>> = {
  0: { sentence: () => 'Le serveur a rencontré une erreur interne.', next: fewMinutes },
  1: { sentence: () => 'Le service n’est pas disponible.', next: fewMinutes },
  4: {
    sentence: () => 'Le réseau est trop chargé pour rejoindre la réunion.',
    next: 'Réessayez plus tard, ou depuis un réseau moins chargé.',
  },
  1000: {
    sentence: () => 'La dernière étape de la vérification de votre identité a échoué.',
    next: 'Saisissez de nouveau le mot de passe.',
  },
  1002: { sentence: () => 'Votre compte n’est pas autorisé à joindre d’autres entreprises.', next: asGuest },
  1003: { sentence: () => 'Le serveur ne connaît pas cette personne.', next: checkAddress },
  1005: {
    sentence: () => 'Le serveur de votre entreprise ne connaît aucun chemin vers ce domaine.',
    next: 'Vérifiez l’adresse après le @. Pour une réunion, participez plutôt en tant qu’invité.',
  },
  1008: {
    sentence: (diagnostic) =>
      `${partnerFirst(diagnostic)} ne publie aucun enregistrement permettant aux autres entreprises de la trouver.`,
    next: asGuest,
  },
  1009: {
    sentence: (diagnostic) => `Le serveur publié de ${partner(diagnostic)} porte un nom extérieur à ce domaine.`,
    next: asGuest,
  },
  1010: {
    sentence: () => 'Le serveur de votre entreprise n’approuve pas le certificat du serveur suivant.',
    next: asGuest,
  },
  1012: {
    sentence: () => 'Votre compte ne peut communiquer avec personne hors de l’entreprise.',
    next: 'Pour une réunion, participez en tant qu’invité. Sinon, adressez-vous à votre administrateur.',
  },
  1013: {
    sentence: () => 'L’horloge de cet ordinateur et celle du serveur sont trop éloignées.',
    next: 'Réglez la date et l’heure de cet ordinateur, puis réessayez.',
  },
  1014: {
    sentence: (diagnostic) => `Un serveur de ${partner(diagnostic)} n’a pas d’adresse.`,
    next: asGuest,
  },
  1017: {
    sentence: (diagnostic) => `Votre entreprise et ${partner(diagnostic)} ne sont pas reliées (non fédérées).`,
    next: asGuest,
  },
  1028: {
    sentence: (diagnostic) =>
      `${partnerFirst(diagnostic)} se trouve chez un hébergeur, et ne figure pas parmi les domaines autorisés par votre entreprise.`,
    next: asGuest,
  },
  1034: {
    sentence: (diagnostic) => `Le serveur de ${partner(diagnostic)} a refusé sans dire pourquoi.`,
    next: organizerSide,
  },
  1036: {
    sentence: (diagnostic) => `L’hébergeur de ${partner(diagnostic)} a refusé sans dire pourquoi.`,
    next: organizerSide,
  },
  1064: {
    sentence: (diagnostic) => `Votre administrateur a bloqué ${partner(diagnostic)}.`,
    next: 'Adressez-vous à votre administrateur avant de participer en tant qu’invité.',
  },
  3002: { sentence: () => 'La réunion ne connaît pas la personne demandée.', next: 'Vérifiez le lien.' },
  3003: { sentence: () => 'La réunion de ce lien n’est pas valide.', next: pasteAgain },
  3008: {
    sentence: () => 'Les règles de la réunion n’admettent personne de cette façon.',
    next: 'Demandez à l’organisateur qui peut la rejoindre, et comment.',
  },
  3012: {
    sentence: () => 'L’adresse de réunion de ce lien n’est pas valide.',
    next: 'Copiez le lien entier et collez-le de nouveau, ou demandez-en un autre à l’organisateur.',
  },
  3014: { sentence: () => 'La réunion ne vous autorise pas à faire cela.', next: 'Adressez-vous à l’organisateur.' },
  4003: {
    sentence: () => 'Votre compte ne peut pas se connecter depuis l’extérieur de l’entreprise.',
    next: 'Connectez-vous depuis l’entreprise ou par son VPN.',
  },
  4004: {
    sentence: () => 'Le nom d’utilisateur employé ne peut pas utiliser cette adresse de connexion.',
    next: 'Vérifiez que le nom d’utilisateur et l’adresse de connexion sont ceux de la même personne.',
  },
  4005: {
    sentence: () => 'Cette adresse n’existe pas ou n’est pas activée pour ce service.',
    next: 'Vérifiez l’adresse. Si elle est correcte, adressez-vous au responsable du serveur.',
  },
  4006: { sentence: () => 'Le serveur n’a pas trouvé cette personne.', next: checkAddress },
  4033: {
    sentence: () => 'L’organisateur ne peut pas être joint depuis d’autres entreprises.',
    next: organizerSide,
  },
  4141: { sentence: () => 'Le compte a été désactivé.', next: 'Adressez-vous à votre administrateur.' },
  27000: {
    sentence: () => 'Votre entreprise énumère les domaines qu’elle peut joindre, et celui-ci n’en fait pas partie.',
    next: asGuest,
  },
};

/** After « vient ». */
const areas: Readonly<Record<DiagnosticArea, string>> = {
  server: 'du serveur dans son ensemble',
  routing: 'du composant qui achemine les messages',
  presence: 'du service de présence',
  meetings: 'du composant qui gère les réunions',
  users: 'des services utilisateur',
  application: 'd’une application sur le serveur',
  'meeting-chat': 'du serveur de conversation des réunions',
  'meeting-sound': 'du serveur audio et vidéo des réunions',
  'meeting-telephone': 'du serveur téléphonique des réunions',
  'media-relay': 'du relais média',
  gateway: 'de la passerelle vers le réseau téléphonique',
  'outgoing-calls': 'du routage des appels sortants',
  'incoming-calls': 'du routage des appels entrants',
  'dial-plan': 'du plan de numérotation',
  voicemail: 'du service de messagerie vocale',
  'message-filter': 'du filtre de messages',
  'version-check': 'du contrôle de version du programme',
  'hosted-filter': 'du filtre entre entreprises hébergées',
  client: 'du programme de votre correspondant',
};

/** Words and advice for one diagnostic: its own where its number is known, otherwise those of its range. */
export function explainDiagnostic(diagnostic: Diagnostic): DiagnosticText {
  const { code } = diagnostic;
  if (isKnownDiagnostic(code)) return { sentence: known[code].sentence(diagnostic), next: known[code].next };
  const area = diagnosticArea(code);
  return {
    sentence: area ? `Le numéro ${code} vient ${areas[area]}.` : `Le numéro ${code} est hors des plages publiées.`,
    next: 'Copiez les détails et envoyez-les au responsable du serveur.',
  };
}

/** Whether this number has a sentence of its own. */
export function isKnownDiagnostic(code: number): code is KnownDiagnostic {
  return Object.hasOwn(known, code);
}
