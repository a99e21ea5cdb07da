/** Main's side of the history's thread: calls are promises, answered in order. */
import { Worker } from 'node:worker_threads';
import type { HistoryDatabase } from './database.ts';
import type { HistoryCall, HistoryMethod, HistoryReply, HistoryTrouble } from './messages.ts';

/** An open history file: the methods of HistoryDatabase as promises, which reject with HistoryError alone. */
export type OpenHistory = {
  readonly [M in HistoryMethod]: (...args: Parameters<HistoryDatabase[M]>) => Promise<ReturnType<HistoryDatabase[M]>>;
} & {
  /** Answers what was asked before, then lets go of the file. Never rejects. */
  close(): Promise<void>;
};

/** Opens one file. Rejects with HistoryError. */
export type OpenHistoryFile = (file: string) => Promise<OpenHistory>;

export class HistoryError extends Error {
  readonly trouble: HistoryTrouble;
  constructor(trouble: HistoryTrouble) {
    super(trouble.detail);
    this.trouble = trouble;
  }
}

/** Each file gets a thread of its own, which runs the bundled worker.ts. When the thread has ended, the file is let go. */
export function historyThread(script: string): OpenHistoryFile {
  return (file) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: { file } });
      const calls = callsOver((call) => worker.postMessage(call));
      let trouble: HistoryTrouble = { why: 'library', detail: 'the thread of the history ended' };
      const ended = new Promise<void>((end) => {
        worker.once('exit', () => {
          const error = new HistoryError(trouble);
          reject(error);
          calls.fail(error);
          end();
        });
      });
      worker.on('error', (error) => {
        trouble = { why: 'library', detail: error.message };
      });
      worker.on('message', (reply: HistoryReply) => {
        if (reply.kind === 'open') resolve(overCalls(calls.call, ended));
        else if (reply.kind === 'not-open') trouble = reply.trouble;
        else calls.take(reply);
      });
    });
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: HistoryError): void;
}

function callsOver(send: (call: HistoryCall) => void) {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let over: HistoryError | undefined;
  return {
    call(method: HistoryCall['method'], args: readonly unknown[]): Promise<unknown> {
      if (over) return Promise.reject(over);
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ id, method, args });
      });
    },
    take(reply: Extract<HistoryReply, { readonly id: number }>): void {
      const caller = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.kind === 'done') caller?.resolve(reply.value);
      else caller?.reject(new HistoryError(reply.trouble));
    },
    fail(error: HistoryError): void {
      over ??= error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

/** The methods over calls; `ended` resolves when the file is let go. */
export function overCalls(
  call: (method: HistoryCall['method'], args: readonly unknown[]) => Promise<unknown>,
  ended: Promise<void>,
): OpenHistory {
  const named = <M extends HistoryMethod>(method: M): OpenHistory[M] =>
    ((...args: readonly unknown[]) => call(method, args)) as OpenHistory[M];
  return {
    record: named('record'),
    change: named('change'),
    search: named('search'),
    page: named('page'),
    people: named('people'),
    recordCall: named('recordCall'),
    calls: named('calls'),
    lastCalled: named('lastCalled'),
    removePeer: named('removePeer'),
    removeMessage: named('removeMessage'),
    removeCall: named('removeCall'),
    removeCalls: named('removeCalls'),
    removeOlderThan: named('removeOlderThan'),
    async close() {
      // A thread that is gone has let go already.
      await call('close', []).catch(() => undefined);
      await ended;
    },
  };
}
