/** In German: One wording per failure code: what happened, and the one thing to do. A code without words does not compile. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import { contactFailures } from './failure-contacts.ts';
import { fileWords } from './failure-files.ts';
import { damagedSentence, historyReason, labWords, linkInvalid, storageSentence } from './failure-kinds.ts';
import { invitationNotTaken, notDelivered } from './failure-messages.ts';
import { askSupport, detailsTell, fromServer, server } from './failure-words.ts';
import { callFailures } from './failures-calls.ts';
import { companyFailures } from './failures-company.ts';
import { connectionFailures } from './failures-connection.ts';
import { contentFailures } from './failures-content.ts';
import { meetingFailures } from './failures-meeting.ts';
import { schedulingFailures } from './failures-scheduling.ts';
import { signInFailures } from './failures-sign-in.ts';
import { updateFailures } from './failures-updates.ts';

const restart = 'Schließen Sie Offhook, und starten Sie es erneut.';
const file = sayBoth(fileWords);

function manualServer({ data }: Failure): SentenceAndNext {
  const text = data?.text ?? '';
  return /;transport=tcp$/i.test(text)
    ? [
        `„${text}“ ist ein unverschlüsselter Server, und das ist nicht zugelassen.`,
        'Entfernen Sie „;transport=tcp“, oder lassen Sie unverschlüsselte Verbindungen unter „Einstellungen“, „Netzwerk und Zertifikate“ zu.',
      ]
    : [
        `„${text}“ ist nicht der Name eines Servers.`,
        'Geben Sie unter „Servereinstellungen“ einen Namen wie sip.contoso.com oder sip.contoso.com:5061 ein, oder lassen Sie das Feld leer.',
      ];
}

export const failureTexts: Record<FailureCode, FailureText> = {
  ADDRESS_INVALID: say('Das ist keine Anmeldeadresse.', 'Geben Sie sie wie karen@contoso.com ein.'),
  LINK_INVALID: linkInvalid,
  MANUAL_SERVER_INVALID: sayBoth(manualServer),
  AUTHORITY_FILE_INVALID: say(
    'Diese Datei enthält kein Zertifikat einer Zertifizierungsstelle.',
    'Bitten Sie Ihr Supportteam um das Stammzertifikat Ihres Unternehmens als Datei mit der Endung .pem, .crt oder .cer.',
  ),
  SETTING_MANAGED: say(
    'Diese Einstellung legt Ihr Administrator fest, daher wurde sie nicht geändert.',
    ({ data }) => `Fragen Sie Ihren Administrator. Die Einstellung steht in ${data?.file ?? 'der verwalteten Datei'}.`,
  ),
  ...updateFailures,
  ...connectionFailures,
  ...signInFailures,
  ...contactFailures,
  ...companyFailures,
  ...callFailures,
  ...contentFailures,
  ...schedulingFailures,
  MEETING_OPEN: say(
    'Sie sind in einer anderen Besprechung.',
    'Verlassen Sie sie zuerst, oder wechseln Sie von dort in diese.',
  ),
  LINK_UNREACHABLE: say(
    (failure) => `Die Seite des Besprechungslinks unter ${failure.server ?? 'dieser Adresse'} ist nicht erreichbar.`,
    'Prüfen Sie die Netzwerkverbindung, und versuchen Sie es dann erneut.',
  ),
  LINK_NOT_A_MEETING: say(
    (failure) => `Die Seite unter ${failure.server ?? 'dieser Adresse'} ist keine Besprechung.`,
    'Kopieren Sie den ganzen Link aus der Einladung, und fügen Sie ihn erneut ein.',
  ),
  LINK_SIGN_IN_PAGE: say(
    (failure) => `${failure.server ?? 'Die Seite'} verlangt eine Anmeldung, bevor die Besprechung zu sehen ist.`,
    'Offhook gibt auf Seiten anderer Unternehmen kein Kennwort ein. Öffnen Sie den Link in einem Browser, oder bitten Sie den Organisator um eine Adresse, die mit conf: oder sip: beginnt.',
  ),
  LINK_LEADS_ELSEWHERE: say(
    ({ data }) =>
      data?.next
        ? `Der Besprechungslink führt weiter zu ${data.next}; das gehört jemand anderem.`
        : 'Der Besprechungslink führt weiter zu einer Adresse, die jemand anderem gehört.',
    'Offhook ist nicht gefolgt. Wenn Sie diesem Ziel vertrauen, öffnen Sie den Link in einem Browser, und fügen Sie die Adresse ein, bei der er endet.',
  ),
  CONFERENCE_NOT_FOUND: say(
    'Die Besprechung, der Sie beitreten möchten, ist beendet oder existiert nicht.',
    'Prüfen Sie den Link mit dem Organisator.',
  ),
  CONFERENCE_KEY_WRONG: say(
    'Der Konferenzschlüssel dieser Besprechung fehlt oder stimmt nicht.',
    'Geben Sie den Schlüssel aus der Einladung ein, und treten Sie dann erneut bei.',
  ),
  GUESTS_NOT_ALLOWED: say(
    'Das Unternehmen des Organisators lässt in dieser Besprechung keine Gäste zu.',
    'Bitten Sie den Organisator, Gäste zuzulassen oder Sie anders einzuladen.',
  ),
  GUEST_DOMAIN_BLOCKED: say(
    ({ data }) =>
      `Ihr Administrator lässt nicht zu, dass Sie Besprechungen von ${data?.domain ?? 'diesem Unternehmen'} als Gast beitreten.`,
    'Bitten Sie den Organisator, Sie anders einzuladen, oder fragen Sie Ihren Administrator.',
  ),
  JOIN_REFUSED: say(
    (failure) => `${server(failure)} lässt Sie dieser Besprechung nicht beitreten.`,
    `Fragen Sie den Organisator. ${detailsTell}`,
  ),
  MEETING_XML_UNREADABLE: say(
    (failure) => `Die Teilnehmerliste, die ${fromServer(failure)} kam, ist nicht lesbar.`,
    'Verlassen Sie die Besprechung, und treten Sie erneut bei. Wenn das so bleibt, kopieren Sie die Details für Ihr Supportteam.',
  ),
  LOBBY_DENIED: say(
    'Sie wurden aus dem Wartebereich nicht eingelassen.',
    'Fragen Sie den Organisator, und treten Sie dann erneut bei.',
  ),
  ...meetingFailures,
  MEETING_CHAT_CLOSED: say(
    'Diese Besprechung hat keinen offenen Chat.',
    'Sprechen Sie auf anderem Weg mit den anderen, oder treten Sie erneut bei.',
  ),
  MEETING_CHAT_UNAVAILABLE: say(
    'Der Chat dieser Besprechung ist gerade nicht erreichbar. Sie sind noch in der Besprechung.',
    `Offhook versucht es von selbst erneut. ${detailsTell}`,
  ),
  MEETING_CHAT_FORBIDDEN: say(
    'Sie dürfen im Chat dieser Besprechung nicht schreiben.',
    'Bitten Sie den Organisator, Teilnehmern den Chat zu erlauben oder Sie zum Referenten zu machen.',
  ),
  INVITATION_GONE: say(
    'Diese Einladung gilt nicht mehr.',
    'Bitten Sie die Person, die Sie eingeladen hat, um eine neue oder um den Besprechungslink.',
  ),
  INVITATION_NOT_TAKEN: sayBoth(invitationNotTaken),
  CONVERSATION_UNKNOWN: say('Diese Unterhaltung wurde geschlossen.', 'Öffnen Sie sie erneut über Ihre Kontakte.'),
  MESSAGE_EMPTY: say('Es gibt nichts zu senden.', 'Geben Sie zuerst eine Nachricht ein.'),
  MESSAGE_TOO_LONG: say(
    ({ data }) =>
      `Diese Nachricht ist zu lang: Höchstens ${data?.limit ?? '8000'} Zeichen können auf einmal gesendet werden.`,
    'Senden Sie sie in Teilen.',
  ),
  IM_NOT_DELIVERED: sayBoth(notDelivered),
  FILE_FORBIDDEN: file,
  FILE_TOO_LARGE: file,
  FILE_UNREADABLE: file,
  FILE_GONE: file,
  FILE_UNREACHABLE: file,
  FILE_BROKEN: file,
  STORAGE_FAILED: say(
    ({ data }) => storageSentence(data?.what),
    'Prüfen Sie, ob der Datenträger nicht voll ist und ob Offhook in seinen Ordner schreiben darf, den die kopierten Details nennen.',
  ),
  STORAGE_DAMAGED: say(
    ({ data }) => damagedSentence(data?.what),
    ({ data }) => `Der bisherige Inhalt bleibt als ${data?.file ?? 'eigene Datei'} im Ordner von Offhook erhalten.`,
  ),
  HISTORY_UNAVAILABLE: sayBoth(historyReason),
  LAB_REFUSED: say(
    'Das Labor hat das nicht getan.',
    'Die Details enthalten seine Antwort. Starten Sie das Labor neu, wenn es nicht läuft.',
  ),
  LAB_FAILED: sayBoth(labWords),
  IPC_UNTRUSTED_SENDER: say('Eine Anfrage kam von einer Seite, die nicht zu Offhook gehört.', restart),
  IPC_UNKNOWN_REQUEST: say('Dieses Fenster hat etwas verlangt, das Offhook nicht kennt.', restart),
  IPC_INVALID_INPUT: say(
    'Eine Ihrer Eingaben ist zu lang oder hat die falsche Form.',
    'Prüfen Sie Ihre Eingabe, und versuchen Sie es dann erneut.',
  ),
  INTERNAL: say('In Offhook ist etwas schiefgegangen.', `Versuchen Sie es erneut. ${askSupport}`),
};
