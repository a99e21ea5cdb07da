/** In German: Why a newer version could not be found or got. */
import type * as english from '../en/failures-updates.ts';
import { type FailureText, say } from '../failure-text.ts';

export const updateFailures: Record<keyof typeof english.updateFailures, FailureText> = {
  UPDATE_UNREACHABLE: say(
    ({ server }) =>
      server
        ? `Von ${server}, wo neuere Versionen liegen, kam keine brauchbare Antwort.`
        : 'Von dort, wo laut Ihrem Administrator neuere Versionen liegen, kam keine brauchbare Antwort.',
    'Prüfen Sie die Netzwerkverbindung, und suchen Sie dann erneut.',
  ),
  UPDATE_NOT_BELIEVED: say(
    ({ server }) =>
      `Die Versionsliste${server ? ` von ${server}` : ''} ist nicht die, die Ihr Administrator signiert hat, daher wurde sie nicht verwendet.`,
    'Informieren Sie Ihren Administrator: Jemand könnte sie geändert haben.',
  ),
  UPDATE_EXPIRED: say(
    ({ server }) =>
      `Die Versionsliste${server ? ` von ${server}` : ''} ist abgelaufen und sagt daher nicht mehr, ob es eine neuere Version gibt.`,
    'Prüfen Sie das Datum dieses Computers; wenn es stimmt, sagen Sie Ihrem Administrator, dass die Liste neu signiert werden muss.',
  ),
  UPDATE_OLDER: say(
    ({ server, data }) =>
      `Die Versionsliste${server ? ` von ${server}` : ''} bietet ${data?.version ? `Version ${data.version}` : 'eine Version'} an, die älter ist als diese, daher wurde sie nicht verwendet.`,
    'Informieren Sie Ihren Administrator: Jemand könnte eine alte Liste zurückgelegt haben.',
  ),
  UPDATE_DAMAGED: say(
    'Die erhaltene neuere Version ist nicht die signierte, daher wurde sie verworfen.',
    'Versuchen Sie es später erneut; wenn es wieder vorkommt, informieren Sie Ihren Administrator.',
  ),
  UPDATE_NOT_DOWNLOADED: say(
    'Die neuere Version konnte nicht geladen werden.',
    'Versuchen Sie es erneut, oder installieren Sie sie so wie diese. Die Details zeigen, was gefehlt hat.',
  ),
};
