/** One wording per failure code: what happened, and the one thing to do. A code without words does not compile. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures.ts';
import { say, sayBoth } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { contactFailures } from './failure-contacts.ts';
import { fileWords } from './failure-files.ts';
import { damagedSentence, historyReason, labWords, linkProblem, storageSentence } from './failure-kinds.ts';
import { invitationNotTaken, notDelivered } from './failure-messages.ts';
import { askSupport, server } from './failure-words.ts';
import { callFailures } from './failures-calls.ts';
import { companyFailures } from './failures-company.ts';
import { connectionFailures } from './failures-connection.ts';
import { contentFailures } from './failures-content.ts';
import { meetingFailures } from './failures-meeting.ts';
import { schedulingFailures } from './failures-scheduling.ts';
import { signInFailures } from './failures-sign-in.ts';
import { updateFailures } from './failures-updates.ts';

const isClear = (failure: Failure) => /;transport=tcp$/i.test(failure.data?.text ?? '');

const restart = 'Fermez Offhook et relancez-le.';

export const failureTexts: Worded<typeof english.failureTexts> = {
  ADDRESS_INVALID: say('Ceci n’est pas une adresse de connexion.', 'Saisissez-la sous la forme karen@contoso.com.'),
  LINK_INVALID: sayBoth(linkProblem),
  MANUAL_SERVER_INVALID: say(
    (failure) =>
      isClear(failure)
        ? `« ${failure.data?.text ?? ''} » est un serveur sans chiffrement, ce qui n’est pas autorisé.`
        : `« ${failure.data?.text ?? ''} » n’est pas un nom de serveur.`,
    (failure) =>
      isClear(failure)
        ? 'Retirez « ;transport=tcp », ou autorisez les connexions non chiffrées sous Paramètres, Réseau et certificats.'
        : 'Sous « Paramètres du serveur », saisissez un nom tel que sip.contoso.com ou sip.contoso.com:5061, ou laissez le champ vide.',
  ),
  AUTHORITY_FILE_INVALID: say(
    'Ce fichier ne contient aucun certificat d’autorité.',
    'Demandez à votre support technique le certificat racine de votre entreprise, dans un fichier .pem, .crt ou .cer.',
  ),
  SETTING_MANAGED: say(
    'Ce paramètre est fixé par votre administrateur ; il n’a pas été modifié.',
    (failure) =>
      `Adressez-vous à votre administrateur. Le paramètre se trouve dans ${failure.data?.file ?? 'le fichier géré'}.`,
  ),
  ...connectionFailures,
  ...signInFailures,
  ...contactFailures,
  ...companyFailures,
  ...callFailures,
  ...contentFailures,
  ...schedulingFailures,
  ...updateFailures,
  MEETING_OPEN: say(
    'Vous êtes dans une autre réunion.',
    'Quittez-la d’abord, ou choisissez de la quitter pour celle-ci.',
  ),
  LINK_UNREACHABLE: say(
    (failure) => `La page du lien de réunion à l’adresse ${failure.server ?? 'indiquée'} est injoignable.`,
    'Vérifiez la connexion réseau, puis réessayez.',
  ),
  LINK_NOT_A_MEETING: say(
    (failure) => `La page à l’adresse ${failure.server ?? 'indiquée'} n’est pas une réunion.`,
    'Copiez le lien entier depuis l’invitation et collez-le de nouveau.',
  ),
  LINK_SIGN_IN_PAGE: say(
    (failure) =>
      `${failure.server ? `La page de ${failure.server}` : 'La page'} demande une connexion avant d’afficher la réunion.`,
    'Offhook ne saisit aucun mot de passe dans les pages d’autres entreprises. Ouvrez le lien dans un navigateur, ou demandez à l’organisateur une adresse qui commence par conf: ou sip:.',
  ),
  LINK_LEADS_ELSEWHERE: say(
    (failure) =>
      `Le lien de réunion redirige vers ${failure.data?.next ?? 'un autre site'}, qui appartient à quelqu’un d’autre.`,
    'Offhook n’a pas suivi cette redirection. Si vous faites confiance à ce site, ouvrez le lien dans un navigateur et collez l’adresse finale.',
  ),
  CONFERENCE_NOT_FOUND: say(
    'La réunion que vous essayez de rejoindre est terminée ou n’existe pas.',
    'Vérifiez le lien avec l’organisateur.',
  ),
  CONFERENCE_KEY_WRONG: say(
    'La clé de conférence de cette réunion est absente ou incorrecte.',
    'Saisissez la clé qui figure dans l’invitation, puis rejoignez de nouveau la réunion.',
  ),
  GUESTS_NOT_ALLOWED: say(
    'L’entreprise de l’organisateur n’autorise pas les invités à rejoindre cette réunion.',
    'Demandez à l’organisateur d’admettre les invités, ou de vous inviter autrement.',
  ),
  GUEST_DOMAIN_BLOCKED: say(
    (failure) =>
      `Votre administrateur n’autorise pas à rejoindre en tant qu’invité les réunions de ${failure.data?.domain ?? 'cette entreprise'}.`,
    'Demandez à l’organisateur de vous inviter autrement, ou adressez-vous à votre administrateur.',
  ),
  JOIN_REFUSED: say(
    (failure) => `${server(failure)} ne vous laisse pas rejoindre cette réunion.`,
    'Adressez-vous à l’organisateur. Les détails indiquent la réponse du serveur.',
  ),
  MEETING_XML_UNREADABLE: say(
    'Le serveur a envoyé une liste de participants illisible.',
    'Quittez la réunion et rejoignez-la de nouveau. Si le problème persiste, copiez les détails pour votre support technique.',
  ),
  LOBBY_DENIED: say(
    'Votre admission depuis la salle d’attente a été refusée.',
    'Adressez-vous à l’organisateur, puis rejoignez de nouveau la réunion.',
  ),
  ...meetingFailures,
  MEETING_CHAT_CLOSED: say(
    'Cette réunion n’a pas de conversation ouverte.',
    'Joignez les autres autrement, ou rejoignez de nouveau la réunion.',
  ),
  MEETING_CHAT_UNAVAILABLE: say(
    'La conversation de cette réunion est injoignable pour le moment. Vous êtes toujours dans la réunion.',
    'Offhook réessaie de lui-même. Les détails indiquent la réponse du serveur.',
  ),
  MEETING_CHAT_FORBIDDEN: say(
    'Vous ne pouvez pas écrire dans la conversation de cette réunion.',
    'Demandez à l’organisateur d’y autoriser les participants, ou de vous nommer présentateur.',
  ),
  INVITATION_GONE: say(
    'Cette invitation n’est plus valable.',
    'Demandez-en une autre à la personne qui vous a invité, ou le lien de la réunion.',
  ),
  INVITATION_NOT_TAKEN: sayBoth(invitationNotTaken),
  CONVERSATION_UNKNOWN: say('Cette conversation a été fermée.', 'Rouvrez-la depuis vos contacts.'),
  MESSAGE_EMPTY: say('Il n’y a rien à envoyer.', 'Saisissez d’abord un message.'),
  MESSAGE_TOO_LONG: say(
    (failure) =>
      `Ce message est trop long : ${failure.data?.limit ?? '8000'} caractères au plus peuvent être envoyés à la fois.`,
    'Envoyez-le en plusieurs parties.',
  ),
  IM_NOT_DELIVERED: sayBoth(notDelivered),
  FILE_FORBIDDEN: sayBoth(fileWords),
  FILE_TOO_LARGE: sayBoth(fileWords),
  FILE_UNREADABLE: sayBoth(fileWords),
  FILE_GONE: sayBoth(fileWords),
  FILE_UNREACHABLE: sayBoth(fileWords),
  FILE_BROKEN: sayBoth(fileWords),
  STORAGE_FAILED: say(
    (failure) => storageSentence(failure.data?.what),
    'Vérifiez que le disque n’est pas plein et qu’Offhook peut écrire dans son dossier, indiqué dans les détails copiés.',
  ),
  STORAGE_DAMAGED: say(
    (failure) => damagedSentence(failure.data?.what),
    (failure) =>
      `L’ancien contenu est conservé ${failure.data?.file ? `sous le nom ${failure.data.file}` : 'dans un fichier à part'} dans le dossier d’Offhook.`,
  ),
  HISTORY_UNAVAILABLE: sayBoth(historyReason),
  LAB_REFUSED: say(
    'Le labo n’a pas fait cela.',
    'Les détails contiennent sa réponse. Relancez le labo s’il ne fonctionne pas.',
  ),
  LAB_FAILED: sayBoth(labWords),
  IPC_UNTRUSTED_SENDER: say('Une demande est venue d’une page qui n’est pas Offhook.', restart),
  IPC_UNKNOWN_REQUEST: say('Cette fenêtre a demandé quelque chose qu’Offhook ne connaît pas.', restart),
  IPC_INVALID_INPUT: say(
    'Une valeur saisie est trop longue ou n’a pas la bonne forme.',
    'Vérifiez votre saisie, puis réessayez.',
  ),
  INTERNAL: say('Une erreur s’est produite dans Offhook.', `Réessayez. ${askSupport}`),
};
