/** The German words of calls: how they stand, what can be done with them, and how good the line is. */
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
  call: 'Anrufen',
  callName: (name) => `${isolated(name)} anrufen`,
  video: 'Videoanruf',
  videoName: (name) => `Videoanruf mit ${isolated(name)}`,
  takesNoCalls: 'Dieser Kontakt empfängt nur Nachrichten.',
  notSignedIn: 'Sie sind nicht angemeldet.',
  audioForbidden: 'Ihr Unternehmen lässt keine Anrufe zu.',
  videoForbidden: 'Ihr Unternehmen lässt keine Videoanrufe zu.',
  takesNoVideo: 'Dieser Kontakt empfängt kein Video.',
  offerTitle: (name) => `${isolated(name)} anrufen?`,
  offerBody: 'Ein anderes Programm bittet Offhook, diese Nummer oder Adresse anzurufen.',
  offerLater: (name) => `Melden Sie sich an, um ${isolated(name)} anzurufen.`,
  cancel: 'Abbrechen',

  pane: 'Anruf',
  gone: 'Dieser Anruf ist beendet und wurde ausgeblendet.',
  controls: 'Was Sie mit diesem Anruf tun können',
  notYet: 'Erst, wenn der Anruf angenommen ist.',
  mute: 'Stumm',
  unmute: 'Stumm aus',
  muted: 'Sie sind stummgeschaltet',
  hold: 'Halten',
  resume: 'Fortsetzen',
  keypad: 'Wähltasten',
  sentDigits: 'Gesendet',
  camera: 'Video starten',
  cameraOff: 'Video beenden',
  screen: 'Bildschirm teilen',
  screenOff: 'Teilen beenden',
  noPicture: 'Ein Bild kann nicht hinzukommen: Die andere Seite nimmt keines an, oder eine Regel verbietet es.',
  noScreen: 'Ihr Unternehmen lässt das Teilen des Bildschirms nicht zu.',
  transfer: 'Durchstellen',
  transferForbidden: 'Ihr Unternehmen lässt das Durchstellen von Anrufen nicht zu.',
  more: 'Mehr',
  message: 'Nachricht senden',
  card: 'Visitenkarte',
  copyAddress: 'Adresse kopieren',
  copyNumber: 'Nummer kopieren',
  hangUp: 'Auflegen',
  hangUpName: (name) => `Auflegen: Anruf mit ${isolated(name)}`,
  cancelCall: 'Anruf abbrechen',
  cancelCallName: (name) => `Anruf abbrechen: ${isolated(name)}`,
  callAgain: 'Erneut anrufen',
  changeAndCall: 'Ändern und anrufen',
  putAway: 'Schließen',
  emergency: 'Notruf',
  onBehalfOf: (name) => `Für ${isolated(name)}`,
  earlyHint: 'Was Sie hören, kommt von der anderen Seite. Man hört Sie erst nach dem Abheben.',
  details: 'Anrufdetails',
  detailsWith: (quality) => `Anrufdetails: ${quality}`,
  copyDetails: 'Anrufdetails kopieren',
  detailsLater: 'Die Werte erscheinen, sobald Ton hin und her geht.',

  theirPicture: (name) => `Bild von ${isolated(name)}`,
  ownPicture: { camera: 'Ihr Bild', screen: 'Der Bildschirm, den Sie teilen' },
  pictureWaits: 'Das Bild der anderen Seite ist unterwegs.',
  noTheirPicture: 'Die andere Seite zeigt kein Bild.',

  transferTitle: (name) => `${isolated(name)} durchstellen`,
  transferNow: 'Durchstellen',
  transferTo: (name) => `Zu ${isolated(name)} durchstellen`,
  askFirst: 'Erst fragen',
  askFirstName: (name) => `Erst fragen: ${isolated(name)}`,
  transferSearch: {
    label: 'Name, Nummer oder Adresse',
    hint: '„Durchstellen“ gibt den Anruf sofort weiter. „Erst fragen“ ruft dort an, während dieser Anruf gehalten wird.',
    found: 'Zu wem',
    searching: 'Verzeichnis wird durchsucht',
    none: 'Niemand gefunden. Geben Sie eine Nummer oder eine ganze Adresse wie garth@tailspintoys.com ein.',
  },
  close: 'Schließen',
  joinHint: (name) => `Sie haben auch einen Anruf mit ${isolated(name)}.`,
  join: 'Verbinden',
  joinName: (one, other) => `Verbinden: ${isolated(one)} und ${isolated(other)}`,

  bars: 'Ihre anderen Anrufe',
  incoming: 'Eingehender Anruf',
  show: 'Anzeigen',
  showName: (name) => `Anruf mit ${isolated(name)} anzeigen`,
  resumeName: (name) => `Anruf mit ${isolated(name)} fortsetzen`,
  calls: (name) => `${isolated(name)} ruft Sie an`,
  otherHeld: 'Wenn Sie annehmen, wird Ihr anderer Anruf gehalten.',
  answer: 'Annehmen',
  answerName: (name) => `Anruf von ${isolated(name)} annehmen`,
  withVideo: 'Mit Video',
  withVideoName: (name) => `Anruf von ${isolated(name)} mit Video annehmen`,
  decline: 'Ablehnen',
  declineName: (name) => `Anruf von ${isolated(name)} ablehnen`,
  otherWays: 'Anders ablehnen',
  otherWaysName: (name) => `Anruf von ${isolated(name)} anders ablehnen`,
  toVoicemail: 'An Voicemail',
  replies: ['Ich rufe Sie zurück.', 'Ich bin in einer Besprechung.', 'Können Sie mir stattdessen schreiben?'],
  replyOwn: 'Eigene Worte',
  replySend: 'Ablehnen und senden',
  back: 'Zurück',
  backName: (name) => `Zurück zum Annehmen des Anrufs von ${isolated(name)}`,
};

const stateWords: Record<CallState, string> = {
  preparing: 'Wird vorbereitet',
  calling: 'Ruft an',
  ringing: 'Klingelt',
  early: 'Noch nicht angenommen',
  incoming: 'Ruft Sie an',
  connecting: 'Wird verbunden',
  active: 'Verbunden',
  ended: 'Beendet',
};

const holdWords: Record<Exclude<CallHold, 'none'>, string> = {
  ours: 'Gehalten',
  theirs: 'Von der anderen Seite gehalten',
  both: 'Von beiden Seiten gehalten',
};

const endWords: Record<CallEnding, string> = {
  'hung-up': 'Sie haben aufgelegt',
  'peer-hung-up': 'Die andere Seite hat aufgelegt',
  cancelled: 'Sie haben den Anruf abgebrochen',
  declined: 'Sie haben den Anruf abgelehnt',
  refused: 'Dieser Anruf kam nicht zustande',
  missed: 'Verpasster Anruf',
  elsewhere: 'Auf einem anderen Ihrer Geräte angenommen',
  transferred: 'Durchgestellt: Er geht ohne Sie weiter',
  failed: 'Dieser Anruf ist fehlgeschlagen',
};

/** How a call stands, without the time. */
export function callStateWords({ state, hold, end }: Pick<Call, 'state' | 'hold' | 'end'>): string {
  if (state === 'ended' && end) return endWords[end.why];
  return state === 'active' && hold !== 'none' ? holdWords[hold] : stateWords[state];
}

/** Who can listen; undefined while it is not known. */
export function encryptionWords({ encryption }: Pick<Call, 'encryption'>): string | undefined {
  if (encryption === undefined) return undefined;
  return encryption === 'none' ? 'Nicht verschlüsselt: Unterwegs kann jeder mithören' : 'Verschlüsselt';
}

/** What is read out when a call comes to stand as it does; empty where its own screen says enough. */
export function callNews(call: Call): string {
  // The meeting says what becomes of its sound.
  if (call.meetingId !== undefined) return '';
  const name = isolated(call.peer.name);
  if (call.state === 'incoming') return callTexts.calls(call.peer.name);
  if (call.state === 'preparing' || call.state === 'connecting') return '';
  if (call.state === 'active' && call.hold === 'none') return `Mit ${name} verbunden`;
  const failure = call.state === 'ended' ? call.end?.failure : undefined;
  const words = failure ? failureTexts[failure.code].sentence(failure) : callStateWords(call);
  return `${name}: ${words}`;
}

/** How a call's hand-over goes. */
export function transferWords({ to, state }: NonNullable<Call['transfer']>): string {
  const name = isolated(to.name);
  if (state === 'asked') return `Durchstellen zu ${name} wird angefragt`;
  return state === 'trying' ? `${name} wird angerufen` : `Der Anruf wurde nicht zu ${name} durchgestellt`;
}

const ratings: Record<LineRating, string> = { good: 'Gut', fair: 'Mittel', poor: 'Schlecht' };

/** A word for a score of 1 to 4.5. */
export function qualityWord(mos: number): string {
  return ratings[ratingOf(mos)];
}

const paths: Record<NonNullable<CallQuality['path']>, string> = {
  direct: 'Direkt zur anderen Seite',
  reflexive: 'Direkt, durch Ihren Router',
  relayed: 'Über ein Relay',
  unchecked: 'Wie beschrieben, nicht geprüft',
};

/** Why a call has no media relay although there is one. */
const withoutRelayWords: Record<WithoutRelay, string> = {
  late: 'Nicht benutzt: Der Server hat den Zugang dazu nicht rechtzeitig mitgeteilt.',
  'no-credentials': 'Nicht benutzt: Der Server hat keinen Zugang dazu mitgeteilt.',
  'no-password':
    'Nicht benutzt: Sein Kennwort ist auf diesem Computer nicht bekannt. Geben Sie es unter „Einstellungen“, „Netzwerk und Zertifikate“ ein.',
  'wrong-password': 'Nicht benutzt: Es nimmt Benutzername und Kennwort aus den Einstellungen nicht an.',
  silent: 'Nicht benutzt: Es hat nicht rechtzeitig geantwortet.',
  refused: 'Nicht benutzt: Es hat geantwortet, verleiht zurzeit aber keine Adresse.',
};

const percent = (value: number | undefined) => (value === undefined ? undefined : `${oneDecimal(value)} %`);
const ms = (value: number | undefined) => (value === undefined ? undefined : milliseconds(value));
const kbps = (value: number | undefined) => (value === undefined ? undefined : `${Math.round(value)} kbit/s`);

function wholeQuality({ meanMos, worstMos }: LineSummary): string | undefined {
  if (meanMos === undefined || worstMos === undefined) return undefined;
  const [mean, worst] = [qualityWord(meanMos), qualityWord(worstMos).toLowerCase()];
  return `Im Mittel ${mean.toLowerCase()} (${oneDecimal(meanMos)} von ${oneDecimal(4.5)}), im schlechtesten Moment ${worst} (${oneDecimal(worstMos)})`;
}

/** The line in names and values, for whoever wants to know or to report; what nobody told has no value. */
export function qualityFacts(
  call: Pick<Call, 'quality' | 'encryption' | 'digitsBy' | 'rule' | 'withoutRelay'>,
): readonly (readonly [string, string | undefined])[] {
  const { mos, wholeCall = {}, ...is } = call.quality ?? {};
  return [
    ['Qualität', mos === undefined ? undefined : `${qualityWord(mos)} (${oneDecimal(mos)} von ${oneDecimal(4.5)})`],
    ['Qualität im ganzen Anruf', wholeQuality(wholeCall)],
    ['Ton', is.codec],
    ['Bild', [is.videoCodec, is.videoSize].filter(Boolean).join(', ')],
    ['Verlust auf dem Weg zu Ihnen', percent(is.lossPercent)],
    ['Verlust auf dem Weg zur anderen Seite', percent(is.sentLossPercent)],
    ['Verlust zu Ihnen, ganzer Anruf', percent(wholeCall.lossPercent)],
    ['Verlust zur anderen Seite, ganzer Anruf', percent(wholeCall.sentLossPercent)],
    ['Jitter', ms(is.jitterMs)],
    ['Jitter im schlechtesten Moment', ms(wholeCall.worstJitterMs)],
    ['Umlaufzeit', ms(is.roundTripMs)],
    ['Wartezeit vor der Wiedergabe', ms(is.bufferMs)],
    ['Empfangen', kbps(is.receivedKbps)],
    ['Gesendet', kbps(is.sentKbps)],
    ['Weg', is.path && paths[is.path]],
    ['Medienrelais', call.withoutRelay && withoutRelayWords[call.withoutRelay]],
    ['Ihre Adresse', is.localAddress],
    ['Adresse der anderen Seite', is.remoteAddress],
    ['Verschlüsselung', call.encryption && encryptions[call.encryption]],
    // Node's sockets have no way to mark packets (DSCP).
    ['Vorrang', call.quality && 'Nicht markiert: Offhook kann das nicht'],
    ['Als fremd verworfen', is.strangers === undefined ? undefined : String(is.strangers)],
    ['Wähltasten', call.digitsBy && (call.digitsBy === 'rtp' ? 'Im Tonstrom (RFC 4733)' : 'Per Nachricht (INFO)')],
    ['Wählplanregel', call.rule],
  ];
}

const encryptions: Record<NonNullable<Call['encryption']>, string> = {
  srtp: 'SRTP',
  'dtls-srtp': 'DTLS-SRTP',
  none: 'Keine',
};
