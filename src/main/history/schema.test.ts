import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { currentVersion, migrate } from './schema.ts';
import { loadSqlite, type Sqlite } from './sqlite.ts';

const open = await loadSqlite();

function shapeOf(db: Sqlite): string {
  const rows = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').all();
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
}

/** A file of that version with one message in it, written as that version wrote it. */
const writtenBy: readonly ((db: Sqlite) => void)[] = [
  () => undefined,
  (db) =>
    db.exec(`INSERT INTO peer VALUES (1, 'sip:garth@tailspintoys.com', 'Garth');
      INSERT INTO message VALUES (7, 'm', 1, 'c', 1000, 0, 'text', 0, 'Lunch at twelve', 'lunch at twelve')`),
  (db) =>
    db.exec(`INSERT INTO peer VALUES (1, 'sip:garth@tailspintoys.com', 'Garth');
      INSERT INTO message VALUES (7, 'm', 1, 'c', 1000, 0, 'text', 0, 'Lunch at twelve', 'lunch at twelve');
      INSERT INTO call VALUES (3, 'k', 1, 'Garth', 2000, 1, 61000, 'hung-up', 'srtp', '{"quality":{"mos":4.1}}')`),
];

/** What was released stays as it was. A new version adds a line; to change an old one is to break the files of those who have it. */
const released = ['4f53cda18c2baa0c', '418bd732d9ab0571', '292919a3031f7fc8'];

it.each(released.map((shape, version) => [version, shape] as const))('version %i is what it was', (version, shape) => {
  const db = open(':memory:');
  migrate(db, version);
  expect(shapeOf(db)).toBe(shape);
  expect(released).toHaveLength(currentVersion + 1);
  db.close();
});

it.each(writtenBy.map((write, version) => [version, write] as const))(
  'a file of version %i becomes one of today and keeps what it holds',
  (version, write) => {
    const db = open(':memory:');
    migrate(db, version);
    write(db);
    migrate(db);
    const today = open(':memory:');
    migrate(today);
    expect(shapeOf(db)).toBe(shapeOf(today));
    const found = db.prepare("SELECT rowid FROM message_words WHERE message_words MATCH 'lunch'").all();
    expect(found).toHaveLength(version === 0 ? 0 : 1);
    expect(db.prepare('SELECT id FROM call').all()).toHaveLength(version < 2 ? 0 : 1);
    db.exec("INSERT INTO message_words (message_words) VALUES ('integrity-check')");
    today.close();
    db.close();
  },
);
