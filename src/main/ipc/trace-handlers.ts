/** What the requests about the trace do. */
import type { TraceFormat } from '../../shared/model/trace-format.ts';
import type { Client } from '../app/compose.ts';
import { exportTrace } from '../trace/export.ts';
import type { FileDesktop } from './file-handlers.ts';
import type { Handlers } from './router.ts';
import { type FileToSave, type SavingDesktop, saved } from './saved.ts';

type TraceRequests = 'trace.list' | 'trace.files' | 'trace.showFolder' | 'trace.saveLadder' | 'diagnostics.export';

/** Binds that part of the contract. */
export function traceHandlersFor(client: Client, desktop: SavingDesktop & FileDesktop): Pick<Handlers, TraceRequests> {
  const { tracing, traceNews } = client;
  return {
    'trace.list'({ afterSeq, limit }) {
      traceNews.asked();
      return tracing.list(afterSeq, limit);
    },
    'trace.files': () => ({ jsonl: tracing.files?.jsonl ?? '', uccapi: tracing.files?.uccapi ?? '' }),
    'trace.showFolder': () => {
      if (tracing.files) desktop.showFolder(tracing.files.jsonl);
    },
    'trace.saveLadder': ({ kind, content }) =>
      saved(desktop, { name: `offhook-ladder.${kind === 'text' ? 'txt' : 'svg'}`, text: content }),
    'diagnostics.export': ({ format }) => saved(desktop, exportedTrace(client, format)),
  };
}

/** Everything that the record still holds. */
function exportedTrace({ tracing, state }: Client, format: TraceFormat): FileToSave {
  const { entries } = tracing.list(0, Number.MAX_SAFE_INTEGER);
  const context = { processId: process.pid, connections: state.get().connections };
  const { name, content } = exportTrace(entries, format, context);
  return { name, text: content };
}
