/** Tells the window of new lines in the trace only while it looks at them, so that a message on the wire costs nothing when nobody does. */
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';

export interface TraceNews {
  /** The window asked for lines: it hears of the next one, once, and asks again if it still looks. */
  asked(): void;
}

/** Follows a trace for as long as that lives; nothing is told before somebody asks. */
export function createTraceNews(tracing: Tracing, state: StateStore): TraceNews {
  let isAsked = false;
  tracing.onRecord(({ seq }) => {
    if (!isAsked) return;
    isAsked = false;
    state.set('traceSeq', seq);
  });
  return {
    asked() {
      isAsked = true;
      // An answer holds a page at most, and much may have come since the last number was told.
      if (state.get().traceSeq !== tracing.newest()) state.set('traceSeq', tracing.newest());
    },
  };
}
