/** Which of the last packets were seen (RFC 3711 3.3.2). */

/** Packets that may overtake each other; RFC 3711 asks for 64 at least. */
const WINDOW = 256;

export interface ReplayWindow {
  /** Whether this index was seen, or is too old to tell. */
  has(index: number): boolean;
  add(index: number): void;
}

/** An empty window. Indexes are whole numbers from 0 to 2^48. */
export function createReplayWindow(): ReplayWindow {
  const seen = new Uint8Array(WINDOW);
  let highest = -1;

  return {
    has(index) {
      if (index > highest) return false;
      return index <= highest - WINDOW || seen[index % WINDOW] === 1;
    },
    add(index) {
      if (index - highest >= WINDOW) seen.fill(0);
      else for (let passed = highest + 1; passed < index; passed++) seen[passed % WINDOW] = 0;
      if (index > highest - WINDOW) seen[index % WINDOW] = 1;
      highest = Math.max(highest, index);
    },
  };
}
