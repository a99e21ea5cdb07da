/** The history without its thread: the same code on the same files, for tests that have no bundle. */
import type { HistoryCall, HistoryReply } from '../../src/main/history/messages.ts';
import { serveHistory } from '../../src/main/history/serve.ts';
import { loadSqlite } from '../../src/main/history/sqlite.ts';
import { HistoryError, type OpenHistoryFile, overCalls } from '../../src/main/history/thread.ts';

/** Opens files in this very thread. */
export const historyHere: OpenHistoryFile = async (file) => {
  const replies: HistoryReply[] = [];
  const answer = await serveHistory(file, loadSqlite, (reply) => replies.push(reply));
  const opened = replies.pop();
  if (opened?.kind === 'not-open') throw new HistoryError(opened.trouble);
  const call = async (method: HistoryCall['method'], args: readonly unknown[]): Promise<unknown> => {
    // As over a thread, nothing is shared and nothing is answered at once.
    answer?.({ id: 0, method, args: structuredClone(args) });
    const reply = structuredClone(replies.pop());
    if (reply?.kind === 'failed') throw new HistoryError(reply.trouble);
    return reply?.kind === 'done' ? reply.value : undefined;
  };
  return overCalls(call, Promise.resolve());
};
