/** What the verifier says of certificates that a real TLS server on the loopback shows, and what it writes into the trace. */
import { afterEach } from 'vitest';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import type { Trust } from '../../src/main/trust/trust.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import { createTlsBench, type Shown } from './tls-bench.ts';

/** Call once at the top of a test file: what was opened is closed, and the trace emptied, after each test. */
export function createVerdictBench(host: string, at: number) {
  const traced: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => traced.push(body), for: () => tracer };
  const bench = createTlsBench();
  afterEach(() => {
    bench.close();
    traced.length = 0;
  });
  const judge = async (shown: Shown, trust: Trust, name = host) =>
    trust.verdict(await bench.open(shown, trust, name), name, { tracer, at });
  return { bench, tracer, traced, judge };
}
