/** The thread's own file: SQLite works here, so that main never waits for a disk. Bundled as out/main/history.js. */
import { parentPort, workerData } from 'node:worker_threads';
import type { HistoryCall } from './messages.ts';
import { serveHistory } from './serve.ts';
import { loadSqlite } from './sqlite.ts';

const port = parentPort;
if (!port) throw new Error('the history runs as a thread of its own');
const answer = await serveHistory((workerData as { readonly file: string }).file, loadSqlite, (reply) =>
  port.postMessage(reply),
);
if (answer) {
  port.on('message', (call: HistoryCall) => {
    answer(call);
    // Nothing listens any more, so the thread ends, and with it every handle of the file.
    if (call.method === 'close') port.close();
  });
} else port.close();
