import { z } from 'zod';
import type { Examination } from '../model/examination.ts';
import type { TraceEntry } from '../model/trace.ts';
import { traceFormats } from '../model/trace-format.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const diagnosticsRequests = {
  /** Connects to every address of a server, looks at its certificate, and hangs up. Nothing is sent. */
  'diagnostics.examine': request<Outcome<Examination>>()(
    z.object({ host: z.string().max(255), port: z.number().int().min(1).max(65_535) }),
  ),
  /** Trace entries after a sequence number, oldest first. */
  'trace.list': request<{ readonly entries: readonly TraceEntry[]; readonly lostBefore: number }>()(
    z.object({ afterSeq: z.number().int().min(0), limit: z.number().int().min(1).max(5000) }),
  ),
  /** Where this session's redacted files lie: JSON Lines and the UCCAPI line format. */
  'trace.files': request<{ readonly jsonl: string; readonly uccapi: string }>()(z.void()),
  'trace.showFolder': request<void>()(z.void()),
  /**
   * Saves the whole trace, redacted as its files are, where the person says: false when no place was chosen. Failures: STORAGE_FAILED, data
   * `what: file`.
   */
  'diagnostics.export': request<Outcome<boolean>>()(z.object({ format: z.enum(traceFormats) })),
  /** Saves the ladder where the person says: false when none was chosen. Failures: STORAGE_FAILED, data `what: file`. */
  'trace.saveLadder': request<Outcome<boolean>>()(
    z.object({ kind: z.enum(['text', 'picture']), content: z.string().max(5_000_000) }),
  ),
} as const;
