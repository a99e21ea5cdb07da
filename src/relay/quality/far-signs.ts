/** Whether a far end that is not heard means to be: what it counts itself, and the comfort noise that begins a pause. */
import type { Clock } from '../../shared/clock.ts';
import type { RtcpPart } from '../rtp/rtcp.ts';

/**
 * `sends`: by its own count it goes on sending, and what it sends is lost. `pauses`: it said that its speaker is quiet. Undefined: it says neither,
 * as one that sends nothing while nobody speaks, and says nothing of that.
 */
export type Intent = 'sends' | 'pauses' | undefined;

/** What a line lets know of its far end. */
export interface FarSigns {
  /** When sound or pictures that both agreed on last came; undefined before. */
  readonly lastHeardMs: number | undefined;
  /** When it last reported; undefined before. Reports go on where sound does not. */
  readonly lastReportMs: number | undefined;
  readonly intent: Intent;
}

/** Chromium's number for comfort noise of 8000 Hz. RFC 3551 6 */
const comfortNoise = 13;

/** Made with the line; nothing is heard yet. */
export class SignsOfFar implements FarSigns {
  readonly #clock: Pick<Clock, 'now'>;
  #lastHeardMs: number | undefined;
  #lastReportMs: number | undefined;
  #isNoise = false;
  #isSending = false;
  /** What the first report after the last packet counted. */
  #counted: { readonly ssrc: number; readonly packets: number } | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  get lastHeardMs(): number | undefined {
    return this.#lastHeardMs;
  }

  get lastReportMs(): number | undefined {
    return this.#lastReportMs;
  }

  get intent(): Intent {
    if (this.#isSending) return 'sends';
    return this.#isNoise ? 'pauses' : undefined;
  }

  /** A packet that was agreed on came; the number is Chromium's. */
  heard(nearType: number): void {
    this.#lastHeardMs = this.#clock.now();
    // One such packet may be the only one of a pause. RFC 3389 4
    this.#isNoise = nearType === comfortNoise;
    this.#isSending = false;
    this.#counted = undefined;
  }

  /** A compound packet came. A count that grows from one report to the next, and nothing between them: it is lost on the way. RFC 3550 6.4.1 */
  reported(parts: readonly RtcpPart[]): void {
    this.#lastReportMs = this.#clock.now();
    for (const { said } of parts) {
      if (said.kind !== 'sender-report') continue;
      const { ssrc, packets } = said;
      if (this.#counted?.ssrc === ssrc) this.#isSending ||= packets > this.#counted.packets;
      else this.#counted ??= { ssrc, packets };
    }
  }
}
