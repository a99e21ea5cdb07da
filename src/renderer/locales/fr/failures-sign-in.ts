/** The words of what can go wrong with signing in. */
import type * as english from '../en/failures-sign-in.ts';
import { say } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { signedOutByServer } from './failure-kinds.ts';
import { host, hostFirst, notYours, ofHost, ofServer, server } from './failure-words.ts';

const sendDetails = 'Copiez les détails et envoyez-les à votre support technique.';
const persists = 'Si le problème persiste, copiez les détails et envoyez-les à votre support technique.';

export const signInFailures: Worded<typeof english.signInFailures> = {
  PASSWORD_MISSING: say(
    'Le mot de passe de ce compte n’est pas enregistré sur cet ordinateur.',
    'Saisissez-le pour vous connecter.',
  ),
  CREDENTIALS_WRONG: say(
    'L’adresse de connexion, le nom d’utilisateur ou le mot de passe est incorrect.',
    'Saisissez de nouveau le mot de passe. Certaines entreprises demandent un autre nom d’utilisateur, tel que CONTOSO\\karen.',
  ),
  ACCOUNT_MISMATCH: say(
    ({ data }) =>
      `Ce compte ne peut pas se connecter en tant que ${data?.address ?? 'titulaire de cette adresse'}${data?.userName ? ` (${data.userName})` : ''}.`,
    'Vérifiez que l’adresse de connexion et le nom d’utilisateur sont ceux de la même personne.',
  ),
  AUTH_SCHEME_UNSUPPORTED: say(
    (failure) =>
      `${server(failure)} demande un mode de connexion qu’Offhook ne connaît pas encore${failure.data?.offered ? ` : ${failure.data.offered}` : ''}.`,
    sendDetails,
  ),
  AUTH_UNREADABLE: say(
    (failure) => `${server(failure)} a envoyé des données illisibles en vérifiant votre identité.`,
    notYours,
  ),
  AUTH_ENDLESS: say(
    (failure) => `${server(failure)} redemande sans cesse une preuve, et n’en accepte aucune.`,
    `Réessayez dans une minute. ${persists}`,
  ),
  SERVER_SIGNATURE_INVALID: say(
    (failure) => `Les réponses ${ofServer(failure)} ne sont pas signées comme elles doivent l’être.`,
    'N’allez pas plus loin : quelqu’un s’interpose peut-être. Prévenez le responsable du serveur.',
  ),
  CLOCK_OFF: say(
    (failure) =>
      `L’horloge de cet ordinateur et celle ${ofServer(failure)} diffèrent de ${failure.data?.minutes ?? 'plusieurs'} minutes.`,
    'Réglez la date et l’heure de cet ordinateur, puis réessayez.',
  ),
  TICKET_MISSING: say(
    'La session de ce bureau ne contient aucune identité utilisable.',
    'Connectez-vous plutôt avec votre mot de passe.',
  ),
  WEB_SERVICE_UNREACHABLE: say(
    (failure) => `Le service web ${ofHost(failure)}, nécessaire à la connexion, est injoignable.`,
    'Vérifiez la connexion réseau ou le VPN, puis réessayez.',
  ),
  WEB_SERVICE_UNREADABLE: say(
    (failure) => `${hostFirst(failure)} a répondu autre chose que son service web.`,
    notYours,
  ),
  WEB_REDIRECT_UNTRUSTED: say(
    (failure) => `Vous avez été redirigé vers ${host(failure)}, qui n’appartient pas à votre entreprise.`,
    'Offhook n’a pas suivi cette redirection. Prévenez le responsable du serveur.',
  ),
  CERTIFICATE_SERVICE_UNAVAILABLE: say(
    (failure) => `Le service ${ofHost(failure)} qui délivre votre certificat de connexion ne fonctionne pas.`,
    `Réessayez dans quelques minutes. ${persists}`,
  ),
  CERTIFICATE_SERVICE_REFUSED: say(
    (failure) => `${hostFirst(failure)} ne vous a pas délivré de certificat de connexion.`,
    sendDetails,
  ),
  CLIENT_CERTIFICATE_FOREIGN: say(
    (failure) => `${hostFirst(failure)} vous a délivré un certificat de connexion qui appartient à quelqu’un d’autre.`,
    `Offhook ne l’utilise pas. ${sendDetails}`,
  ),
  CLIENT_CERTIFICATE_REFUSED: say(
    (failure) => `${server(failure)} n’a accepté ni votre certificat de connexion ni un nouveau.`,
    sendDetails,
  ),
  USER_UNKNOWN: say(
    (failure) => `${server(failure)} ne connaît pas cette adresse de connexion.`,
    'Vérifiez l’adresse. Si elle est correcte, le compte n’est peut-être pas activé pour ce service.',
  ),
  SIGNED_OUT_BY_SERVER: signedOutByServer,
  NOT_SIGNED_IN: say('Vous devez être connecté pour faire cela.', 'Connectez-vous, puis réessayez.'),
};
