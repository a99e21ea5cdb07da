/** The words of what can go wrong with contacts and groups. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failure-contacts.ts';
import { entryOf, type SentenceAndNext, sayBoth } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';

const tooLong: SentenceAndNext = ['Ce nom est trop long pour le serveur.', 'Choisissez-en un plus court.'];

/** `list: unread` when it could not even be read. */
function inExchange(failure: Failure): SentenceAndNext {
  return failure.data?.list === 'unread'
    ? [
        'Vos contacts sont stockés dans Exchange (magasin de contacts unifié) et n’ont pas pu y être lus.',
        'Gérez-les dans Outlook. Les réunions et la numérotation fonctionnent sans cette liste.',
      ]
    : ['Vos contacts sont stockés dans Exchange (magasin de contacts unifié).', 'Modifiez-les dans Outlook.'];
}

function contactProblem(failure: Failure): SentenceAndNext {
  switch (failure.data?.why) {
    case 'self':
      return ['C’est votre propre adresse.', 'Vous n’avez pas besoin de vous ajouter.'];
    case 'name':
      return tooLong;
    case 'full':
      return [
        `Votre liste compte ${failure.data?.limit ?? '1000'} personnes : cet ordinateur n’en garde pas davantage.`,
        'Supprimez une personne dont vous n’avez plus besoin.',
      ];
    default:
      return [
        `« ${failure.data?.text ?? ''} » n’est pas l’adresse d’une personne.`,
        'Saisissez-la sous la forme jeremy@contoso.com.',
      ];
  }
}

const groupProblems: Readonly<Record<string, SentenceAndNext>> = {
  empty: ['Un groupe doit avoir un nom.', 'Saisissez-en un.'],
  taken: ['Vous avez déjà un groupe de ce nom.', 'Choisissez un autre nom.'],
  fixed: ['Ce groupe ne peut être ni modifié ni supprimé.', 'Modifiez plutôt les groupes que vous avez créés.'],
};

function groupProblem(failure: Failure): SentenceAndNext {
  return entryOf(groupProblems, failure.data?.why) ?? tooLong;
}

/** `local`: the list is on this computer, and the server knows nothing of it. */
function changeRefused(failure: Failure): SentenceAndNext {
  return failure.data?.why === 'local'
    ? [
        'Ce serveur ne permet d’empêcher personne de vous voir ou de vous joindre.',
        'Demandez à son administrateur de bloquer la personne.',
      ]
    : [
        'Le serveur n’a pas accepté cette modification de vos contacts.',
        'Votre liste est inchangée : réessayez dans une minute. Les détails indiquent la réponse du serveur.',
      ];
}

/** One wording per code, as in failures.ts. */
export const contactFailures: Worded<typeof english.contactFailures> = {
  CONTACTS_UNAVAILABLE: sayBoth(() => [
    'Vos contacts n’ont pas pu être récupérés sur le serveur.',
    'Réessayez dans une minute.',
  ]),
  CONTACTS_IN_EXCHANGE: sayBoth(inExchange),
  CONTACT_INVALID: sayBoth(contactProblem),
  CONTACT_UNKNOWN: sayBoth(() => [
    'Cette personne ou ce groupe ne figure plus dans votre liste.',
    'La suppression a pu se faire sur un autre appareil. La liste affichée est à jour.',
  ]),
  CONTACT_CHANGE_REFUSED: sayBoth(changeRefused),
  GROUP_INVALID: sayBoth(groupProblem),
  GROUP_LIMIT: sayBoth((failure) => [
    `Votre liste compte ${failure.data?.limit ?? '64'} groupes : le serveur n’en garde pas davantage.`,
    'Supprimez un groupe dont vous n’avez plus besoin.',
  ]),
};
