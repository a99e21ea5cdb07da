/** What of a call that is over is kept in the list of calls: no addresses of machines, no words of servers. */
import type { CallLogEntry, LoggedQuality } from '../../shared/model/call-log.ts';
import type { EndedCall } from '../session/calls/calls-api.ts';

/** The entry of a call. */
export function loggedCall(call: EndedCall): CallLogEntry {
  const { id, direction, peer, startedAt, answeredAt, endedAt = startedAt, end, quality } = call;
  const { encryption, hadPicture, onBehalfOf, withoutRelay } = call;
  const failure = end?.failure;
  return {
    id,
    direction,
    peer,
    at: startedAt,
    ending: end?.why ?? 'failed',
    ...(answeredAt === undefined ? {} : { talkedMs: Math.max(0, endedAt - answeredAt) }),
    ...(failure ? { failure: { code: failure.code, ...(failure.data ? { data: failure.data } : {}) } } : {}),
    ...(encryption ? { encryption } : {}),
    ...(quality ? { quality: loggedQuality(quality) } : {}),
    ...(withoutRelay ? { withoutRelay } : {}),
    ...(hadPicture ? { hadPicture: true } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
  };
}

/** How it was in the last seconds says little about the call: of what changes from moment to moment the whole is kept. */
const keptFigures: readonly (keyof LoggedQuality)[] = ['codec', 'videoCodec', 'roundTripMs', 'path', 'wholeCall'];

function loggedQuality(quality: NonNullable<EndedCall['quality']>): LoggedQuality {
  return Object.fromEntries(
    keptFigures.flatMap((name) => (quality[name] === undefined ? [] : [[name, quality[name]]])),
  );
}
