/** Where every part of main reports what it does on the wire. */
import type { TraceBody } from '../../shared/model/trace.ts';

export interface Tracer {
  /** Records one line. Secrets are taken out here, before anything keeps or writes it. */
  record(body: TraceBody): void;
  /** A tracer whose lines carry this correlation id (one sign-in, one join). */
  for(correlation: string): Tracer;
}
