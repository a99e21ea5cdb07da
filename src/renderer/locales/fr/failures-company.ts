/** The words of what can go wrong with what the company serves once signed in. */
import type * as english from '../en/failures-company.ts';
import { say } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { host, hostFirst, ofDomain, ofHost, tellOwner } from './failure-words.ts';

const tellSupport = 'Prévenez votre support technique.';
const ownContacts = 'La recherche continue dans vos propres contacts.';

export const companyFailures: Worded<typeof english.companyFailures> = {
  PRESENCE_UNAVAILABLE: say(
    'Le serveur n’indique pas qui est disponible.',
    'Les contacts restent utilisables ; Offhook redemandera à la prochaine reconnexion.',
  ),
  PUBLISH_REFUSED: say(
    'Le serveur n’a pas accepté votre nouveau statut.',
    'Votre statut est inchangé : choisissez-le de nouveau dans une minute.',
  ),
  DIAL_PLAN_UNREADABLE: say(
    'Le plan de numérotation de votre entreprise est illisible.',
    `Les numéros sont composés tels que vous les saisissez. ${tellSupport}`,
  ),
  DIAL_PLAN_UNAVAILABLE: say(
    'Le plan de numérotation de votre entreprise n’a pas pu être récupéré.',
    'Les numéros sont composés tels que vous les saisissez jusqu’à son arrivée.',
  ),
  PROVISIONING_UNREADABLE: say(
    'Les paramètres envoyés par votre entreprise sont illisibles.',
    `Offhook continue avec ceux qu’il connaissait. ${tellSupport}`,
  ),
  PROVISIONING_UNAVAILABLE: say(
    'Les paramètres de votre entreprise n’ont pas pu être récupérés.',
    'Offhook continue avec ceux qu’il connaissait, et redemandera à la prochaine reconnexion.',
  ),
  DIRECTORY_UNAVAILABLE: say(
    'Le carnet d’adresses de votre entreprise n’est pas disponible pour le moment.',
    `${ownContacts} Réessayez dans une minute.`,
  ),
  DIRECTORY_UNREADABLE: say(
    'Le carnet d’adresses de votre entreprise a donné une réponse illisible.',
    `${ownContacts} ${tellSupport}`,
  ),
  DIRECTORY_REFUSED: say(
    'Le carnet d’adresses de votre entreprise a refusé la recherche.',
    `${ownContacts} Les détails indiquent sa réponse.`,
  ),
  DISTRIBUTION_GROUP_UNKNOWN: say(
    'Le carnet d’adresses ne connaît pas ce groupe.',
    'Il a peut-être été renommé ou supprimé : retirez-le de votre liste et recherchez-le de nouveau.',
  ),
  EXCHANGE_NOT_FOUND: say(
    (failure) => `Aucune boîte aux lettres Exchange ne vous a été trouvée auprès ${ofDomain(failure)}.`,
    'Sans elle, il n’y a pas de calendrier ici. Si vous en avez une, copiez les détails et envoyez-les à votre support technique.',
  ),
  EXCHANGE_UNREACHABLE: say(
    (failure) => `Exchange est injoignable sur ${host(failure)}.`,
    'Offhook réessaie de lui-même. Vérifiez la connexion réseau ou le VPN.',
  ),
  EXCHANGE_REFUSED: say(
    (failure) => `Le service Exchange ${ofHost(failure)} n’accepte pas vos identifiants.`,
    'Offhook ne réessaie pas de lui-même, pour que votre compte ne soit pas verrouillé. Reconnectez-vous avec votre mot de passe actuel, ou utilisez Actualiser.',
  ),
  EXCHANGE_UNREADABLE: say(
    (failure) => `${hostFirst(failure)} a répondu autre chose qu’une boîte aux lettres.`,
    `Un autre réseau peut aider, si celui-ci demande d’abord une connexion. Sinon, ${tellOwner}`,
  ),
};
