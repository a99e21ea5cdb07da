/** What a try-out found, one line each. */

/** Counts and prints; nothing is thrown, so that one fault does not hide the next. */
export function createTally() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  return {
    counts,
    /**
     * @param {string} what
     * @param {boolean} holds
     * @param {unknown} [seen] shown where it does not hold
     */
    expect(what, holds, seen) {
      counts[holds ? 'passed' : 'failed'] += 1;
      console.log(
        `${holds ? 'ok    ' : 'FAILED'} ${what}${holds || seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`,
      );
    },
    /** @param {string} why */
    skip(why) {
      counts.skipped += 1;
      console.log(`skip   ${why}`);
    },
  };
}

/** @typedef {ReturnType<typeof createTally>} Tally */
