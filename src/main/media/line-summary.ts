/** A whole line in a few figures, added up from what was told of it every few seconds. */
import type { CallQuality, LineSummary } from '../../shared/model/call.ts';
import { present } from '../../shared/present.ts';

/** The parts of a picture of the line that count; `mos` only where it was measured just now. */
export type CountedQuality = Pick<CallQuality, 'mos' | 'lossPercent' | 'sentLossPercent' | 'jitterMs'>;

/**
 * Adds them up. Pictures of the line come at even intervals, and packets of a codec do as well: so the mean of the shares is the share of all packets
 * that were to come. A time in which none were, as while a call is held, has no share and does not count.
 */
export class RunningSummary {
  readonly #mos = new Mean();
  readonly #loss = new Mean();
  readonly #sentLoss = new Mean();
  #worstMos: number | undefined;
  #worstJitterMs: number | undefined;

  add({ mos, lossPercent, sentLossPercent, jitterMs }: CountedQuality): void {
    this.#mos.add(mos);
    this.#loss.add(lossPercent);
    this.#sentLoss.add(sentLossPercent);
    if (mos !== undefined) this.#worstMos = Math.min(mos, this.#worstMos ?? mos);
    if (jitterMs !== undefined) this.#worstJitterMs = Math.max(jitterMs, this.#worstJitterMs ?? jitterMs);
  }

  /** Undefined while nothing was told; of the rest, what was. Scores to hundredths, shares to tenths. */
  get figures(): LineSummary | undefined {
    const figures = present({
      meanMos: this.#mos.value(100),
      worstMos: this.#worstMos,
      lossPercent: this.#loss.value(10),
      sentLossPercent: this.#sentLoss.value(10),
      worstJitterMs: this.#worstJitterMs,
    });
    return Object.keys(figures).length > 0 ? figures : undefined;
  }
}

class Mean {
  #sum = 0;
  #count = 0;

  add(value: number | undefined): void {
    if (value === undefined || !Number.isFinite(value)) return;
    this.#sum += value;
    this.#count += 1;
  }

  value(parts: number): number | undefined {
    return this.#count === 0 ? undefined : Math.round((this.#sum / this.#count) * parts) / parts;
  }
}
