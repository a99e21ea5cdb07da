/** A far end's answer, mended where real ones stray from RFC 3264 6. */
import { codecKey } from './codecs.ts';
import type { MediaSection, SessionDescription } from './description.ts';
import type { Exchange } from './pairs.ts';

/**
 * The answer's sections by those of the offer: one that stands in another's place is found by its kind, one too few is refused, one too many
 * passed over. A format without parameters has those it was offered with, under the same number.
 */
export function completed(answer: SessionDescription, offer: SessionDescription): (MediaSection | undefined)[] {
  const isInOrder = offer.media.every(({ kind }, at) => (answer.media[at]?.kind ?? kind) === kind);
  const left = [...answer.media];
  return offer.media.map((offered, at) => {
    const found = isInOrder ? answer.media[at] : takeKind(left, offered.kind);
    return found && offered.port !== 0 ? withParameters(found, offered) : undefined;
  });
}

/** What the far end said last of each section, by the numbers of ours. */
export function saidByFar({ offeredBy, farOurs, farTheirs }: Exchange): readonly (MediaSection | undefined)[] {
  return offeredBy === 'near' ? completed(farTheirs, farOurs) : farTheirs.media;
}

function takeKind(left: MediaSection[], kind: string): MediaSection | undefined {
  const at = left.findIndex((section) => section.kind === kind);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function withParameters(section: MediaSection, offered: MediaSection): MediaSection {
  const payloads = section.payloads.map((payload) => {
    const same = offered.payloads.find(({ type }) => type === payload.type);
    const isSame = same !== undefined && codecKey(same) === codecKey(payload);
    return isSame && payload.fmtp.length === 0 ? { ...payload, fmtp: same.fmtp } : payload;
  });
  return { ...section, payloads };
}
