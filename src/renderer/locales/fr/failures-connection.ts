/** The words of what can go wrong with finding a server, reaching it and trusting it. */
import type * as english from '../en/failures-connection.ts';
import { say } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import {
  askSupport,
  day,
  host,
  hostFirst,
  issuer,
  notYours,
  ofDomain,
  ofHost,
  ofServer,
  server,
  tellOwner,
  toServer,
} from './failure-words.ts';

const checkNetwork = 'Vérifiez la connexion réseau, puis réessayez.';
const checkNetworkOrVpn = 'Vérifiez la connexion réseau ou le VPN, puis réessayez.';
const someoneBetween = 'N’allez pas plus loin : quelqu’un s’interpose peut-être. Prévenez le responsable du serveur.';

export const connectionFailures: Worded<typeof english.connectionFailures> = {
  NO_NETWORK: say('Cet ordinateur n’est connecté à aucun réseau.', 'Connectez-vous à un réseau, puis réessayez.'),
  DNS_UNREACHABLE: say('Le serveur de noms de ce réseau est injoignable.', checkNetworkOrVpn),
  DNS_SERVER_FAILED: say(
    (failure) => `Le serveur de noms de ce réseau n’a pas pu répondre au sujet ${ofDomain(failure)}.`,
    'Réessayez dans une minute ; un autre réseau en sait peut-être plus.',
  ),
  DNS_TIMEOUT: say(
    (failure) => `Personne n’a répondu quand Offhook a demandé les serveurs ${ofDomain(failure)}.`,
    checkNetwork,
  ),
  DOMAIN_UNKNOWN: say(
    (failure) => `Aucun serveur n’est publié au nom ${ofDomain(failure)}.`,
    'Vérifiez l’orthographe du domaine. Si c’est celui de votre entreprise, vous pouvez indiquer son serveur sous « Paramètres du serveur ».',
  ),
  HOST_WITHOUT_ADDRESS: say(
    (failure) => `Le nom ${ofHost(failure)} ne mène à aucune adresse.`,
    `Vérifiez ce nom. S’il est correct, ${tellOwner}`,
  ),
  SERVER_NAME_UNTRUSTED: say(
    (failure) => `Offhook a trouvé ${host(failure)}, qui ne fait pas partie ${ofDomain(failure)}.`,
    'Ne lui faites confiance que si votre entreprise vous a dit que son serveur porte ce nom.',
  ),
  CONNECT_REFUSED: say(
    (failure) => `${server(failure)} refuse les connexions.`,
    'Le service est peut-être arrêté ou derrière un pare-feu : réessayez plus tard, ou depuis un autre réseau.',
  ),
  CONNECT_TIMEOUT: say((failure) => `${server(failure)} ne répond pas.`, checkNetworkOrVpn),
  CONNECT_UNREACHABLE: say((failure) => `Aucun chemin ne mène de ce réseau ${toServer(failure)}.`, checkNetworkOrVpn),
  CONNECTION_LOST: say((failure) => `La connexion ${toServer(failure)} a été perdue.`, checkNetwork),
  TLS_TIMEOUT: say(
    (failure) => `${server(failure)} a accepté la connexion, mais n’a pas commencé à la chiffrer.`,
    'Réessayez. Un pare-feu intermédiaire peut aussi en être la cause.',
  ),
  TLS_FAILED: say((failure) => `Aucune connexion chiffrée ${toServer(failure)} n’a pu être convenue.`, notYours),
  TLS_TOO_OLD: say(
    (failure) => `${server(failure)} ne propose qu’un chiffrement ancien (TLS 1.0 ou 1.1), qui n’est plus sûr.`,
    'Son administrateur devrait activer TLS 1.2. D’ici là, vous pouvez l’autoriser pour votre compte, sous Paramètres, Réseau et certificats.',
  ),
  CERTIFICATE_EXPIRED: say(
    (failure) => `Le certificat ${ofHost(failure)} a expiré ${day(failure.data?.validTo)}.`,
    'Vérifiez la date de cet ordinateur. Si elle est juste, le serveur a besoin d’un nouveau certificat.',
  ),
  CERTIFICATE_NOT_YET_VALID: say(
    (failure) => `Le certificat ${ofHost(failure)} n’est pas encore valide.`,
    'Vérifiez la date et l’heure de cet ordinateur, puis réessayez.',
  ),
  CERTIFICATE_WRONG_NAME: say(
    (failure) => `Le certificat présenté est celui d’un autre serveur, et non ${ofHost(failure)}.`,
    someoneBetween,
  ),
  CERTIFICATE_SELF_SIGNED: say(
    (failure) => `Le certificat ${ofHost(failure)} n’est signé que par lui-même.`,
    'Demandez à votre support technique le certificat de votre entreprise et installez-le sur cet ordinateur.',
  ),
  CERTIFICATE_UNKNOWN_ISSUER: say(
    (failure) => `L’émetteur${issuer(failure)} du certificat ${ofHost(failure)} n’est pas connu sur cet ordinateur.`,
    'Demandez à votre support technique le certificat racine de l’émetteur et choisissez son fichier sous Paramètres, Réseau et certificats.',
  ),
  CERTIFICATE_INTERMEDIATE_MISSING: say(
    (failure) =>
      `${hostFirst(failure)} n’a pas envoyé son certificat intermédiaire${failure.data?.issuer ? ` « ${failure.data.issuer} »` : ''}.`,
    'Son administrateur doit l’y installer : copiez les détails à son intention. S’il s’agit du certificat racine de votre propre entreprise, choisissez son fichier sous Paramètres, Réseau et certificats.',
  ),
  CERTIFICATE_WEAK: say(
    (failure) =>
      `Le certificat ${ofHost(failure)} n’est pas une preuve suffisante : ${failure.data?.weakness ?? 'il est trop faible'}.`,
    'Son administrateur doit le remplacer : copiez les détails à son intention.',
  ),
  CERTIFICATE_REVOKED: say(
    (failure) => `Le certificat ${ofHost(failure)} a été révoqué par son émetteur.`,
    someoneBetween,
  ),
  CERTIFICATE_REJECTED: say((failure) => `Le certificat ${ofHost(failure)} ne peut pas être accepté.`, notYours),
  SIP_TIMEOUT: say(
    (failure) => `La connexion ${toServer(failure)} est établie, mais il ne répond pas.`,
    'Réessayez dans une minute. Le serveur est peut-être surchargé.',
  ),
  SIP_MALFORMED: say((failure) => `${server(failure)} a donné une réponse illisible.`, notYours),
  SIP_TOO_LARGE: say(
    (failure) => `${server(failure)} a envoyé un message trop volumineux pour être lu.`,
    `Son contenu est perdu ; tout le reste fonctionne. ${askSupport}`,
  ),
  SIP_REFUSED: say((failure) => `${server(failure)} a refusé la demande.`, askSupport),
  SERVER_UNAVAILABLE: say(
    (failure) => `Le service ${ofServer(failure)} n’est pas disponible.`,
    'Réessayez dans quelques minutes.',
  ),
  JOURNEY_TIMEOUT: say(
    'L’opération a duré plus de 30 secondes : Offhook l’a arrêtée.',
    'Réessayez. La liste indique où le temps est passé.',
  ),
};
