/** What the requests about the trace do. */
import type { TraceFormat } from '../../shared/model/trace-format.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Client } from '../app/compose.ts';
import { type ExportedTrace, exportTrace } from '../trace/export.ts';
import type { FileDesktop } from './file-handlers.ts';
import type { Handlers } from './router.ts';
import type { SchedulingDesktop } from './scheduling-handlers.ts';

type TraceRequests = 'trace.list' | 'trace.files' | 'trace.showFolder' | 'trace.saveLadder' | 'diagnostics.export';

/** Binds that part of the contract. */
export function traceHandlersFor(
  client: Client,
  desktop: SchedulingDesktop & FileDesktop,
): Pick<Handlers, TraceRequests> {
  const { tracing } = client;
  return {
    'trace.list': ({ afterSeq, limit }) => tracing.list(afterSeq, limit),
    'trace.files': () => ({ jsonl: tracing.files?.jsonl ?? '', uccapi: tracing.files?.uccapi ?? '' }),
    'trace.showFolder': () => {
      if (tracing.files) desktop.showFolder(tracing.files.jsonl);
    },
    'trace.saveLadder': ({ kind, content }) =>
      save(desktop, { name: `offhook-ladder.${kind === 'text' ? 'txt' : 'svg'}`, content }),
    'diagnostics.export': ({ format }) => save(desktop, exportedTrace(client, format)),
  };
}

/** Everything that the record still holds. */
function exportedTrace({ tracing, state }: Client, format: TraceFormat): ExportedTrace {
  const { entries } = tracing.list(0, Number.MAX_SAFE_INTEGER);
  return exportTrace(entries, format, { processId: process.pid, connections: state.get().connections });
}

/** Under a name of ours: what the window says is the content, never the place. */
async function save(desktop: SchedulingDesktop, { name, content }: ExportedTrace): Promise<Outcome<boolean>> {
  try {
    return done(await desktop.saveFile({ name, text: content }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
