/** This session's trace on disk: JSON Lines and the UCCAPI line format, readable by the owner only; old sessions are removed. */
import { createWriteStream, mkdirSync, readdirSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { uccapiLines } from './uccapi.ts';

const keptSessions = 10;
const maxFileCharacters = 50_000_000;

export interface TraceFiles {
  readonly jsonl: string;
  readonly uccapi: string;
  readonly folder: string;
  write(entry: TraceEntry): void;
  close(): Promise<void>;
}

/**
 * Opens the two files `session-<time>.jsonl` and `.uccapilog` in a folder, made when missing.
 * A disk that refuses is no reason to stop working: writing ends silently and the trace stays in memory.
 */
export function openTraceFiles(options: { folder: string; wall: number; processId: number }): TraceFiles {
  const { folder, processId } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOldSessions(folder);
  const stem = join(folder, `session-${new Date(options.wall).toISOString().replaceAll(/[:.]/g, '-')}`);
  const jsonl = openFile(`${stem}.jsonl`);
  const uccapi = openFile(`${stem}.uccapilog`);
  return {
    jsonl: jsonl.path,
    uccapi: uccapi.path,
    folder,
    write(entry) {
      jsonl.append(`${JSON.stringify(entry)}\n`);
      uccapi.append(uccapiLines(entry, processId));
    },
    close: async () => {
      await Promise.all([jsonl.close(), uccapi.close()]);
    },
  };
}

function openFile(path: string): { path: string; append(text: string): void; close(): Promise<void> } {
  const stream: WriteStream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  let written = 0;
  let broken = false;
  stream.on('error', () => {
    broken = true;
  });
  return {
    path,
    append(text) {
      if (broken || written > maxFileCharacters) return;
      written += text.length;
      stream.write(text);
    },
    close: () =>
      new Promise((resolve) => {
        if (broken || stream.destroyed) resolve();
        else stream.end(() => resolve());
      }),
  };
}

function removeOldSessions(folder: string): void {
  const sessions = readdirSync(folder)
    .filter((name) => /^session-.*\.(jsonl|uccapilog)$/.test(name))
    .sort();
  for (const name of sessions.slice(0, Math.max(0, sessions.length - (keptSessions - 1) * 2))) {
    rmSync(join(folder, name), { force: true });
  }
}
