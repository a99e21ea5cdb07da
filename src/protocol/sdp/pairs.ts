/** Which section of Chromium's stands for which of the far end's. Sections never move within a call, RFC 3264 8, so pairs only grow. */
import { isUsable } from './codecs.ts';
import type { MediaSection, SessionDescription } from './description.ts';
import type { SectionPair } from './legs.ts';

/** The last offer and answer on both sides, complete: what held, and holds again when the next offer is refused. */
export interface Exchange {
  /** Who made the offer: Chromium by us, or the far end. */
  readonly offeredBy: 'near' | 'far';
  readonly pairs: readonly SectionPair[];
  /** Chromium's, and ours for it. */
  readonly nearTheirs: SessionDescription;
  readonly nearOurs: SessionDescription;
  /** The far end's, and ours for it. */
  readonly farTheirs: SessionDescription;
  readonly farOurs: SessionDescription;
}

/**
 * The pairs for an offer of Chromium's: new sound and pictures take the place of a section of their kind that was switched off, or one behind
 * all those the far end knows.
 */
export function pairsForNearOffer(nearOffer: SessionDescription, before?: Exchange): readonly SectionPair[] {
  const pairs = [...(before?.pairs ?? [])];
  let next = before?.farOurs.media.length ?? 0;
  for (const [near, section] of nearOffer.media.entries()) {
    const isNew = !pairs.some((pair) => pair.near === near);
    if (isNew && isCarried(section.kind)) pairs.push({ near, far: vacant(section.kind, pairs, before) ?? next++ });
  }
  return pairs;
}

/** RFC 3264 8.1: a section that was refused may be offered again. */
function vacant(kind: string, pairs: readonly SectionPair[], before: Exchange | undefined): number | undefined {
  const at = before?.farOurs.media.findIndex(
    (section, far) => section.kind === kind && section.port === 0 && !pairs.some((pair) => pair.far === far),
  );
  return at === -1 ? undefined : at;
}

/** The pairs for an offer of the far end's: one section of sound and one of pictures, the first that have something in common with us. */
export function pairsForFarOffer(farOffer: SessionDescription, before?: Exchange): readonly SectionPair[] {
  const kept = (before?.pairs ?? []).filter(({ near, far }) => before && isSameKind(before, near, farOffer.media[far]));
  const pairs = [...kept];
  let near = before?.nearTheirs.media.length ?? 0;
  for (const [far, section] of farOffer.media.entries()) {
    const isNew = !pairs.some((pair) => pair.far === far);
    const isFirst = !pairs.some((pair) => isLive(farOffer.media[pair.far], section.kind));
    if (isNew && isFirst && section.port !== 0 && isCarried(section.kind) && isUsable(section)) {
      pairs.push({ near: near++, far });
    }
  }
  return pairs;
}

/** A far end may use the place of a section it switched off for something else. RFC 3264 8.1 */
function isSameKind({ nearTheirs }: Exchange, near: number, theirs: MediaSection | undefined): boolean {
  return theirs === undefined || nearTheirs.media[near]?.kind === theirs.kind;
}

function isLive(section: MediaSection | undefined, kind: string): boolean {
  return section !== undefined && section.kind === kind && section.port !== 0;
}

function isCarried(kind: string): kind is 'audio' | 'video' {
  return kind === 'audio' || kind === 'video';
}
