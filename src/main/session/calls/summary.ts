/** What lists of calls keep of one that is over. */
import type { CallSummary } from './calls-api.ts';
import type { LiveCall } from './live-call.ts';

/** Of a call that has ended. */
export function summaryOf({ view, hadPicture }: LiveCall): CallSummary {
  const {
    id,
    direction,
    peer,
    startedAt,
    answeredAt,
    endedAt = startedAt,
    end,
    quality,
    encryption,
    onBehalfOf,
  } = view;
  return {
    id,
    direction,
    peer,
    startedAt,
    endedAt,
    ending: end?.why ?? 'failed',
    hadPicture,
    ...(answeredAt === undefined ? {} : { answeredAt }),
    ...(end?.failure ? { failure: end.failure } : {}),
    ...(quality ? { quality } : {}),
    ...(encryption ? { encryption } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
  };
}
