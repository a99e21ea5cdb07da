/** What is only shown of a call, never looked for: one column of JSON, and what of it fits when it is read back. */
import { z } from 'zod';
import type { CallPeer } from '../../shared/model/call.ts';
import type { CallLogEntry } from '../../shared/model/call-log.ts';
import { failureCodes } from '../../shared/model/failure.ts';

export type CallDetails = Pick<CallLogEntry, 'failure' | 'quality' | 'withoutRelay' | 'hadPicture' | 'onBehalfOf'> &
  Pick<CallPeer, 'number'>;

/** What a name, or a word of the details, may have, in UTF-16 units; the rest is not kept. */
export const longestName = 1000;

const text = z.string().max(longestName);
const figure = z.number();

const shapes: { readonly [K in keyof CallDetails]-?: z.ZodType<NonNullable<CallDetails[K]>> } = {
  number: text,
  failure: z.object({ code: z.enum(failureCodes), data: z.record(text, text).exactOptional() }),
  quality: z.object({
    mos: figure.exactOptional(),
    codec: text.exactOptional(),
    videoCodec: text.exactOptional(),
    jitterMs: figure.exactOptional(),
    lossPercent: figure.exactOptional(),
    sentLossPercent: figure.exactOptional(),
    roundTripMs: figure.exactOptional(),
    path: z.enum(['direct', 'reflexive', 'relayed', 'unchecked']).exactOptional(),
    wholeCall: z
      .object({
        meanMos: figure.exactOptional(),
        worstMos: figure.exactOptional(),
        lossPercent: figure.exactOptional(),
        sentLossPercent: figure.exactOptional(),
        worstJitterMs: figure.exactOptional(),
      })
      .exactOptional(),
  }),
  withoutRelay: z.enum(['late', 'no-credentials', 'no-password', 'wrong-password', 'silent', 'refused']),
  hadPicture: z.literal(true),
  onBehalfOf: z.object({ uri: text, name: text, number: text.exactOptional() }),
};

/** A call whose details somebody spoiled is a call all the same: a part that does not fit is left out. Never throws. */
export function readCallDetails(json: string): CallDetails {
  const values = z.record(z.string(), z.unknown()).catch({}).parse(parsed(json));
  const fitting = Object.entries(shapes).flatMap(([name, shape]) => {
    const read = shape.safeParse(values[name]);
    return read.success ? [[name, read.data] as const] : [];
  });
  return Object.fromEntries(fitting);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
