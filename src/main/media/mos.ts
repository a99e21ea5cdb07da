/** How good a line sounds, from what was measured. */

/**
 * What a codec costs by itself, and how it bears loss. Those of G.711, with concealment, are of ITU-T G.113 appendix I. Those of G.722 and Opus are
 * estimates of ours: the E-model of ITU-T G.107 is one of telephone bandwidth, in which no wideband codec has figures of its own.
 */
const codecs: ReadonlyMap<string, { readonly impairment: number; readonly robustness: number }> = new Map([
  ['PCMU', { impairment: 0, robustness: 25.1 }],
  ['PCMA', { impairment: 0, robustness: 25.1 }],
  ['G722', { impairment: 13, robustness: 14 }],
  ['OPUS', { impairment: 5, robustness: 20 }],
]);

/** R of a line without any impairment, with the default values of ITU-T G.107 table 2. */
const best = 93.2;
/** One frame, which is recorded before it is sent. */
const frameMs = 20;
/** From here on delay hurts conversation beyond mere lateness. ITU-T G.107 annex B */
const hurtfulDelayMs = 177.3;

export interface LineFigures {
  readonly roundTripMs: number;
  readonly jitterBufferMs: number;
  readonly lossPercent: number;
  readonly codec: string;
}

/** The mean opinion score from 1 to 4.5 that the E-model estimates, reduced to delay and loss; undefined for a codec nobody rated. ITU-T G.107 */
export function estimateMos({ roundTripMs, jitterBufferMs, lossPercent, codec }: LineFigures): number | undefined {
  const rated = codecs.get(codec.toUpperCase());
  if (!rated) return undefined;
  const { impairment, robustness } = rated;
  const delayMs = roundTripMs / 2 + jitterBufferMs + frameMs;
  const ofDelay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - hurtfulDelayMs);
  const ofLoss = impairment + ((95 - impairment) * lossPercent) / (lossPercent + robustness);
  const rating = Math.max(0, Math.min(best, best - ofDelay - ofLoss));
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.round(Math.max(1, score) * 100) / 100;
}
