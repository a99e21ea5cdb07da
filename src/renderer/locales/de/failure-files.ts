/** In German: The words of what can go wrong with a file between two people. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { SentenceAndNext } from '../failure-text.ts';

const otherWay = 'Teilen Sie die Datei auf anderem Weg.';

/** Sentence and advice, by the code and by what main found out. */
export function fileWords({ code, data }: Failure): SentenceAndNext {
  const name = data?.name ? `„${data.name}“` : 'Die Datei';
  switch (code) {
    case 'FILE_FORBIDDEN':
      return forbidden(data?.reason);
    case 'FILE_TOO_LARGE':
      return [
        `${name} ist zu groß: Höchstens ${data?.limit ?? '2 GB'} können auf diesem Weg gesendet werden.`,
        otherWay,
      ];
    case 'FILE_UNREADABLE':
      return [
        `${name} konnte auf diesem Computer nicht gelesen werden.`,
        'Prüfen Sie, ob die Datei noch da ist und ob Sie sie lesen dürfen.',
      ];
    case 'FILE_GONE':
      return ['Diese Datei wird nicht mehr angeboten.', 'Bitten Sie erneut darum.'];
    case 'FILE_UNREACHABLE':
      return [
        'Dieser Computer und der andere konnten einander nicht direkt erreichen.',
        `Auf diesem Weg lassen sich Dateien nur innerhalb eines Netzwerks senden. ${otherWay}`,
      ];
    default:
      return [`${name} kam nicht vollständig an. Nichts davon wurde gespeichert.`, 'Senden Sie die Datei erneut.'];
  }
}

function forbidden(reason: string | undefined): SentenceAndNext {
  switch (reason) {
    case 'peer':
      return ['Das andere Programm kann auf diesem Weg keine Dateien annehmen.', otherWay];
    case 'many':
      return [
        'In dieser Unterhaltung werden zu viele Dateien angeboten.',
        'Warten Sie, bis einige davon erledigt sind.',
      ];
    default:
      return ['Ihr Unternehmen lässt das Senden von Dateien nicht zu.', otherWay];
  }
}
