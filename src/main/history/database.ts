/** One open history file: what is kept, found and deleted of what was said and of who called. Everything here blocks, so it lives in a thread of its own (worker.ts). */
import type { CallPeer } from '../../shared/model/call.ts';
import type { CallLogEntry, CallLogPage } from '../../shared/model/call-log.ts';
import {
  type HistoryEntry,
  type HistoryHit,
  type HistoryHits,
  type HistoryPage,
  type HistoryPerson,
  type KeptEntry,
  mostFoundCalls,
} from '../../shared/model/history.ts';
import { callPage, findCalls, lastCalled, recordCall, type Statement } from './call-rows.ts';
import { callsLike } from './call-search.ts';
import { inTransaction, migrate } from './schema.ts';
import { snippetOf } from './snippet.ts';
import { matchExpression, soughtIn } from './sought.ts';
import { type OpenSqlite, type Sqlite, type SqliteStatement, type SqliteValue, sqliteCode } from './sqlite.ts';
import { composed, wordsOf } from './words.ts';

export interface HistoryDatabase {
  /** Keeps entries; one whose `messageId` is there already gets its new text and fate. */
  record(entries: readonly HistoryEntry[]): void;
  /** Gives those that are there their new text and fate; what was deleted stays away. */
  change(entries: readonly HistoryEntry[]): void;
  search(query: { readonly text: string; readonly limit: number; readonly before?: number | undefined }): HistoryHits;
  page(query: { readonly peerUri: string; readonly limit: number; readonly before?: number | undefined }): HistoryPage;
  people(limit: number): readonly HistoryPerson[];
  /** Keeps a call that is over; one whose `id` is there already stays as it is, and the oldest make way. */
  recordCall(call: CallLogEntry): void;
  calls(query: { readonly limit: number; readonly before?: number | undefined }): CallLogPage;
  lastCalled(): CallPeer | undefined;
  /** Deletes what was said to and by somebody, and the calls. */
  removePeer(uri: string): void;
  removeMessage(messageId: string): void;
  removeCall(id: string): void;
  /** Deletes all of them; what was written stays. */
  removeCalls(): void;
  /** Deletes what was said, and whoever called, before that time, wall clock. Returns how many entries and calls that were. */
  removeOlderThan(at: number): number;
  close(): void;
}

/** No file grows beyond this; SQLite then says that it is full. */
const maxBytes = 1024 ** 3;
const pageBytes = 4096;
/** What a message may hold, in UTF-16 units; the rest is not kept. */
const longestText = 65_536;
/** Newer than any. */
const fromTheEnd = Number.MAX_SAFE_INTEGER;

const entryColumns = 'm.seq, m.id, m.conversation, m.at, m.mine, m.kind, m.failed, m.text, p.uri, p.name';
const indexTable = 'message_words';
const withPeer = 'JOIN peer p ON p.id = m.peer';

interface EntryRow {
  readonly seq: number;
  readonly id: string;
  readonly conversation: string | null;
  readonly at: number;
  readonly mine: number;
  readonly kind: HistoryEntry['kind'];
  readonly failed: number;
  readonly text: string;
  readonly uri: string;
  readonly name: string;
}

/** Opens a file, made when missing, and brings it up to date. Throws what SQLite says; NewerFile and ForeignFile of schema.ts. */
export function openDatabase(open: OpenSqlite, file: string, mostBytes = maxBytes): HistoryDatabase {
  const db = open(file);
  try {
    prepareFile(db, mostBytes);
    return overFile(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepareFile(db: Sqlite, mostBytes: number): void {
  db.exec(
    `PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA max_page_count = ${Math.ceil(mostBytes / pageBytes)}`,
  );
  migrate(db);
  // A power cut may cost the last messages, never the file. sqlite.org/pragma.html#pragma_synchronous
  // Not after the check below, which leaves a table locked until the next change of mode.
  db.prepare('PRAGMA journal_mode = WAL').all();
  db.exec('PRAGMA synchronous = NORMAL');
  // Reads the whole file, 0.2 s for 100,000 messages: damage must show now, not when somebody looks for what they said.
  const damage = damageIn(db);
  if (damage?.includes(indexTable)) rebuildIndex(db);
  else if (damage) throw new DamagedFile(damage);
}

function damageIn(db: Sqlite): string | undefined {
  const row = db.prepare('PRAGMA quick_check (1)').all()[0] as { readonly quick_check?: string } | undefined;
  return row?.quick_check === 'ok' ? undefined : (row?.quick_check ?? 'no answer');
}

/** The index can be made anew from what it indexes; only the rest of the file cannot. FTS5 6.8 */
function rebuildIndex(db: Sqlite): void {
  db.exec(`INSERT INTO ${indexTable} (${indexTable}) VALUES ('rebuild')`);
}

/** Thrown for a file whose pages do not fit together. */
export class DamagedFile extends Error {}

function overFile(db: Sqlite): HistoryDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const rows = (sql: string, ...values: SqliteValue[]) => statement(sql).all(...values) as EntryRow[];
  return {
    record: (entries) =>
      inTransaction(db, () => {
        for (const entry of entries) recordOne(statement, entry);
      }),
    change: (entries) =>
      inTransaction(db, () => {
        for (const entry of entries) changeOne(statement, entry);
      }),
    search({ text, limit, before = fromTheEnd }) {
      const sought = soughtIn(text);
      if (sought.length === 0) return { hits: [], more: false };
      const sql = `SELECT ${entryColumns} FROM message_words w JOIN message m ON m.seq = w.rowid ${withPeer}
        WHERE message_words MATCH ? AND w.rowid < ? ORDER BY w.rowid DESC LIMIT ?`;
      const found = mending(db, () => rows(sql, matchExpression(sought), before, limit + 1));
      const hits = found.slice(0, limit).map((row): HistoryHit => {
        const { text: whole, failed: _failed, ...entry } = entryOf(row);
        return { ...entry, snippet: snippetOf(whole, sought) };
      });
      const isFirst = before === fromTheEnd;
      const calls = isFirst ? findCalls(statement, callsLike(text), mostFoundCalls) : [];
      return { hits, more: found.length > limit, ...(calls.length > 0 ? { calls } : {}) };
    },
    page({ peerUri, limit, before = fromTheEnd }) {
      const sql = `SELECT ${entryColumns} FROM message m ${withPeer} WHERE p.uri = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?`;
      const found = rows(sql, peerUri.toLowerCase(), before, limit + 1);
      return { entries: found.slice(0, limit).reverse().map(entryOf), more: found.length > limit };
    },
    people(limit) {
      const sql = `SELECT ${entryColumns} FROM peer p
        JOIN message m ON m.seq = (SELECT max(seq) FROM message WHERE peer = p.id) ORDER BY m.seq DESC LIMIT ?`;
      return rows(sql, limit)
        .map(entryOf)
        .map((last) => ({ peer: last.peer, last }));
    },
    recordCall: (call) => inTransaction(db, () => recordCall(statement, call)),
    calls: (query) => callPage(statement, query),
    lastCalled: () => lastCalled(statement),
    removePeer: (uri) =>
      void remove(db, ['message', 'call'], 'peer IN (SELECT id FROM peer WHERE uri = ?)', uri.toLowerCase()),
    removeMessage: (messageId) => void remove(db, ['message'], 'id = ?', messageId),
    removeCall: (id) => void remove(db, ['call'], 'id = ?', id),
    removeCalls: () => void remove(db, ['call'], 'seq > ?', 0),
    removeOlderThan(at) {
      const older = statement('SELECT 1 FROM message WHERE at < ?1 UNION ALL SELECT 1 FROM call WHERE at < ?1 LIMIT 1');
      return older.all(at).length === 0 ? 0 : remove(db, ['message', 'call'], 'at < ?', at);
    },
    close() {
      prepared.clear();
      try {
        db.prepare('PRAGMA wal_checkpoint (TRUNCATE)').all();
      } finally {
        db.close();
      }
    },
  };
}

function recordOne(statement: Statement, entry: HistoryEntry): void {
  const { messageId, conversationId, peer, at, from, kind, failed } = entry;
  const { text, words } = writtenAs(entry);
  const peerRow = statement(
    'INSERT INTO peer (uri, name) VALUES (?, ?) ON CONFLICT (uri) DO UPDATE SET name = excluded.name RETURNING id',
  ).all(peer.uri.toLowerCase(), peer.name)[0] as { readonly id: number };
  statement(
    `INSERT INTO message (id, peer, conversation, at, mine, kind, failed, text, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET text = excluded.text, words = excluded.words, failed = excluded.failed`,
  ).run(
    messageId,
    peerRow.id,
    conversationId ?? null,
    Math.round(at),
    from === 'me' ? 1 : 0,
    kind,
    failed ? 1 : 0,
    text,
    words,
  );
}

function changeOne(statement: Statement, entry: HistoryEntry): void {
  const { text, words } = writtenAs(entry);
  const sql = 'UPDATE message SET text = ?, words = ?, failed = ? WHERE id = ?';
  statement(sql).run(text, words, entry.failed ? 1 : 0, entry.messageId);
}

function writtenAs(entry: HistoryEntry): { readonly text: string; readonly words: string } {
  // SQLite's texts end at a zero.
  const text = composed(entry.text).slice(0, longestText).replaceAll('\0', '\ufffd');
  const words = wordsOf(text).map(({ word }) => word);
  return { text, words: words.join(' ') };
}

function entryOf(row: EntryRow): KeptEntry {
  const { seq, id, conversation, at, mine, kind, failed, text, uri, name } = row;
  return {
    seq,
    messageId: id,
    ...(conversation === null ? {} : { conversationId: conversation }),
    peer: { uri, name },
    at,
    from: mine === 1 ? 'me' : 'them',
    kind,
    text,
    ...(failed === 1 ? { failed: true as const } : {}),
  };
}

/**
 * Deletes so that the file no longer holds it. A word leaves the index's own pages only when it is rewritten, pages that became free when the
 * file is, and the log when it is emptied: 0.5 s for 100,000 messages.
 */
function remove(db: Sqlite, tables: readonly ('message' | 'call')[], where: string, value: SqliteValue): number {
  let count = 0;
  mending(db, () =>
    inTransaction(db, () => {
      count = 0;
      for (const table of tables) count += db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(value).changes;
      db.exec('DELETE FROM peer WHERE id NOT IN (SELECT peer FROM message UNION SELECT peer FROM call)');
      db.exec("INSERT INTO message_words (message_words) VALUES ('optimize')");
    }),
  );
  db.exec('VACUUM');
  db.prepare('PRAGMA wal_checkpoint (TRUNCATE)').all();
  return count;
}

/** Does it once more with a new index where the index was damaged. */
function mending<T>(db: Sqlite, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_CORRUPT_VTAB') throw error;
    rebuildIndex(db);
    return work();
  }
}
