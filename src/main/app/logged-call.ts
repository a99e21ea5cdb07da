/** What of a call that is over is kept in the list of calls: no addresses of machines, no words of servers. */
import type { CallLogEntry, LoggedQuality } from '../../shared/model/call-log.ts';
import type { CallSummary } from '../session/calls/calls-api.ts';

/** The entry of a call. */
export function loggedCall(summary: CallSummary): CallLogEntry {
  const { id, direction, peer, startedAt, answeredAt, endedAt, ending, failure, quality } = summary;
  const { encryption, hadPicture, onBehalfOf } = summary;
  return {
    id,
    direction,
    peer,
    at: startedAt,
    ending,
    ...(answeredAt === undefined ? {} : { talkedMs: Math.max(0, endedAt - answeredAt) }),
    ...(failure ? { failure: { code: failure.code, ...(failure.data ? { data: failure.data } : {}) } } : {}),
    ...(encryption ? { encryption } : {}),
    ...(quality ? { quality: loggedQuality(quality) } : {}),
    ...(hadPicture ? { hadPicture: true } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
  };
}

const keptFigures: readonly (keyof LoggedQuality)[] = [
  'mos',
  'codec',
  'videoCodec',
  'jitterMs',
  'lossPercent',
  'sentLossPercent',
  'roundTripMs',
  'path',
];

function loggedQuality(quality: NonNullable<CallSummary['quality']>): LoggedQuality {
  return Object.fromEntries(
    keptFigures.flatMap((name) => (quality[name] === undefined ? [] : [[name, quality[name]]])),
  );
}
