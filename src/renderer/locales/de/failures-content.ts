/** In German: The words of what can go wrong with what a meeting shows. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-content.ts';
import { entryOf, type FailureText, say } from '../failure-text.ts';
import { askAdministrator, askSupport, detailsTell, hostFirst, onHost } from './failure-words.ts';

const name = (failure: Failure) => (failure.data?.name ? `„${failure.data.name}“` : 'Die Datei');
const meetingGoesOn = 'Die Besprechung selbst geht weiter.';
const tryAgain = 'Versuchen Sie es erneut';

export const contentFailures: Record<keyof typeof english.contentFailures, FailureText> = {
  CONTENT_NOT_OPEN: say(
    'Die Besprechung zeigt gerade keine Inhalte.',
    'Warten Sie, bis die Verbindung steht, und versuchen Sie es dann erneut.',
  ),
  CONTENT_UNAVAILABLE: say(
    'Der Server dieser Besprechung für Folien, Whiteboards und Umfragen antwortet nicht.',
    `${meetingGoesOn} ${tryAgain} in einer Minute; wenn das so bleibt, muss sich der Administrator den Webkonferenzdienst ansehen.`,
  ),
  CONTENT_EDGE_REFUSED: say(
    (failure) =>
      `Der Webkonferenz-Edgeserver ${onHost(failure)} hat das Token nicht akzeptiert, das die Besprechung ausgegeben hat.`,
    `${meetingGoesOn} ${tryAgain}, um ein neues Token zu erhalten. ${askSupport}`,
  ),
  CONTENT_SERVER_REFUSED: say(
    (failure) =>
      failure.data?.reason === 'auth-other-user'
        ? 'Der Webkonferenzserver meldet, dass die vorgelegte Berechtigung jemand anderem gehört.'
        : 'Der Webkonferenzserver hat die Berechtigung nicht akzeptiert, die die Besprechung ausgegeben hat.',
    `${meetingGoesOn} ${tryAgain}, um eine neue zu erhalten. ${askSupport}`,
  ),
  CONTENT_TOKEN_EXPIRED: say(
    'Die Berechtigung für die Inhalte der Besprechung war zweimal abgelaufen. Vielleicht gehen die Uhren der Server des Unternehmens unterschiedlich.',
    `${meetingGoesOn} ${tryAgain}. ${askSupport}`,
  ),
  CONTENT_UNREADABLE: say(
    (failure) =>
      `${hostFirst(failure)} überträgt Folien, Whiteboards und Umfragen nicht in der Form, die Offhook kennt.`,
    `${meetingGoesOn} Sehen Sie sie im Client des Unternehmens an. Die Form von Offhook ist nur mit seinem Labor erprobt.`,
  ),
  CONTENT_SILENT: say(
    'Der Server der Besprechung für Folien, Whiteboards und Umfragen antwortet nicht mehr.',
    `${meetingGoesOn} ${tryAgain} in einer Minute.`,
  ),
  CONTENT_LOST: say(
    (failure) =>
      failure.data?.reason === 'page-gone'
        ? `${name(failure)} wird nicht gezeigt: Das Fenster ist abgestürzt, während es die Seiten zeichnete.`
        : (entryOf(lost, failure.data?.reason) ?? 'Die Verbindung zu den Inhalten der Besprechung ging verloren.'),
    `${meetingGoesOn} ${tryAgain}.`,
  ),
  CONTENT_FORBIDDEN: say(
    (failure) =>
      failure.data?.reason === 'policy'
        ? 'Ihr Unternehmen lässt das hier nicht zu.'
        : 'Das dürfen in dieser Besprechung nur Referenten.',
    (failure) =>
      failure.data?.reason === 'policy'
        ? askAdministrator(failure.data.key ?? 'die Besprechungsrichtlinie')
        : 'Bitten Sie den Organisator, Sie zum Referenten zu machen.',
  ),
  CONTENT_GONE: say('Das wurde inzwischen von jemandem entfernt.', 'Wählen Sie etwas anderes.'),
  CONTENT_FULL: say('Mehr davon nimmt diese Besprechung nicht auf.', 'Entfernen Sie zuerst etwas.'),
  CONTENT_REFUSED: say('Die Besprechung hat das nicht akzeptiert.', askSupport),
  PAGE_DAMAGED: say(
    'Diese Seite ist beschädigt.',
    `${tryAgain}, oder bitten Sie den Referenten, sie nochmals zu zeigen.`,
  ),
  PAGE_TOO_LARGE: say(
    'Diese Seite ist zu groß, um gezeigt zu werden.',
    'Bitten Sie den Referenten, eine kleinere zu zeigen.',
  ),
  PAGE_STRANGE: say(
    'Diese Seite ist kein Bild, das hier gezeigt werden kann.',
    'Bitten Sie den Referenten, sie als PDF oder Bild zu zeigen.',
  ),
  PAGE_UNREACHABLE: say(
    (failure) =>
      failure.data?.reason === 'name'
        ? `Die Seite liegt ${onHost(failure)}; das gehört nicht zum Unternehmen des Organisators.`
        : 'Diese Seite konnte nicht abgerufen werden.',
    `${tryAgain}. ${detailsTell}`,
  ),
  DOCUMENT_POWERPOINT: say(
    (failure) => `${name(failure)} kann nicht gezeigt werden: PowerPoint braucht einen Office Web Apps-Server.`,
    'Speichern Sie als PDF, und zeigen Sie dieses.',
  ),
  DOCUMENT_STRANGE: say(
    (failure) => `${name(failure)} ist weder ein PDF noch ein PNG- oder JPEG-Bild.`,
    'Speichern Sie in einem dieser Formate, und zeigen Sie das Ergebnis.',
  ),
  DOCUMENT_TOO_LARGE: say(
    (failure) =>
      `${name(failure)} ist zu groß${failure.data?.limit ? `: Höchstens ${failure.data.limit} können gezeigt werden` : ''}.`,
    'Verkleinern Sie die Datei, oder zeigen Sie Teile davon.',
  ),
  DOCUMENT_UNREADABLE: say(
    (failure) => unreadable(failure),
    'Prüfen Sie, ob die Datei noch da ist, ob Sie sie lesen dürfen und ob sie sich anderswo öffnen lässt.',
  ),
};

function unreadable(failure: Failure): string {
  if (failure.data?.problem === 'locked') return `${name(failure)} ist mit einem Kennwort geschützt.`;
  const page = failure.data?.page;
  if (!page) return `${name(failure)} konnte nicht gelesen werden.`;
  return failure.data?.name
    ? `Seite ${page} von ${name(failure)} konnte nicht dargestellt werden.`
    : `Seite ${page} der Datei konnte nicht dargestellt werden.`;
}

const lost: Readonly<Record<string, string>> = {
  ended: 'Die Besprechung zeigt keine Inhalte mehr.',
  removed: 'Sie wurden von den Inhalten der Besprechung ausgeschlossen.',
};
