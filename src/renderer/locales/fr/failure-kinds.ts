/** The words of failures that say more than their code: what was wrong with a link, what could not be kept. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { LabEnding } from '../../../shared/model/lab.ts';
import { entryOf, type SentenceAndNext, sayBoth } from '../failure-text.ts';
import { askSupport } from './failure-words.ts';

const pasteAgain = 'Copiez le lien ou l’invitation en entier, puis collez de nouveau.';
const unreadable: SentenceAndNext = ['Offhook ne reconnaît pas ce lien de réunion.', pasteAgain];

/** By what main found wrong with the link: sentence and advice. */
const linkProblems: Readonly<Record<string, SentenceAndNext>> = {
  'not-https': [
    'Ce lien commence par http:// : n’importe qui pourrait en détourner la destination.',
    'Demandez à l’organisateur le lien qui commence par https://.',
  ],
  'user-in-page': [
    'Ce lien affiche une adresse et mène à une autre.',
    'Ne l’utilisez pas. Demandez de nouveau le lien à l’organisateur.',
  ],
  'foreign-letters': [
    'L’adresse de ce lien contient des lettres, comme « ü », qu’aucune adresse de réunion ne peut contenir.',
    'Copiez de nouveau le lien depuis l’invitation, ou demandez-en un autre à l’organisateur.',
  ],
  'not-a-meeting': ['Ce lien ne mène pas à une réunion.', pasteAgain],
};

/** Sentence and advice for a link that cannot be used. */
export function linkProblem(failure: Failure): SentenceAndNext {
  return entryOf(linkProblems, failure.data?.problem) ?? unreadable;
}

const signedOut: SentenceAndNext = [
  'Le serveur vous a déconnecté.',
  'Reconnectez-vous. Votre compte a peut-être été utilisé ailleurs.',
];

/** By the server's own word in its notice. [MS-SIPREGE] 3.1.5, RFC 3680 5.1 */
const signedOutWords: Readonly<Record<string, SentenceAndNext>> = {
  rejected: [
    'Le serveur vous a déconnecté : ce compte n’est plus autorisé à se connecter.',
    'Demandez à votre support technique si votre compte est toujours activé.',
  ],
  deactivated: [
    'Le serveur vous a déconnecté : un autre serveur gère peut-être désormais votre compte.',
    'Reconnectez-vous.',
  ],
};

function signedOutPair(failure: Failure): SentenceAndNext {
  return entryOf(signedOutWords, failure.data?.reason) ?? signedOut;
}

/** Sentence and advice for a registration that the server ended. */
export const signedOutByServer = sayBoth(signedOutPair);

const storageSentences: Readonly<Record<string, string>> = {
  trace:
    'La trace des échanges ne peut pas être enregistrée sur cet ordinateur ; elle est gardée en mémoire seulement.',
  password:
    'Votre mot de passe n’a pas pu être enregistré sur cet ordinateur. Offhook vous le demandera au prochain démarrage.',
  forgotten: 'Certains éléments n’ont pas pu être supprimés de cet ordinateur.',
  history:
    'Vos conversations n’ont pas pu être enregistrées sur cet ordinateur. Il peut aussi en manquer de plus anciennes.',
  file: 'Le fichier n’a pas pu être enregistré sur cet ordinateur.',
  autostart:
    'L’environnement de bureau n’a pas pu enregistrer s’il doit lancer Offhook à l’ouverture de votre session.',
  settings: 'Vos paramètres n’ont pas pu être enregistrés sur cet ordinateur. Ils valent jusqu’à la fermeture.',
};

/** What it means that a kind of thing could not be kept. */
export function storageSentence(what: string | undefined): string {
  return (
    entryOf(storageSentences, what) ??
    'Un élément n’a pas pu être enregistré sur cet ordinateur. Offhook continue sans lui.'
  );
}

const damagedSentences: Readonly<Record<string, string>> = {
  settings: 'Le fichier de vos paramètres est illisible : Offhook démarre avec les paramètres par défaut.',
  password: 'Le fichier de vos mots de passe est illisible : Offhook vous les redemande.',
};

/** What it means that a file of ours was damaged and made way for a new one. */
export function damagedSentence(what: string | undefined): string {
  return entryOf(damagedSentences, what) ?? 'Un fichier d’Offhook est illisible : Offhook en commence un nouveau.';
}

const historyReasons: Readonly<Record<string, SentenceAndNext>> = {
  'signed-out': ['Personne n’est connecté : il n’y a aucune conversation à afficher.', 'Connectez-vous d’abord.'],
  policy: [
    'Votre entreprise n’autorise pas l’enregistrement des conversations sur cet ordinateur.',
    'Demandez-en la raison à votre support technique.',
  ],
  off: [
    'Les conversations ne sont pas enregistrées sur cet ordinateur.',
    'Activez leur enregistrement dans les paramètres, si vous le souhaitez.',
  ],
  library: [
    'Les conversations ne peuvent pas être enregistrées : un composant d’Offhook ne fonctionne pas sur cet ordinateur.',
    'Tout le reste fonctionne. Copiez les détails et envoyez-les à votre support technique.',
  ],
  newer: [
    'Vos conversations ont été enregistrées par une version plus récente d’Offhook.',
    'Utilisez cette version pour les lire.',
  ],
};

/** Sentence and advice for a history that cannot be used. */
export function historyReason(failure: Failure): SentenceAndNext {
  return (
    entryOf(historyReasons, failure.data?.reason) ?? [
      'Vos conversations ne peuvent pas être lues pour le moment.',
      'Réessayez dans un instant.',
    ]
  );
}

const labFailures: Readonly<Record<LabEnding, SentenceAndNext>> = {
  late: ['Le labo intégré n’a pas démarré à temps.', 'Réessayez quand cet ordinateur aura moins à faire.'],
  gone: ['Le labo intégré s’est arrêté pendant son démarrage.', `Réessayez. ${askSupport}`],
  again: [
    'Le labo intégré s’est arrêté deux fois de lui-même en une minute et n’a pas été redémarré. Les comptes qui y étaient connectés sont déconnectés.',
    `Redémarrez-le si vous le souhaitez. ${askSupport}`,
  ],
};

/** Why there is no lab; where nobody told, the lab's own sentence in the details must do. */
export function labWords({ data }: Failure): SentenceAndNext {
  const other: SentenceAndNext = [
    'Le labo intégré n’a pas pu démarrer.',
    'Réessayez. Les détails indiquent ce qui manquait.',
  ];
  return entryOf(labFailures, data?.why) ?? other;
}
