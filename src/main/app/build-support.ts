/** Joins the session's record, the end of the one before, and "Save for support" with the client. */
import { dirname } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import type { StateStore } from '../store/state.ts';
import type { StorageReport } from '../store/storage-report.ts';
import { mendSessions, sessionFile } from '../support/session-file.ts';
import { recordSession, type SessionRecord } from '../support/session-record.ts';
import { createSupportService, type SupportService } from '../support/support-service.ts';
import type { Tracing } from '../trace/tracing.ts';

export interface SupportOptions {
  readonly clock: Clock;
  readonly tracing: Tracing;
  readonly storage?: StorageReport;
  /** Where the system's crash reports lie, if any are written. */
  readonly crashFolder?: string;
}

export interface Support extends SupportService {
  /** Looks how the session before ended, and begins this one's record. */
  start(): void;
  /** What was written about the person goes; the record begins anew. */
  forget(): void;
  close(): void;
}

/** Builds it; nothing is read or written before `start`. */
export function buildSupport(options: SupportOptions, { state }: { readonly state: StateStore }): Support {
  const { clock, tracing, storage } = options;
  const onProblem = (error: unknown) => storage?.failed('trace', error);
  // Beside the trace of the same session, and removed with it.
  const path = tracing.files?.jsonl.replace(/\.jsonl$/, '.txt');
  let record: SessionRecord | undefined;
  const begun = () => {
    record ??= recordSession(state, clock, path === undefined ? undefined : sessionFile(path, onProblem));
    return record;
  };
  const service = createSupportService({ state, clock, tracing, record: begun });
  return {
    ...service,
    start() {
      const endedBadly = path === undefined ? undefined : mendSessions(dirname(path), path, onProblem);
      state.set('support', {
        ...state.get().support,
        endedBadly: endedBadly ?? null,
        crashFolder: options.crashFolder ?? '',
      });
      begun();
    },
    forget() {
      service.letGo();
      begun().forget();
    },
    close: () => record?.close(),
  };
}
