/** Numbers of formats: kept as they were, since neither side lets one change its meaning in mid-call. RFC 3264 8.3.2 */
import { codecKey, findCodec } from './codecs.ts';
import type { Payload } from './description.ts';

/** Chromium's own, so that its next offer says the same. */
const CHROMIUMS: ReadonlyMap<string, number> = new Map([
  ['opus/48000/2', 111],
  ['g722/8000/1', 9],
  ['pcmu/8000/1', 0],
  ['pcma/8000/1', 8],
  ['cn/8000/1', 13],
  ['telephone-event/48000/1', 110],
  ['telephone-event/8000/1', 126],
  ['h264/90000/1', 102],
]);
/** What everybody writes, and some old gateways take alone. */
const usualDigits = 101;
const firstDynamic = 96;
const lastDynamic = 127;

/**
 * Numbers each codec: as in `known` (what was said on that side before), else as `wanted` says where that is free, else any that is free.
 * `taken` are the numbers that mean something else already. A codec that finds no number is left out.
 */
export function numbered(
  codecs: readonly Payload[],
  known: readonly Payload[],
  taken: Iterable<number>,
  wanted: (codec: Payload) => number,
): Payload[] {
  const used = new Set(taken);
  const given = new Set<number>();
  const before = codecs.map((codec) => findCodec(codec, known)?.type);
  for (const type of before) if (type !== undefined) used.add(type);
  return codecs.flatMap((codec, at) => {
    const kept = before[at];
    const type = kept !== undefined && !given.has(kept) ? kept : free(wanted(codec), used);
    if (type === undefined) return [];
    given.add(type);
    used.add(type);
    return [{ ...codec, type }];
  });
}

/** What Chromium would number a far end's codec. */
export function usualForNear(codec: Payload): number {
  return CHROMIUMS.get(codecKey(codec)) ?? codec.type;
}

/** What far ends number a codec of Chromium's. */
export function usualForFar(codec: Payload): number {
  return codecKey(codec) === 'telephone-event/8000/1' ? usualDigits : codec.type;
}

function free(wanted: number, used: ReadonlySet<number>): number | undefined {
  if (!used.has(wanted)) return wanted;
  for (let type = firstDynamic; type <= lastDynamic; type++) if (!used.has(type)) return type;
  return undefined;
}
