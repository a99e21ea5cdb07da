/** What bad networks do to packets, and what bad people send. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { MediaMalice } from '../faults/malice.ts';

export interface MediaFaults {
  /** Of a hundred packets, in each direction. */
  readonly lossPercent?: number;
  /** Each packet is late by anything up to this; they overtake each other. */
  readonly jitterMs?: number;
  /** All packets are late by this. */
  readonly delayMs?: number;
  readonly duplicatePercent?: number;
  /** So many of a hundred come 30 ms later, after those sent behind them. */
  readonly reorderPercent?: number;
  /** An address translator stands between, for calls that begin while this is set: only who was talked to comes in, and sees another port. */
  readonly isTranslated?: boolean;
  /** What the party itself sends that means harm, with the true keys. */
  readonly malice?: MediaMalice;
}

const OVERTAKEN_MS = 30;
const MOST_UNDERWAY = 5000;

export class Impairment {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: () => MediaFaults;
  readonly #underway = new Set<() => void>();

  /** `faults` is asked for each packet. */
  constructor(clock: Clock, random: Random, faults: () => MediaFaults) {
    this.#clock = clock;
    this.#random = random;
    this.#faults = faults;
  }

  /** Lets one packet through: at once, later, twice or never. */
  pass(deliver: () => void): void {
    const { lossPercent = 0, jitterMs = 0, delayMs = 0, duplicatePercent = 0, reorderPercent = 0 } = this.#faults();
    if (this.#chance(lossPercent)) return;
    const late = delayMs + (jitterMs > 0 ? this.#share() * jitterMs : 0);
    this.#deliver(late + (this.#chance(reorderPercent) ? OVERTAKEN_MS : 0), deliver);
    if (this.#chance(duplicatePercent)) this.#deliver(late, deliver);
  }

  /** What is underway is lost. */
  close(): void {
    for (const stop of this.#underway) stop();
    this.#underway.clear();
  }

  #deliver(ms: number, deliver: () => void): void {
    if (ms <= 0) {
      deliver();
      return;
    }
    if (this.#underway.size >= MOST_UNDERWAY) return;
    const stop = this.#clock.after(ms, () => {
      this.#underway.delete(stop);
      deliver();
    });
    this.#underway.add(stop);
  }

  #chance(percent: number): boolean {
    return percent > 0 && this.#share() * 100 < percent;
  }

  /** 0 to 1. */
  #share(): number {
    const [high = 0, low = 0] = this.#random.bytes(2);
    return (high * 256 + low) / 65_536;
  }
}
