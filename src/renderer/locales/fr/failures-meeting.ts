/** The words of what can go wrong at a meeting's door, and with running one. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-meeting.ts';
import { entryOf, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { server } from './failure-words.ts';

const parts: Readonly<Record<string, string>> = {
  chat: 'pas de conversation',
  'audio-video': 'pas de son',
};

const soundLater = 'Rejoignez de nouveau le son dans une minute.';

/** Why the meeting's sound did not take us, by what its server answered. The meeting itself goes on. */
const soundRefusals: Readonly<Record<string, SentenceAndNext>> = {
  busy: ['Le son de cette réunion est complet.', 'Rejoignez de nouveau le son quand quelqu’un l’aura quitté.'],
  unanswered: ['Le serveur audio de cette réunion ne répond pas.', soundLater],
  unreachable: ['Le serveur audio de cette réunion est injoignable.', soundLater],
  policy: [
    'L’entreprise de l’organisateur ne vous autorise pas à rejoindre le son de cette réunion.',
    'Adressez-vous à l’organisateur ; les détails citent la règle indiquée par le serveur.',
  ],
  media: [
    'Votre poste et la réunion n’ont aucun format audio en commun.',
    'Vous ne pouvez pas y remédier vous-même. Copiez les détails pour votre support technique.',
  ],
  'media-encrypted': [
    'La réunion n’accepte le son sous aucune des formes chiffrées que votre poste propose.',
    'Vos paramètres ou votre entreprise exigent le chiffrement, et la réunion ne chiffre peut-être pas. Voyez Paramètres, Réseau et certificats, ou demandez à votre administrateur.',
  ],
  encryption: [
    'La réunion ou votre poste exige le chiffrement, et l’autre ne chiffre pas.',
    'Demandez à votre administrateur ce que souhaite votre entreprise.',
  ],
};

const usualSoundRefusal: SentenceAndNext = [
  'Vous n’avez pas pu rejoindre le son de cette réunion.',
  'Rejoignez de nouveau le son. Les détails indiquent la réponse du serveur.',
];

function soundRefusal({ data }: Failure): SentenceAndNext {
  return entryOf(soundRefusals, data?.why) ?? usualSoundRefusal;
}

export const meetingFailures: Worded<typeof english.meetingFailures> = {
  LOBBY_TIMEOUT: say(
    'Personne ne vous a admis à temps depuis la salle d’attente.',
    'Prévenez un participant que vous attendez, puis rejoignez de nouveau la réunion.',
  ),
  GUEST_GRACE_OVER: say(
    'Vous avez été exclu de la réunion : elle ne comptait que des invités depuis trop longtemps.',
    'Rejoignez-la de nouveau quand quelqu’un de l’entreprise organisatrice y sera.',
  ),
  MEETING_LOCKED: say(
    'La réunion est verrouillée : plus personne ne peut y entrer.',
    'Demandez à l’organisateur de la déverrouiller, puis rejoignez-la de nouveau.',
  ),
  MEETING_FULL: say(
    'La réunion est complète.',
    'Rejoignez-la de nouveau quand quelqu’un sera parti, ou demandez plus de places à l’organisateur.',
  ),
  MEETING_NOT_STARTED: say(
    'L’organisateur n’a pas encore ouvert cette réunion.',
    'Rejoignez-la de nouveau quand elle commencera.',
  ),
  MEETING_NOT_IN: say('Vous n’êtes plus dans cette réunion.', 'Rejoignez-la de nouveau pour faire cela.'),
  MEETING_NOT_ALLOWED: say(
    ({ data }) =>
      data?.key === undefined
        ? 'Seuls les présentateurs peuvent faire cela dans la réunion.'
        : 'Votre entreprise n’autorise pas cela dans les réunions.',
    ({ data }) =>
      data?.key === undefined
        ? 'Demandez à l’organisateur ou à un présentateur de le faire, ou de vous nommer présentateur.'
        : `Un administrateur devrait modifier ${data.key}.`,
  ),
  MEETING_NO_ANSWER: say(
    (failure) => `${server(failure)} n’a pas répondu à temps. Il a peut-être fait ce que vous avez demandé.`,
    'Regardez si la liste des participants le montre, puis réessayez.',
  ),
  MEETING_REFUSED: say(
    (failure) => `${server(failure)} n’a pas fait ce que vous avez demandé dans la réunion.`,
    'Réessayez dans une minute. Les détails indiquent la réponse du serveur.',
  ),
  MEETING_PERSON_GONE: say(
    'Cette personne n’est plus là.',
    'Quelqu’un a peut-être été plus rapide, ou la personne est partie d’elle-même : regardez la liste des participants.',
  ),
  MEETING_PART_MISSING: say(
    (failure) => `Cette réunion n’a ${entryOf(parts, failure.data?.part) ?? 'pas de quoi faire cela'}.`,
    'L’organisateur choisit ce que comporte une réunion : adressez-vous à lui.',
  ),
  MEETING_CALL_UNANSWERED: say(
    (failure) =>
      failure.data?.who
        ? `Appel à rejoindre la réunion sans suite : ${failure.data.who} n’est pas venu(e).`
        : 'La personne appelée à rejoindre la réunion n’est pas venue.',
    'Réessayez plus tard, ou envoyez le lien de la réunion.',
  ),
  MEETING_SOUND_REFUSED: sayBoth(soundRefusal),
};
