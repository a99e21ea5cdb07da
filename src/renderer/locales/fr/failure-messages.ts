/** The words of a message or an invitation that did not arrive. */
import type { Failure } from '../../../shared/model/failure.ts';
import { entryOf, type SentenceAndNext } from '../failure-text.ts';

const tryLater = 'Réessayez plus tard, ou appelez.';
const sendAgain = 'Renvoyez-le si vous n’obtenez pas de réponse.';
const usual: SentenceAndNext = [
  'Ce message n’est pas arrivé.',
  'Réessayez. Les détails indiquent la réponse du serveur.',
];

const words: Readonly<Record<string, SentenceAndNext>> = {
  offline: [
    'Cette personne n’est pas connectée ou ne peut pas recevoir de messages.',
    'Réessayez à son retour, ou envoyez un e-mail.',
  ],
  'do-not-disturb': ['Cette personne ne souhaite pas être dérangée.', tryLater],
  busy: ['Cette personne est occupée et n’a pas accepté la conversation.', tryLater],
  declined: ['Cette personne a refusé la conversation.', tryLater],
  unanswered: ['Cette personne n’a pas répondu.', tryLater],
  unknown: ['Personne n’a cette adresse.', 'Vérifiez l’adresse, et recherchez la personne dans l’annuaire.'],
  content: ['Le programme de votre correspondant ne peut pas afficher ce message.', 'Envoyez-le en texte brut.'],
  'too-long': ['Le message est trop long pour votre correspondant.', 'Envoyez-le en plusieurs parties.'],
  blocked: [
    'Les règles d’une entreprise bloquent ce message.',
    'Retirez-en les liens ou les noms de fichiers, puis renvoyez-le.',
  ],
  policy: [
    'Vous ne pouvez pas échanger de messages avec cette personne.',
    'Votre entreprise ou la sienne ne l’autorise pas. Les détails citent la règle indiquée par le serveur.',
  ],
  unreachable: [
    'Les serveurs de l’autre entreprise sont injoignables.',
    'Réessayez plus tard. Si le problème persiste, copiez les détails pour votre support technique.',
  ],
  connection: ['La connexion a été perdue pendant l’envoi de ce message. Il est peut-être arrivé.', sendAgain],
  silence: ['Personne n’a confirmé la réception de ce message. Il est peut-être arrivé.', sendAgain],
  'signed-out': ['Votre session a pris fin avant l’envoi de ce message.', 'Renvoyez-le s’il est toujours d’actualité.'],
};

/** Sentence and advice, by what main found out. */
export function notDelivered(failure: Failure): SentenceAndNext {
  return entryOf(words, failure.data?.why) ?? usual;
}

const sendLink = 'Envoyez le lien de la réunion autrement.';
const invitationWords: Readonly<Record<string, SentenceAndNext>> = {
  ...words,
  declined: ['Cette personne ne souhaite pas rejoindre la réunion maintenant.', sendLink],
  busy: ['Cette personne est occupée et n’a pas répondu à l’invitation.', sendLink],
  content: ['Le programme de cette personne ne permet pas de rejoindre une réunion sur invitation.', sendLink],
  policy: [
    'Vous ne pouvez pas inviter cette personne.',
    'Votre entreprise ou la sienne ne l’autorise pas. Les détails citent la règle.',
  ],
  connection: ['La connexion a été perdue avant la réponse à l’invitation.', 'Invitez de nouveau la personne.'],
  silence: [
    'Personne n’a confirmé la réception de l’invitation. Elle est peut-être arrivée.',
    'Invitez de nouveau la personne si elle ne vient pas.',
  ],
};

/** Sentence and advice for somebody who was asked to a meeting. */
export function invitationNotTaken(failure: Failure): SentenceAndNext {
  const usualHere: SentenceAndNext = ['L’invitation n’est pas arrivée.', sendLink];
  return entryOf(invitationWords, failure.data?.why) ?? usualHere;
}
