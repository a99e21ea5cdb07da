/** The shape of a history file, and the way from every older shape to it. */
import type { Sqlite } from './sqlite.ts';

/** In the file's header, so that nobody takes another program's database for ours: "OFHK". */
const applicationId = 0x4f46484b;

/** Thrown for a file that a newer Offhook wrote: it is left alone. */
export class NewerFile extends Error {}
/** Thrown for a file that is a database, but none of ours. */
export class ForeignFile extends Error {}

/**
 * Each step makes a file one version younger; the first begins with an empty file. A step that was released is never changed.
 * The words are cut by us and joined with spaces, so the plainest tokenizer does: it takes every letter outside ASCII as it is.
 */
const steps: readonly string[] = [
  `CREATE TABLE peer (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
   CREATE TABLE message (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     peer INTEGER NOT NULL REFERENCES peer,
     conversation TEXT,
     at INTEGER NOT NULL,
     mine INTEGER NOT NULL,
     kind TEXT NOT NULL,
     failed INTEGER NOT NULL,
     text TEXT NOT NULL,
     words TEXT NOT NULL
   );
   CREATE INDEX message_peer ON message (peer, seq);
   CREATE INDEX message_at ON message (at);
   CREATE VIRTUAL TABLE message_words USING fts5 (
     words, content = 'message', content_rowid = 'seq', tokenize = 'ascii', prefix = '1 2 3'
   );
   CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
     INSERT INTO message_words (rowid, words) VALUES (new.seq, new.words);
   END;
   CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN
     INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', old.seq, old.words);
   END;
   CREATE TRIGGER message_changed AFTER UPDATE OF words ON message BEGIN
     INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', old.seq, old.words);
     INSERT INTO message_words (rowid, words) VALUES (new.seq, new.words);
   END;`,
  `CREATE TABLE call (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     peer INTEGER NOT NULL REFERENCES peer,
     name TEXT NOT NULL,
     at INTEGER NOT NULL,
     outgoing INTEGER NOT NULL,
     talked INTEGER,
     ending TEXT NOT NULL,
     encryption TEXT,
     details TEXT NOT NULL
   );
   CREATE INDEX call_peer ON call (peer);
   CREATE INDEX call_at ON call (at);`,
];

/** The version this program writes. */
export const currentVersion = steps.length;

/** Brings an open file to a version, the current one unless a test asks for an older; all or nothing. Throws NewerFile and ForeignFile. */
export function migrate(db: Sqlite, wanted = currentVersion): void {
  const version = pragmaNumber(db, 'user_version');
  const id = pragmaNumber(db, 'application_id');
  if (id !== applicationId && (id !== 0 || version !== 0 || !isEmpty(db))) throw new ForeignFile('not a history file');
  if (version > currentVersion)
    throw new NewerFile(`version ${version} of a history file, and only ${currentVersion} is known`);
  for (const [offset, step] of steps.slice(version, wanted).entries()) {
    const header = `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version + offset + 1};`;
    inTransaction(db, () => db.exec(`${step} ${header}`));
  }
}

/** Runs `work` whole or not at all. Rethrows what it threw. */
export function inTransaction(db: Sqlite, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function rollBack(db: Sqlite): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite rolled back by itself, as it does when the disk is full.
  }
}

function pragmaNumber(db: Sqlite, name: string): number {
  const row = db.prepare(`PRAGMA ${name}`).all()[0] as Readonly<Record<string, number>> | undefined;
  return row?.[name] ?? 0;
}

function isEmpty(db: Sqlite): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').all().length === 0;
}
