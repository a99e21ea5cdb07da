/** In German: The words of what can go wrong with signing in. */
import type * as english from '../en/failures-sign-in.ts';
import { type FailureText, say } from '../failure-text.ts';
import { signedOutByServer } from './failure-kinds.ts';
import { fromServer, hostFirst, notYours, onHost, sendDetails, server, toHost } from './failure-words.ts';

export const signInFailures: Record<keyof typeof english.signInFailures, FailureText> = {
  PASSWORD_MISSING: say(
    'Das Kennwort dieses Kontos ist auf diesem Computer nicht gespeichert.',
    'Geben Sie es ein, um sich anzumelden.',
  ),
  CREDENTIALS_WRONG: say(
    'Anmeldeadresse, Benutzername oder Kennwort stimmt nicht.',
    'Geben Sie das Kennwort erneut ein. Manche Unternehmen verlangen einen anderen Benutzernamen, z. B. CONTOSO\\karen.',
  ),
  ACCOUNT_MISMATCH: say(
    ({ data }) =>
      `Dieses Konto darf sich nicht als ${data?.address ?? 'diese Adresse'} anmelden${data?.userName ? ` (${data.userName})` : ''}.`,
    'Prüfen Sie, ob Anmeldeadresse und Benutzername zur selben Person gehören.',
  ),
  AUTH_SCHEME_UNSUPPORTED: say(
    (failure) =>
      `${server(failure)} verlangt ein Anmeldeverfahren, das Offhook noch nicht kennt${failure.data?.offered ? `: ${failure.data.offered}` : ''}.`,
    sendDetails,
  ),
  AUTH_UNREADABLE: say(
    (failure) => `Bei der Prüfung, wer Sie sind, kam ${fromServer(failure)} etwas Unlesbares.`,
    notYours,
  ),
  AUTH_ENDLESS: say(
    (failure) => `${server(failure)} verlangt immer wieder einen Nachweis und akzeptiert keinen.`,
    `Versuchen Sie es in einer Minute erneut. Wenn das so bleibt: ${sendDetails}`,
  ),
  SERVER_SIGNATURE_INVALID: say(
    (failure) => `Die Antworten ${fromServer(failure)} sind nicht so signiert, wie sie sein müssten.`,
    'Fahren Sie nicht fort: Es könnte sich jemand dazwischengeschaltet haben. Informieren Sie den Betreiber des Servers.',
  ),
  CLOCK_OFF: say(
    (failure) =>
      `Die Uhr dieses Computers und die ${fromServer(failure)} weichen um ${failure.data?.minutes ?? 'mehrere'} Minuten voneinander ab.`,
    'Stellen Sie Datum und Uhrzeit dieses Computers richtig ein, und versuchen Sie es dann erneut.',
  ),
  TICKET_MISSING: say(
    'Auf diesem Desktop gibt es keine Anmeldung, die verwendet werden könnte.',
    'Melden Sie sich stattdessen mit Ihrem Kennwort an.',
  ),
  WEB_SERVICE_UNREACHABLE: say(
    (failure) => `Der für die Anmeldung nötige Webdienst ${onHost(failure)} ist nicht erreichbar.`,
    'Prüfen Sie die Netzwerkverbindung oder das VPN, und versuchen Sie es dann erneut.',
  ),
  WEB_SERVICE_UNREADABLE: say(
    (failure) => `${hostFirst(failure)} hat nicht wie der erwartete Webdienst geantwortet.`,
    notYours,
  ),
  WEB_REDIRECT_UNTRUSTED: say(
    (failure) => `Sie wurden ${toHost(failure)} weitergeschickt; das gehört nicht zu Ihrem Unternehmen.`,
    'Offhook ist nicht gefolgt. Informieren Sie den Betreiber des Servers.',
  ),
  CERTIFICATE_SERVICE_UNAVAILABLE: say(
    (failure) => `Der Dienst ${onHost(failure)}, der Ihr Anmeldezertifikat ausstellt, funktioniert nicht.`,
    `Versuchen Sie es in ein paar Minuten erneut. Wenn das so bleibt: ${sendDetails}`,
  ),
  CERTIFICATE_SERVICE_REFUSED: say(
    (failure) => `${hostFirst(failure)} hat Ihnen kein Anmeldezertifikat ausgestellt.`,
    sendDetails,
  ),
  CLIENT_CERTIFICATE_FOREIGN: say(
    (failure) => `${hostFirst(failure)} hat Ihnen ein Anmeldezertifikat gegeben, das jemand anderem gehört.`,
    `Offhook verwendet es nicht. ${sendDetails}`,
  ),
  CLIENT_CERTIFICATE_REFUSED: say(
    (failure) => `${server(failure)} hat weder Ihr Anmeldezertifikat noch ein neues akzeptiert.`,
    sendDetails,
  ),
  USER_UNKNOWN: say(
    (failure) => `${server(failure)} kennt diese Anmeldeadresse nicht.`,
    'Prüfen Sie die Adresse. Wenn sie stimmt, ist das Konto vielleicht nicht für diesen Dienst aktiviert.',
  ),
  SIGNED_OUT_BY_SERVER: signedOutByServer,
  NOT_SIGNED_IN: say('Dafür müssen Sie angemeldet sein.', 'Melden Sie sich an, und versuchen Sie es dann erneut.'),
};
