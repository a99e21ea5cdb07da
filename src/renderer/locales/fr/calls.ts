/** The words of calls: how they stand, what can be done with them, and how good the line is. */
import {
  type Call,
  type CallEnding,
  type CallHold,
  type CallQuality,
  type CallState,
  type LineRating,
  type LineSummary,
  ratingOf,
  type WithoutRelay,
} from '../../../shared/model/call.ts';
import type * as english from '../en/calls.ts';
import { isolated, milliseconds, oneDecimal } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

export const callTexts: Worded<typeof english.callTexts> = {
  call: 'Appeler',
  callName: (name) => `Appeler ${isolated(name)}`,
  video: 'Appel vidéo',
  videoName: (name) => `Appel vidéo à ${isolated(name)}`,
  takesNoCalls: 'Ce contact ne reçoit que des messages.',
  notSignedIn: 'Vous n’êtes pas connecté.',
  audioForbidden: 'Votre entreprise n’autorise pas les appels.',
  videoForbidden: 'Votre entreprise n’autorise pas les appels vidéo.',
  takesNoVideo: 'Ce contact ne reçoit pas la vidéo.',
  offerTitle: (name) => `Appeler ${isolated(name)} ?`,
  offerBody: 'Un autre programme demande à Offhook d’appeler ce numéro ou cette adresse.',
  offerLater: (name) => `Connectez-vous pour appeler ${isolated(name)}.`,
  cancel: 'Annuler',

  pane: 'Appel',
  gone: 'Cet appel est terminé et a été rangé.',
  controls: 'Actions possibles pendant cet appel',
  notYet: 'Pas avant que l’appel soit pris.',
  mute: 'Couper le micro',
  unmute: 'Rétablir le micro',
  muted: 'Votre micro est coupé',
  hold: 'Mettre en attente',
  resume: 'Reprendre',
  keypad: 'Clavier',
  sentDigits: 'Envoyé',
  camera: 'Activer la vidéo',
  cameraOff: 'Arrêter la vidéo',
  screen: 'Partager l’écran',
  screenOff: 'Arrêter le partage',
  noPicture: 'Impossible d’ajouter l’image : votre correspondant n’en reçoit pas, ou une règle l’interdit.',
  noScreen: 'Votre entreprise n’autorise pas le partage de votre écran.',
  transfer: 'Transférer',
  transferForbidden: 'Votre entreprise n’autorise pas le transfert d’appels.',
  more: 'Plus',
  message: 'Envoyer un message',
  card: 'Carte de visite',
  copyAddress: 'Copier l’adresse',
  copyNumber: 'Copier le numéro',
  hangUp: 'Raccrocher',
  hangUpName: (name) => `Raccrocher l’appel avec ${isolated(name)}`,
  cancelCall: 'Annuler l’appel',
  cancelCallName: (name) => `Annuler l’appel à ${isolated(name)}`,
  callAgain: 'Rappeler',
  changeAndCall: 'Modifier et appeler',
  putAway: 'Fermer',
  emergency: 'Appel d’urgence',
  onBehalfOf: (name) => `Pour ${isolated(name)}`,
  earlyHint: 'Ce que vous entendez vient de votre correspondant, qui ne vous entend pas avant d’avoir répondu.',
  details: 'Détails de l’appel',
  detailsWith: (quality) => `Détails de l’appel : qualité ${quality}`,
  copyDetails: 'Copier les détails de l’appel',
  detailsLater: 'Les mesures arrivent dès que le son circule.',

  theirPicture: (name) => `Image envoyée par ${isolated(name)}`,
  ownPicture: { camera: 'Votre image', screen: 'L’écran que vous partagez' },
  pictureWaits: 'L’image de votre correspondant arrive.',
  noTheirPicture: 'Votre correspondant n’envoie pas d’image.',

  transferTitle: (name) => `Transférer ${isolated(name)}`,
  transferNow: 'Transférer',
  transferTo: (name) => `Transférer à ${isolated(name)}`,
  askFirst: 'Consulter d’abord',
  askFirstName: (name) => `Consulter d’abord ${isolated(name)}`,
  transferSearch: {
    label: 'Nom, numéro ou adresse',
    hint: 'Transférer passe l’appel aussitôt. Consulter d’abord appelle la personne pendant que cet appel est en attente.',
    found: 'À qui',
    searching: 'Recherche dans l’annuaire',
    none: 'Aucun résultat. Saisissez un numéro, ou une adresse complète telle que garth@tailspintoys.com.',
  },
  close: 'Fermer',
  joinHint: (name) => `Vous avez aussi un appel avec ${isolated(name)}.`,
  join: 'Les relier',
  joinName: (one, other) => `Les relier : ${isolated(one)} et ${isolated(other)}`,

  bars: 'Vos autres appels',
  incoming: 'Appel entrant',
  show: 'Afficher',
  showName: (name) => `Afficher l’appel avec ${isolated(name)}`,
  resumeName: (name) => `Reprendre l’appel avec ${isolated(name)}`,
  calls: (name) => `${isolated(name)} vous appelle`,
  otherHeld: 'Répondre met votre autre appel en attente.',
  answer: 'Répondre',
  answerName: (name) => `Répondre à ${isolated(name)}`,
  withVideo: 'Avec vidéo',
  withVideoName: (name) => `Répondre à ${isolated(name)} avec vidéo`,
  decline: 'Refuser',
  declineName: (name) => `Refuser l’appel de ${isolated(name)}`,
  otherWays: 'Autres façons de refuser',
  otherWaysName: (name) => `Autres façons de refuser l’appel de ${isolated(name)}`,
  toVoicemail: 'Vers la messagerie vocale',
  replies: ['Je vous rappelle.', 'Je suis en réunion.', 'Pouvez-vous plutôt m’écrire ?'],
  replyOwn: 'Votre propre texte',
  replySend: 'Refuser et envoyer',
  back: 'Retour',
  backName: (name) => `Retour pour répondre à ${isolated(name)}`,
};

const stateWords: Record<CallState, string> = {
  preparing: 'Préparation',
  calling: 'Appel en cours',
  ringing: 'Ça sonne',
  early: 'Pas encore de réponse',
  incoming: 'Vous appelle',
  connecting: 'Connexion en cours',
  active: 'En ligne',
  ended: 'Terminé',
};

const holdWords: Record<Exclude<CallHold, 'none'>, string> = {
  ours: 'En attente',
  theirs: 'Votre correspondant vous a mis en attente',
  both: 'Mis en attente des deux côtés',
};

const endWords: Record<CallEnding, string> = {
  'hung-up': 'Vous avez raccroché',
  'peer-hung-up': 'Votre correspondant a raccroché',
  cancelled: 'Vous avez annulé l’appel',
  declined: 'Vous avez refusé l’appel',
  refused: 'Cet appel n’a pas abouti',
  missed: 'Appel manqué',
  elsewhere: 'Pris sur un autre de vos appareils',
  transferred: 'Transféré : il continue sans vous',
  failed: 'Échec de cet appel',
};

/** How a call stands, without the time. */
export function callStateWords({ state, hold, end }: Pick<Call, 'state' | 'hold' | 'end'>): string {
  if (state === 'ended' && end) return endWords[end.why];
  return state === 'active' && hold !== 'none' ? holdWords[hold] : stateWords[state];
}

/** Who can listen; undefined while it is not known. */
export function encryptionWords({ encryption }: Pick<Call, 'encryption'>): string | undefined {
  if (encryption === undefined) return undefined;
  return encryption === 'none' ? 'Non chiffré : n’importe qui peut écouter en chemin' : 'Chiffré';
}

/** What is read out when a call comes to stand as it does; empty where its own screen says enough. */
export function callNews(call: Call): string {
  // The meeting says what becomes of its sound.
  if (call.meetingId !== undefined) return '';
  const name = isolated(call.peer.name);
  if (call.state === 'incoming') return callTexts.calls(call.peer.name);
  if (call.state === 'preparing' || call.state === 'connecting') return '';
  if (call.state === 'active' && call.hold === 'none') return `En ligne avec ${name}`;
  const failure = call.state === 'ended' ? call.end?.failure : undefined;
  const words = failure ? failureTexts[failure.code].sentence(failure) : callStateWords(call);
  return `${name} : ${words}`;
}

/** How a call's hand-over goes. */
export function transferWords({ to, state }: NonNullable<Call['transfer']>): string {
  const name = isolated(to.name);
  if (state === 'asked') return `Demande de transfert de l’appel à ${name}`;
  return state === 'trying' ? `Transfert : appel à ${name} en cours` : `L’appel n’a pas été transféré à ${name}`;
}

const ratings: Record<LineRating, string> = { good: 'Bonne', fair: 'Moyenne', poor: 'Mauvaise' };

/** A word for a score of 1 to 4.5. */
export function qualityWord(mos: number): string {
  return ratings[ratingOf(mos)];
}

const paths: Record<NonNullable<CallQuality['path']>, string> = {
  direct: 'Directement jusqu’au correspondant',
  reflexive: 'Directement, à travers votre routeur',
  relayed: 'Par un relais',
  unchecked: 'Selon la description, non vérifié',
};

/** Why a call has no media relay although there is one. */
const withoutRelayWords: Record<WithoutRelay, string> = {
  late: 'Non utilisé : le serveur n’a pas indiqué à temps comment y accéder.',
  'no-credentials': 'Non utilisé : le serveur n’a pas indiqué comment y accéder.',
  'no-password':
    'Non utilisé : son mot de passe n’est pas connu de cet ordinateur. Saisissez-le dans les paramètres, sous « Réseau et certificats ».',
  'wrong-password': 'Non utilisé : il refuse le nom d’utilisateur et le mot de passe des paramètres.',
  silent: 'Non utilisé : il n’a pas répondu à temps.',
  refused: 'Non utilisé : il a répondu, mais ne prête aucune adresse pour le moment.',
};

const percent = (value: number | undefined) => (value === undefined ? undefined : `${oneDecimal(value)} %`);
const ms = (value: number | undefined) => (value === undefined ? undefined : milliseconds(value));
const kbps = (value: number | undefined) => (value === undefined ? undefined : `${Math.round(value)} kbit/s`);

function wholeQuality({ meanMos, worstMos }: LineSummary): string | undefined {
  if (meanMos === undefined || worstMos === undefined) return undefined;
  const [mean, worst] = [qualityWord(meanMos), qualityWord(worstMos).toLowerCase()];
  return `${mean} en moyenne (${oneDecimal(meanMos)} sur 4,5), ${worst} au pire moment (${oneDecimal(worstMos)})`;
}

/** The line in names and values, for whoever wants to know or to report; what nobody told has no value. */
export function qualityFacts(
  call: Pick<Call, 'quality' | 'encryption' | 'digitsBy' | 'rule' | 'withoutRelay'>,
): readonly (readonly [string, string | undefined])[] {
  const { mos, wholeCall = {}, ...is } = call.quality ?? {};
  return [
    ['Qualité', mos === undefined ? undefined : `${qualityWord(mos)} (${oneDecimal(mos)} sur 4,5)`],
    ['Qualité de tout l’appel', wholeQuality(wholeCall)],
    ['Son', is.codec],
    ['Image', [is.videoCodec, is.videoSize].filter(Boolean).join(', ')],
    ['Perdus en arrivant', percent(is.lossPercent)],
    ['Perdus en partant', percent(is.sentLossPercent)],
    ['Perdus en arrivant, tout l’appel', percent(wholeCall.lossPercent)],
    ['Perdus en partant, tout l’appel', percent(wholeCall.sentLossPercent)],
    ['Gigue', ms(is.jitterMs)],
    ['Gigue au pire moment', ms(wholeCall.worstJitterMs)],
    ['Aller-retour', ms(is.roundTripMs)],
    ['Attente avant d’être joué', ms(is.bufferMs)],
    ['Reçu', kbps(is.receivedKbps)],
    ['Envoyé', kbps(is.sentKbps)],
    ['Chemin', is.path && paths[is.path]],
    ['Relais multimédia', call.withoutRelay && withoutRelayWords[call.withoutRelay]],
    ['Votre adresse', is.localAddress],
    ['Adresse du correspondant', is.remoteAddress],
    ['Chiffrement', call.encryption && encryptions[call.encryption]],
    // Node's sockets have no way to mark packets (DSCP).
    ['Priorité', call.quality && 'Non marquée : Offhook ne le peut pas'],
    ['Écartés, car d’une autre source', is.strangers === undefined ? undefined : String(is.strangers)],
    ['Clavier', call.digitsBy && (call.digitsBy === 'rtp' ? 'Dans le flux audio (RFC 4733)' : 'Par message (INFO)')],
    ['Règle de numérotation', call.rule],
  ];
}

const encryptions: Record<NonNullable<Call['encryption']>, string> = {
  srtp: 'SRTP',
  'dtls-srtp': 'DTLS-SRTP',
  none: 'Aucun',
};
