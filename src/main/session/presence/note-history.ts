/** The notes of before: the client itself keeps them on the server, the last few in instances of their own (mission F20). [LYNCDOC] noteHistory */

export interface KeptNote {
  readonly instance: number;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly publishedAt?: number;
}

/** What a new note does to the history. */
export interface HistoryChange {
  /** Where the new one is kept: a place of its own, or that of the one it replaces. */
  readonly put: number;
  /** Those that have no room any more, or say the same. */
  readonly drop: readonly number[];
}

/** Kept by a server nobody told otherwise, and the most any keeps. */
const USUAL = 3;
const MOST = 10;
/** Two notes within this time count as one that was mended. */
const MENDED_MS = 30_000;

/** Newest first, as many as a history can hold. */
export function newestFirst(kept: readonly KeptNote[]): readonly KeptNote[] {
  return [...kept]
    .sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0) || b.instance - a.instance)
    .slice(0, MOST);
}

/** Where `text` goes, published at `wall`. A history that already holds more than usual keeps its depth: its server was told so. */
export function addToHistory(kept: readonly KeptNote[], text: string, wall: number): HistoryChange {
  const sorted = newestFirst(kept);
  const [newest] = sorted;
  const isMended = newest !== undefined && wall - (newest.publishedAt ?? 0) < MENDED_MS;
  const put = isMended ? newest.instance : freeInstance(kept, wall);
  const others = sorted.filter(({ instance }) => instance !== put);
  const depth = Math.max(USUAL, sorted.length);
  const staying = others.filter((note) => note.text !== text).slice(0, depth - 1);
  return { put, drop: others.filter((note) => !staying.includes(note)).map(({ instance }) => instance) };
}

/** The second it was written, which nobody else used. */
function freeInstance(kept: readonly KeptNote[], wall: number): number {
  let instance = Math.floor(wall / 1000) >>> 0;
  while (kept.some((note) => note.instance === instance)) instance += 1;
  return instance;
}
