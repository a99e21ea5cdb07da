/** In German: The words of what can go wrong with finding a server, reaching it and trusting it. */
import type * as english from '../en/failures-connection.ts';
import { type FailureText, say } from '../failure-text.ts';
import {
  askSupport,
  day,
  domain,
  fromHost,
  fromServer,
  hostFirst,
  issuer,
  notYours,
  ofHost,
  server,
  tellOwner,
  toServer,
  withServer,
} from './failure-words.ts';

const checkNetwork = 'Prüfen Sie die Netzwerkverbindung, und versuchen Sie es dann erneut.';
const checkVpn = 'Prüfen Sie die Netzwerkverbindung oder das VPN, und versuchen Sie es dann erneut.';
const stop =
  'Fahren Sie nicht fort: Es könnte sich jemand dazwischengeschaltet haben. Informieren Sie den Betreiber des Servers.';

export const connectionFailures: Record<keyof typeof english.connectionFailures, FailureText> = {
  NO_NETWORK: say(
    'Dieser Computer ist mit keinem Netzwerk verbunden.',
    'Stellen Sie eine Verbindung her, und versuchen Sie es dann erneut.',
  ),
  DNS_UNREACHABLE: say('Der Namenserver dieses Netzwerks ist nicht erreichbar.', checkVpn),
  DNS_SERVER_FAILED: say(
    (failure) => `Der Namenserver dieses Netzwerks konnte keine Auskunft über ${domain(failure)} geben.`,
    'Versuchen Sie es in einer Minute erneut; ein anderes Netzwerk weiß vielleicht mehr.',
  ),
  DNS_TIMEOUT: say(
    (failure) => `Auf die Frage nach den Servern für ${domain(failure)} kam keine Antwort.`,
    checkNetwork,
  ),
  DOMAIN_UNKNOWN: say(
    (failure) => `Für ${domain(failure)} ist kein Server veröffentlicht.`,
    'Prüfen Sie die Schreibweise der Domäne. Gehört sie zu Ihrem Unternehmen, können Sie den Server unter „Servereinstellungen“ eingeben.',
  ),
  HOST_WITHOUT_ADDRESS: say(
    (failure) => `Zum Servernamen ${failure.data?.host ?? failure.server ?? ''} gibt es keine Adresse.`,
    `Prüfen Sie den Namen. Wenn er stimmt: ${tellOwner}`,
  ),
  SERVER_NAME_UNTRUSTED: say(
    (failure) =>
      `Offhook hat ${failure.data?.host ?? 'einen Server'} gefunden; der Name gehört nicht zu ${domain(failure)}.`,
    'Vertrauen Sie dem Server nur, wenn Ihr Unternehmen Ihnen diesen Namen genannt hat.',
  ),
  CONNECT_REFUSED: say(
    (failure) => `${server(failure)} lehnt Verbindungen ab.`,
    'Der Dienst ist vielleicht angehalten oder hinter einer Firewall: Versuchen Sie es später oder aus einem anderen Netzwerk.',
  ),
  CONNECT_TIMEOUT: say((failure) => `${server(failure)} antwortet nicht.`, checkVpn),
  CONNECT_UNREACHABLE: say((failure) => `Von diesem Netzwerk führt kein Weg ${toServer(failure)}.`, checkVpn),
  CONNECTION_LOST: say((failure) => `Die Verbindung ${toServer(failure)} wurde unterbrochen.`, checkNetwork),
  TLS_TIMEOUT: say(
    (failure) => `${server(failure)} hat die Verbindung angenommen, aber nicht mit der Verschlüsselung begonnen.`,
    'Versuchen Sie es erneut. Auch eine Firewall kann die Ursache sein.',
  ),
  TLS_FAILED: say((failure) => `Es kam keine verschlüsselte Verbindung ${withServer(failure)} zustande.`, notYours),
  TLS_TOO_OLD: say(
    (failure) =>
      `${server(failure)} bietet nur eine alte Verschlüsselung (TLS 1.0 oder 1.1) an, die nicht mehr sicher ist.`,
    'Der Administrator sollte TLS 1.2 einschalten. Bis dahin können Sie sie unter „Einstellungen“, „Netzwerk und Zertifikate“ für Ihr Konto zulassen.',
  ),
  CERTIFICATE_EXPIRED: say(
    (failure) => `Das Zertifikat ${ofHost(failure)} ist ${day(failure.data?.validTo)} abgelaufen.`,
    'Prüfen Sie das Datum dieses Computers. Wenn es stimmt, braucht der Server ein neues Zertifikat.',
  ),
  CERTIFICATE_NOT_YET_VALID: say(
    (failure) => `Das Zertifikat ${ofHost(failure)} ist noch nicht gültig.`,
    'Prüfen Sie Datum und Uhrzeit dieses Computers, und versuchen Sie es dann erneut.',
  ),
  CERTIFICATE_WRONG_NAME: say(
    (failure) => `Das Zertifikat, das ${fromHost(failure)} kam, gehört zu einem anderen Server.`,
    stop,
  ),
  CERTIFICATE_SELF_SIGNED: say(
    (failure) => `Das Zertifikat ${ofHost(failure)} ist nur von sich selbst signiert.`,
    'Lassen Sie sich von Ihrem Supportteam das Zertifikat Ihres Unternehmens geben, und installieren Sie es auf diesem Computer.',
  ),
  CERTIFICATE_UNKNOWN_ISSUER: say(
    (failure) =>
      `Der Aussteller${issuer(failure)} des Zertifikats ${ofHost(failure)} ist auf diesem Computer nicht bekannt.`,
    'Lassen Sie sich von Ihrem Supportteam das Stammzertifikat des Ausstellers geben, und wählen Sie die Datei unter „Einstellungen“, „Netzwerk und Zertifikate“ aus.',
  ),
  CERTIFICATE_INTERMEDIATE_MISSING: say(
    (failure) =>
      `${hostFirst(failure)} hat das Zwischenzertifikat${failure.data?.issuer ? ` „${failure.data.issuer}“` : ''} nicht mitgesendet.`,
    'Der Administrator muss es dort installieren: Kopieren Sie die Details für ihn. Ist es das Stammzertifikat Ihres eigenen Unternehmens, wählen Sie die Datei unter „Einstellungen“, „Netzwerk und Zertifikate“ aus.',
  ),
  CERTIFICATE_WEAK: say(
    (failure) =>
      `Das Zertifikat ${ofHost(failure)} beweist zu wenig: ${failure.data?.weakness ?? 'Es ist zu schwach'}.`,
    'Der Administrator muss es ersetzen: Kopieren Sie die Details für ihn.',
  ),
  CERTIFICATE_REVOKED: say((failure) => `Das Zertifikat ${ofHost(failure)} wurde vom Aussteller widerrufen.`, stop),
  CERTIFICATE_REJECTED: say((failure) => `Das Zertifikat ${ofHost(failure)} kann nicht akzeptiert werden.`, notYours),
  SIP_TIMEOUT: say(
    (failure) => `${server(failure)} ist verbunden, antwortet aber nicht.`,
    'Versuchen Sie es in einer Minute erneut. Der Server ist vielleicht ausgelastet.',
  ),
  SIP_MALFORMED: say((failure) => `Die Antwort ${fromServer(failure)} ist nicht lesbar.`, notYours),
  SIP_TOO_LARGE: say(
    (failure) => `${server(failure)} hat eine Nachricht gesendet, die zum Lesen zu groß ist.`,
    `Ihr Inhalt fehlt; alles andere funktioniert. ${askSupport}`,
  ),
  SIP_REFUSED: say((failure) => `${server(failure)} hat die Anfrage abgelehnt.`, askSupport),
  SERVER_UNAVAILABLE: say(
    (failure) => `${server(failure)} meldet, dass der Dienst nicht verfügbar ist.`,
    'Versuchen Sie es in ein paar Minuten erneut.',
  ),
  JOURNEY_TIMEOUT: say(
    'Es hat länger als 30 Sekunden gedauert, daher hat Offhook abgebrochen.',
    'Versuchen Sie es erneut. Die Liste zeigt, wo die Zeit geblieben ist.',
  ),
};
