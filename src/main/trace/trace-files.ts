/** This session's trace on disk: JSON Lines and the UCCAPI line format, readable by the owner only; old sessions are removed. */
import { createWriteStream, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { withoutContent } from './content.ts';
import { uccapiLines } from './uccapi.ts';

const keptSessions = 10;
const maxFileCharacters = 50_000_000;
const full = 'This file is full: what came later in this session is not in it.';
const ofASession = /^(session-.*)\.(?:jsonl|uccapilog|txt(?:\.new)?)$/;

export interface TraceFiles {
  readonly jsonl: string;
  readonly uccapi: string;
  readonly folder: string;
  write(entry: TraceEntry): void;
  /** Removes older sessions' files and empties this one's, which go on from there. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface TraceFilesOptions {
  readonly folder: string;
  readonly wall: number;
  readonly processId: number;
  /** Told of every refusal of the disk: at the start, or when it is full one day. */
  readonly onProblem?: (error: unknown) => void;
}

/**
 * Opens the two files `session-<time>.jsonl` and `.uccapilog` in a folder, made when missing; undefined where that cannot be.
 * A disk that refuses is no reason to stop working: writing ends, which is told once, and the trace stays in memory.
 */
export function openTraceFiles(options: TraceFilesOptions): TraceFiles | undefined {
  const { folder } = options;
  const onProblem = options.onProblem ?? (() => undefined);
  const stem = join(folder, sessionName(options.wall));
  const opened: TraceFile[] = [];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const ending of ['jsonl', 'uccapilog']) opened.push(openFile(`${stem}.${ending}`, onProblem));
  } catch (error) {
    onProblem(error);
    for (const file of opened) void file.close();
    return undefined;
  }
  const [jsonl, uccapi] = opened as [TraceFile, TraceFile];
  // What one thing is refused for does not hold for the next.
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step();
    } catch (error) {
      if (!isMissing(error)) onProblem(error);
      return undefined;
    }
  };
  const remove = (paths: readonly string[]) => {
    for (const path of paths) attempt(() => rmSync(path, { force: true }));
  };
  const sessions = attempt(() => sessionsIn(folder)) ?? [];
  const kept = new Set([...new Set(sessions.map(sessionOf))].slice(-keptSessions));
  remove(sessions.filter((path) => !kept.has(sessionOf(path))));
  return {
    jsonl: jsonl.path,
    uccapi: uccapi.path,
    folder,
    write(entry) {
      const kept = entry.kind === 'sip' ? { ...entry, text: withoutContent(entry.text) } : entry;
      const { seq, at } = kept;
      const end: TraceEntry = { seq, at, correlation: 'app', kind: 'decision', text: full };
      jsonl.append(jsonLine(kept), () => jsonLine(end));
      uccapi.append(uccapiLines(kept, options.processId), () => uccapiLines(end, options.processId));
    },
    async forget() {
      const all = attempt(() => sessionsIn(folder)) ?? [];
      remove(all.filter((path) => path !== jsonl.path && path !== uccapi.path));
      await Promise.all([jsonl.empty(), uccapi.empty()]).catch(onProblem);
    },
    close: async () => {
      await Promise.all([jsonl.close(), uccapi.close()]);
    },
  };
}

interface TraceFile {
  readonly path: string;
  /** The second text is written behind what fills the file. */
  append(text: string, end: () => string): void;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Throws where the file cannot be opened. */
function openFile(path: string, onProblem: (error: unknown) => void): TraceFile {
  // Opened here and now, so that a refusal is known before anything is written.
  const stream = createWriteStream(path, { fd: openSync(path, 'a', 0o600) });
  let written = 0;
  let broken = false;
  stream.on('error', (error) => {
    broken = true;
    onProblem(error);
  });
  return {
    path,
    append(text, end) {
      if (broken || written > maxFileCharacters) return;
      written += text.length;
      stream.write(text);
      if (written > maxFileCharacters) stream.write(end());
    },
    async empty() {
      // What is on its way to the disk arrives first, else it would stand in the emptied file.
      await new Promise<void>((resolve) => {
        if (broken || stream.writableEnded) resolve();
        else stream.write('', () => resolve());
      });
      await truncate(path, 0).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      written = 0;
    },
    close: () =>
      new Promise((resolve) => {
        if (stream.closed) resolve();
        else stream.once('close', () => resolve()).end();
      }),
  };
}

function jsonLine(entry: TraceEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Somebody removed it, or the folder around it. */
function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** What the files of a session that began then are called, without their endings. The outcome in words has one of them, src/main/support. */
function sessionName(wall: number): string {
  return `session-${new Date(wall).toISOString().replaceAll(/[:.]/g, '-')}`;
}

function sessionOf(path: string): string {
  return ofASession.exec(basename(path))?.[1] ?? '';
}

/** Oldest first; the files of a session stand together. */
function sessionsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => ofASession.test(name));
  return names.sort().map((name) => join(folder, name));
}
