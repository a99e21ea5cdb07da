/** The words of what can go wrong with setting meetings up. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-scheduling.ts';
import { entryOf, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { tellOwner } from './failure-words.ts';

const unusable: SentenceAndNext = [
  'Cette réunion ne peut pas être planifiée telle quelle.',
  'Vérifiez son horaire et les personnes que vous invitez.',
];

function problem({ data }: Failure): SentenceAndNext {
  switch (data?.problem) {
    case 'order':
      return ['Cette réunion se termine avant d’avoir commencé.', 'Choisissez une fin plus tardive.'];
    case 'past':
      return ['Cette réunion serait déjà terminée.', 'Choisissez une autre date ou une autre heure.'];
    case 'far':
      return [
        'Cette réunion est trop lointaine : le serveur n’en garde aucune pendant autant d’années.',
        'Choisissez une date plus proche.',
      ];
    case 'address':
      return [
        `« ${data.text ?? ''} » n’est pas l’adresse d’une personne.`,
        'Écrivez des adresses telles que anu@contoso.com, une par personne.',
      ];
    case 'no-time':
      return [
        'Cette réunion n’a pas d’horaire : il n’y a rien à mettre dans un calendrier.',
        'Copiez plutôt son lien ou son invitation.',
      ];
    default:
      return unusable;
  }
}

const refusals: Readonly<Record<string, SentenceAndNext>> = {
  forbidden: [
    'Votre entreprise ne vous autorise pas à planifier ou à modifier cette réunion.',
    'Demandez à votre support technique ce qui vous est permis.',
  ],
  exists: ['Le serveur a déjà une réunion avec cet ID.', 'Réessayez : la prochaine réunion en recevra un autre.'],
  'too-many': [
    'Vous avez atteint le nombre de réunions que le serveur garde pour une personne.',
    'Supprimez les réunions devenues inutiles, puis réessayez.',
  ],
  'too-many-people': [
    'Il y a plus d’invités qu’une réunion de votre entreprise ne peut en compter.',
    'Invitez moins de personnes.',
  ],
  time: ['Le serveur ne garde pas une réunion aussi longtemps.', 'Choisissez une date plus proche.'],
  access: [
    'Votre entreprise n’autorise pas des réunions aussi ouvertes.',
    'Laissez entrer directement moins de personnes ; les autres passent par la salle d’attente.',
  ],
  presenters: ['Votre entreprise n’autorise pas autant de présentateurs.', 'Choisissez-en moins.'],
  phones: [
    'Votre entreprise n’autorise pas les appelants par téléphone à éviter la salle d’attente.',
    'Laissez-les passer par la salle d’attente, puis réessayez.',
  ],
  content: [
    'Un composant nécessaire à cette réunion ne fonctionne pas sur le serveur.',
    'Réessayez plus tard. Si le problème persiste, prévenez votre support technique.',
  ],
  standing: [
    'Votre propre salle de réunion est gérée par le serveur, qui n’autorise pas cette modification.',
    'Planifiez une réunion.',
  ],
  'too-large': [
    'Cette réunion contient plus d’informations que le serveur n’en garde.',
    'Raccourcissez l’objet, ou invitez moins de personnes.',
  ],
  busy: ['Le serveur est trop chargé pour planifier des réunions en ce moment.', 'Réessayez dans une minute.'],
  malformed: ['Le serveur n’a pas compris la demande concernant cette réunion.', `Rien n’a été modifié : ${tellOwner}`],
};

function refusal({ data }: Failure): SentenceAndNext {
  return (
    entryOf(refusals, data?.reason) ?? [
      'Le serveur n’a pas fait ce qui lui était demandé pour vos réunions.',
      'Réessayez plus tard. Les détails indiquent sa réponse.',
    ]
  );
}

export const schedulingFailures: Worded<typeof english.schedulingFailures> = {
  MEETINGS_NOT_HELD: say(
    'Ce serveur n’héberge pas de réunions.',
    'Les appels et les messages fonctionnent. Pour vous réunir, demandez un lien à quelqu’un dont l’entreprise a des réunions.',
  ),
  SCHEDULING_INVALID: sayBoth(problem),
  SCHEDULING_REFUSED: sayBoth(refusal),
  SCHEDULING_UNAVAILABLE: say(
    'Le serveur qui planifie les réunions est injoignable.',
    'Tout le reste fonctionne. Réessayez plus tard, ou demandez à votre support technique si votre entreprise a des réunions.',
  ),
  SCHEDULING_UNREADABLE: say(
    'Le serveur qui planifie les réunions a envoyé une réponse illisible.',
    'Réessayez. Si le problème persiste, copiez les détails pour votre support technique.',
  ),
  OWN_MEETING_GONE: say(
    'Le serveur n’a plus cette réunion.',
    'Actualisez la liste. Planifiez de nouveau la réunion si vous en avez encore besoin.',
  ),
};
