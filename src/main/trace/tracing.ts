/** The protocol trace: a bounded ring in memory and two files per session, fed through one door that redacts. */
import type { Clock } from '../../shared/clock.ts';
import type { TraceBody, TraceEntry } from '../../shared/model/trace.ts';
import { withoutTalk } from './content.ts';
import { redact } from './redact.ts';
import type { TraceFiles } from './trace-files.ts';
import type { Tracer } from './tracer.ts';

const maxEntries = 5000;
const maxCharacters = 16_000_000;

export interface Tracing {
  readonly tracer: Tracer;
  /** Entries after a sequence number, oldest first; `lostBefore` is the first sequence number still held. */
  list(afterSeq: number, limit: number): { readonly entries: readonly TraceEntry[]; readonly lostBefore: number };
  /** The newest sequence number, 0 before the first line. */
  newest(): number;
  onRecord(listener: (entry: TraceEntry) => void): () => void;
  readonly files: TraceFiles | undefined;
  /** Empties the record in memory and on disk, that of older sessions too. */
  forget(): Promise<void>;
  /** Resolves when everything recorded is on disk. */
  close(): Promise<void>;
}

/** Makes a trace; without files it lives in memory alone. */
export function createTracing(options: { readonly clock: Clock; readonly files?: TraceFiles | undefined }): Tracing {
  const ring: TraceEntry[] = [];
  const listeners = new Set<(entry: TraceEntry) => void>();
  let seq = 0;
  let characters = 0;

  function record(correlation: string, body: TraceBody): void {
    seq += 1;
    const entry: TraceEntry = { seq, at: options.clock.wall(), correlation, ...redactBody(body) };
    ring.push(entry);
    characters += sizeOf(entry);
    while (ring.length > maxEntries || (characters > maxCharacters && ring.length > 1)) {
      const oldest = ring.shift();
      if (oldest) characters -= sizeOf(oldest);
    }
    options.files?.write(entry);
    for (const listener of listeners) listener(entry);
  }

  function tracerFor(correlation: string): Tracer {
    return { record: (body) => record(correlation, body), for: tracerFor };
  }

  return {
    tracer: tracerFor('app'),
    list(afterSeq, limit) {
      const lostBefore = ring[0]?.seq ?? seq + 1;
      const from = Math.max(0, afterSeq + 1 - lostBefore);
      return { entries: ring.slice(from, from + limit), lostBefore };
    },
    newest: () => seq,
    onRecord(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files: options.files,
    async forget() {
      ring.length = 0;
      characters = 0;
      await options.files?.forget();
    },
    close: async () => options.files?.close(),
  };
}

/** Every text in an entry passes here; a new kind of entry is redacted without anybody thinking of it. */
function redactBody(body: TraceBody): TraceBody {
  const redacted: Record<string, unknown> = { ...body };
  for (const [key, value] of Object.entries(body)) redacted[key] = redactValue(value);
  if (body.kind === 'sip') redacted.text = withoutTalk(String(redacted.text));
  return redacted as TraceBody;
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  return Array.isArray(value) ? value.map(redactValue) : value;
}

function sizeOf(entry: TraceEntry): number {
  return entry.kind === 'sip' ? entry.text.length + 200 : 200;
}
