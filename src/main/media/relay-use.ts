/** Whether a call has the media relay that there is for it, and what is told where it has not. */
import type { WithoutRelay } from '../../shared/model/call.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { MediaEvent } from './call-media.ts';

export class RelayUse {
  readonly #tracer: Pick<Tracer, 'record'>;
  readonly #onEvent: (event: MediaEvent) => void;
  /** It was given a relay, and has described no address of one yet. */
  #isAwaited = false;
  #without: WithoutRelay | undefined;

  constructor(tracer: Pick<Tracer, 'record'>, onEvent: (event: MediaEvent) => void) {
    this.#tracer = tracer;
    this.#onEvent = onEvent;
  }

  /** So many relays may be used. */
  begin(count: number, missing: WithoutRelay | undefined): void {
    this.#isAwaited = count > 0;
    if (missing) this.without(missing);
  }

  /** A description of ours goes out: the first with candidates shows whether something was lent in time. */
  describe(sdp: string): void {
    if (!this.#isAwaited || !/^a=candidate:/m.test(sdp)) return;
    this.#isAwaited = false;
    if (!/^a=candidate:.* typ relay\b/m.test(sdp)) this.without('silent');
  }

  /** Each reason is told once; what the relay says for itself is more than that it was not heard in time. */
  without(why: WithoutRelay): void {
    if (this.#without === why || (this.#without !== undefined && this.#without !== 'silent')) return;
    this.#without = why;
    this.#tracer.record({ kind: 'decision', text: `the call goes on without a media relay: ${why}` });
    this.#onEvent({ kind: 'without-relay', why });
  }
}
