/** The history's thread without the thread: opens one file and answers calls, one after the other. */
import { DamagedFile, type HistoryDatabase, openDatabase } from './database.ts';
import type { HistoryCall, HistoryReply, HistoryTrouble } from './messages.ts';
import { ForeignFile, NewerFile } from './schema.ts';
import { type OpenSqlite, sqliteCode } from './sqlite.ts';

/** Opens the file and tells how that went; returns what answers calls, nothing when the file could not be opened. */
export async function serveHistory(
  file: string,
  load: () => Promise<OpenSqlite>,
  tell: (reply: HistoryReply) => void,
): Promise<((call: HistoryCall) => void) | undefined> {
  const opened = await open(file, load);
  if ('trouble' in opened) {
    tell({ kind: 'not-open', trouble: opened.trouble });
    return undefined;
  }
  tell({ kind: 'open' });
  return (call) => tell(answer(opened.database, call));
}

async function open(
  file: string,
  load: () => Promise<OpenSqlite>,
): Promise<{ readonly database: HistoryDatabase } | { readonly trouble: HistoryTrouble }> {
  let sqlite: OpenSqlite;
  try {
    sqlite = await load();
  } catch (error) {
    return { trouble: { why: 'library', detail: wordsOf(error) } };
  }
  try {
    return { database: openDatabase(sqlite, file) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

function answer(database: HistoryDatabase, { id, method, args }: HistoryCall): HistoryReply {
  try {
    const work = database[method] as (...given: readonly unknown[]) => unknown;
    return { kind: 'done', id, value: work(...args) };
  } catch (error) {
    return { kind: 'failed', id, trouble: troubleOf(error) };
  }
}

function troubleOf(error: unknown): HistoryTrouble {
  const code = sqliteCode(error);
  const isDamaged =
    error instanceof DamagedFile || error instanceof ForeignFile || /^SQLITE_(CORRUPT|NOTADB)/.test(code);
  const why = error instanceof NewerFile ? 'newer' : isDamaged ? 'damaged' : 'refused';
  return { why, detail: code ? `${wordsOf(error)} (${code})` : wordsOf(error) };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
