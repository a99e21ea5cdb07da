/** Whether a window whose page died may come back. */

const spanMs = 60_000;
const mostInSpan = 3;

/** Says yes three times a minute: a page that dies each time it is drawn would otherwise come back for ever. */
export function createRevival(now: () => number): () => boolean {
  let deaths: readonly number[] = [];
  return () => {
    deaths = [...deaths.filter((at) => now() - at < spanMs), now()];
    return deaths.length <= mostInSpan;
  };
}
