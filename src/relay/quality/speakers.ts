/** Who speaks in mixed sound, by the sources that its packets name. RFC 3550 7.1, [MS-RTP] 3.1 */
import type { Clock } from '../../shared/clock.ts';

/** Between two words nobody stops speaking. */
const pauseMs = 1000;
/** More people than can be told apart by ear; packets that name others all the time would be an attack on memory. */
const mostSpeakers = 32;

export interface Speakers {
  /** The sources that one packet names. */
  take(sources: readonly number[]): void;
  /** Those named within the last second, smallest first. */
  readonly now: readonly number[];
}

/** Nobody speaks to begin with. */
export function createSpeakers(clock: Pick<Clock, 'now'>): Speakers {
  const lastMs = new Map<number, number>();
  const forget = () => {
    for (const [source, ms] of lastMs) if (clock.now() - ms >= pauseMs) lastMs.delete(source);
  };
  return {
    take(sources) {
      for (const source of sources) {
        if (lastMs.size >= mostSpeakers && !lastMs.has(source)) forget();
        if (lastMs.size < mostSpeakers || lastMs.has(source)) lastMs.set(source, clock.now());
      }
    },
    get now() {
      forget();
      return [...lastMs.keys()].sort((one, other) => one - other);
    },
  };
}
