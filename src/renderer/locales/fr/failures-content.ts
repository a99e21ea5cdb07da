/** The words of what can go wrong with what a meeting shows. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-content.ts';
import { entryOf, say } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { askSupport, host, hostFirst, ofHost } from './failure-words.ts';

const name = (failure: Failure) => (failure.data?.name ? `Le fichier « ${failure.data.name} »` : 'Le fichier');
const meetingGoesOn = 'La réunion elle-même continue.';
const saveAndShow = 'et présentez ce fichier-là.';

export const contentFailures: Worded<typeof english.contentFailures> = {
  CONTENT_NOT_OPEN: say(
    'La réunion ne présente aucun contenu pour le moment.',
    'Attendez que la connexion soit établie, puis réessayez.',
  ),
  CONTENT_UNAVAILABLE: say(
    'Le serveur de cette réunion pour les diapositives, tableaux blancs et sondages ne répond pas.',
    `${meetingGoesOn} Réessayez dans une minute ; si le problème persiste, son administrateur doit examiner le service Web Conferencing.`,
  ),
  CONTENT_EDGE_REFUSED: say(
    (failure) => `Le service Web Conferencing Edge ${ofHost(failure)} n’a pas accepté le jeton remis par la réunion.`,
    `${meetingGoesOn} Réessayez pour obtenir un nouveau jeton. ${askSupport}`,
  ),
  CONTENT_SERVER_REFUSED: say(
    (failure) =>
      failure.data?.reason === 'auth-other-user'
        ? 'D’après le Web Conferencing Server, l’autorisation présentée est celle de quelqu’un d’autre.'
        : 'Le Web Conferencing Server n’a pas accepté l’autorisation remise par la réunion.',
    `${meetingGoesOn} Réessayez pour en obtenir une nouvelle. ${askSupport}`,
  ),
  CONTENT_TOKEN_EXPIRED: say(
    'L’autorisation de voir le contenu de la réunion avait expiré, à deux reprises. Les horloges des serveurs de l’entreprise diffèrent peut-être.',
    `${meetingGoesOn} Réessayez. ${askSupport}`,
  ),
  CONTENT_UNREADABLE: say(
    (failure) =>
      `${hostFirst(failure)} n’utilise pas le protocole qu’Offhook connaît pour les diapositives, tableaux blancs et sondages.`,
    `${meetingGoesOn} Consultez-les avec le client de l’entreprise. La méthode d’Offhook n’a été éprouvée qu’avec son labo.`,
  ),
  CONTENT_SILENT: say(
    'Le serveur de la réunion pour les diapositives, tableaux blancs et sondages ne répond plus.',
    `${meetingGoesOn} Réessayez dans une minute.`,
  ),
  CONTENT_LOST: say(
    (failure) =>
      failure.data?.reason === 'page-gone'
        ? `${name(failure)} n’est pas présenté : la fenêtre s’est arrêtée pendant qu’elle dessinait les pages.`
        : (entryOf(lost, failure.data?.reason) ?? 'La connexion au contenu de la réunion a été perdue.'),
    `${meetingGoesOn} Réessayez.`,
  ),
  CONTENT_FORBIDDEN: say(
    (failure) =>
      failure.data?.reason === 'policy'
        ? 'Votre entreprise n’autorise pas cette action.'
        : 'Seuls les présentateurs peuvent faire cela dans cette réunion.',
    (failure) =>
      failure.data?.reason === 'policy'
        ? `Un administrateur devrait modifier ${failure.data.key ?? 'la stratégie de réunion'}.`
        : 'Demandez à l’organisateur de vous nommer présentateur.',
  ),
  CONTENT_GONE: say('Quelqu’un a retiré cet élément entre-temps.', 'Choisissez autre chose.'),
  CONTENT_FULL: say('Cette réunion ne peut pas contenir davantage d’éléments.', 'Retirez-en d’abord un.'),
  CONTENT_REFUSED: say('La réunion n’a pas accepté cette action.', askSupport),
  PAGE_DAMAGED: say('Cette page est endommagée.', 'Réessayez, ou demandez au présentateur de la montrer de nouveau.'),
  PAGE_TOO_LARGE: say(
    'Cette page est trop grande pour être affichée.',
    'Demandez au présentateur d’en montrer une plus petite.',
  ),
  PAGE_STRANGE: say(
    'Cette page n’est pas une image qui peut être affichée ici.',
    'Demandez au présentateur de la montrer sous forme de PDF ou d’image.',
  ),
  PAGE_UNREACHABLE: say(
    (failure) =>
      failure.data?.reason === 'name'
        ? `La page se trouve sur ${host(failure)}, qui n’appartient pas à l’entreprise de l’organisateur.`
        : 'Cette page n’a pas pu être récupérée.',
    'Réessayez. Les détails indiquent la réponse du serveur.',
  ),
  DOCUMENT_POWERPOINT: say(
    (failure) => `${name(failure)} ne peut pas être présenté : PowerPoint nécessite un serveur Office Web Apps.`,
    `Enregistrez-le au format PDF ${saveAndShow}`,
  ),
  DOCUMENT_STRANGE: say(
    (failure) => `${name(failure)} n’est ni un PDF ni une image PNG ou JPEG.`,
    `Enregistrez-le dans l’un de ces formats ${saveAndShow}`,
  ),
  DOCUMENT_TOO_LARGE: say(
    (failure) =>
      `${name(failure)} est trop volumineux${failure.data?.limit ? ` : ${failure.data.limit} au maximum peuvent être présentés` : ''}.`,
    'Réduisez-le, ou n’en présentez que des parties.',
  ),
  DOCUMENT_UNREADABLE: say(
    (failure) => unreadable(failure),
    'Vérifiez qu’il existe toujours, que vous avez le droit de le lire et qu’il s’ouvre ailleurs.',
  ),
};

function unreadable(failure: Failure): string {
  if (failure.data?.problem === 'locked') return `${name(failure)} est protégé par un mot de passe.`;
  const page = failure.data?.page;
  return page ? `${name(failure)} : la page ${page} n’a pas pu être dessinée.` : `${name(failure)} n’a pas pu être lu.`;
}

const lost: Readonly<Record<string, string>> = {
  ended: 'La réunion ne présente plus de contenu.',
  removed: 'Votre accès au contenu de la réunion vous a été retiré.',
};
