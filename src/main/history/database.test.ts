import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../shared/model/history.ts';
import { type HistoryDatabase, openDatabase } from './database.ts';
import { loadSqlite, type OpenSqlite } from './sqlite.ts';

const garth = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };
const bonnie = { uri: 'sip:bonniek@tailspintoys.com', name: 'Bonnie Kearney' };

let open: OpenSqlite;
let folder: string;
let history: HistoryDatabase;
beforeAll(async () => {
  open = await loadSqlite();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-history-'));
  history = openDatabase(open, join(folder, 'a.db'));
});
afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
function said(text: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  count += 1;
  return { messageId: `m${count}`, peer: garth, at: 1000 * count, from: 'them', kind: 'text', text, ...more };
}

function bytesOnDisk(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

describe('a history file', () => {
  it('gives back what was kept, oldest first, in pages', () => {
    const entries = [1, 2, 3, 4, 5].map((n) => said(`number ${n}`, { conversationId: 'c1' }));
    history.record(entries);
    history.record([said('somebody else', { peer: bonnie })]);
    const newest = history.page({ peerUri: 'SIP:garth@TailspinToys.com', limit: 3 });
    expect(newest.entries.map(({ text }) => text)).toEqual(['number 3', 'number 4', 'number 5']);
    expect(newest.entries[2]).toEqual({ ...entries[4], seq: expect.any(Number) });
    expect(newest.more).toBe(true);
    const older = history.page({ peerUri: garth.uri, limit: 3, before: newest.entries[0]?.seq });
    expect(older).toMatchObject({ entries: [{ text: 'number 1' }, { text: 'number 2' }], more: false });
  });

  it('keeps one entry per message: a second time changes its text and its fate, and its words', () => {
    const first = said('Lunch at twelve');
    history.record([first]);
    history.record([{ ...first, text: 'Lunch at one', failed: true }]);
    expect(history.page({ peerUri: garth.uri, limit: 9 }).entries).toMatchObject([
      { text: 'Lunch at one', failed: true },
    ]);
    expect(history.search({ text: 'twelve', limit: 9 }).hits).toEqual([]);
    expect(history.search({ text: 'one', limit: 9 }).hits).toHaveLength(1);
  });

  it('lists people, the last one talked to first', () => {
    history.record([said('a'), said('b', { peer: bonnie }), said('c', { peer: { ...garth, name: 'Garth F.' } })]);
    expect(history.people(9)).toMatchObject([
      { peer: { uri: garth.uri, name: 'Garth F.' }, last: { text: 'c' } },
      { peer: bonnie, last: { text: 'b' } },
    ]);
    expect(history.people(1)).toHaveLength(1);
  });

  it('keeps a text with zeros, half characters and 100,000 letters', () => {
    history.record([said('zero\0and half \ud800.'), said('long '.repeat(20_000))]);
    const [odd, long] = history.page({ peerUri: garth.uri, limit: 9 }).entries;
    expect(odd?.text).toBe('zero\ufffdand half \ufffd.');
    expect(long?.text).toHaveLength(65_536);
  });
});

describe('searching', () => {
  it.each([
    ['strasse', 'Die Straße ist gesperrt'],
    ['ISTANBUL', 'İstanbul’a gel'],
    ['toplantı yarın', 'Yarın toplantıda'],
    ['東京', '明日は東京で会議'],
    ['京で', '明日は東京で会議'],
    ['회의', '회의에서 봐요'],
    ['👍', 'great👍'],
    ['12:30', 'at 12:30, please'],
    ['report.docx', 'quarterly-report.docx'],
  ])('%j finds %j', (typed, kept) => {
    history.record([said(kept), said('something else 12 docx 30')]);
    const { hits } = history.search({ text: typed, limit: 9 });
    expect(hits).toHaveLength(1);
    expect(hits[0]?.snippet.text).toBe(kept);
    expect(hits[0]?.snippet.marks.length).toBeGreaterThan(0);
  });

  it.each(['京東', '"', 'a" OR "b', 'NEAR(', 'words:x', '*', '-', '{', '\0', ' ', ''])('%j is no syntax', (typed) => {
    history.record([said('明日は東京で会議')]);
    expect(history.search({ text: typed, limit: 9 })).toEqual({ hits: [], more: false });
  });

  it('gives the newest first, in pages, with whom and when', () => {
    history.record([1, 2, 3].map((n) => said(`budget ${n}`, { from: 'me', conversationId: 'c' })));
    const first = history.search({ text: 'budget', limit: 2 });
    expect(first.hits.map(({ snippet }) => snippet.text)).toEqual(['budget 3', 'budget 2']);
    expect(first.hits[0]).toMatchObject({ peer: garth, from: 'me', kind: 'text', conversationId: 'c' });
    expect(first.more).toBe(true);
    const second = history.search({ text: 'budget', limit: 2, before: first.hits[1]?.seq });
    expect(second).toMatchObject({ hits: [{ snippet: { text: 'budget 1' } }], more: false });
  });
});

describe('deleting', () => {
  /** Words of their own, so that each leaves traces in the text, in the words and in the index. */
  const secret = (n: number) => `quokka${n} numbat${n * 7919}`;
  const traces = /quokka|uokka|numbat|geheimnis/;

  beforeEach(() => {
    for (let block = 0; block < 40; block += 1) {
      const plain = Array.from({ length: 25 }, (_, n) => said(`lunch ${n} tomorrow at ${block}`, { peer: bonnie }));
      const secrets = Array.from({ length: 5 }, (_, n) => said(secret(block * 5 + n), { at: 5 }));
      history.record([...plain, ...secrets]);
    }
  });

  it.each([
    ['everything with a person', () => history.removePeer('SIP:GARTH@tailspintoys.com')],
    ['what is old', () => history.removeOlderThan(6)],
  ])('%s takes it out of the bytes of the files', (_what, remove) => {
    expect(bytesOnDisk()).toMatch(traces);
    remove();
    expect(bytesOnDisk()).not.toMatch(traces);
    expect(history.search({ text: 'quokka', limit: 9 }).hits).toEqual([]);
    expect(history.search({ text: 'lunch', limit: 100 }).hits).toHaveLength(100);
    expect(history.people(9).map(({ peer }) => peer.uri)).toEqual([bonnie.uri]);
    expect(bytesOnDisk()).not.toContain(garth.uri);
  });

  it('one message takes it out of the bytes of the files', () => {
    history.record([said('geheimnis', { messageId: 'the-one' })]);
    history.removeMessage('the-one');
    expect(bytesOnDisk()).not.toContain('geheimnis');
    expect(history.search({ text: 'quokka', limit: 100 }).more).toBe(true);
  });

  it('what is old says how many, and touches nothing when there is nothing', () => {
    expect(history.removeOlderThan(6)).toBe(200);
    expect(history.removeOlderThan(6)).toBe(0);
  });
});

describe('a file that is no history', () => {
  it.each([
    ['another program’s database', (db: ReturnType<OpenSqlite>) => db.exec('CREATE TABLE t (x)'), /not a history file/],
    [
      'one of a newer Offhook',
      (db: ReturnType<OpenSqlite>) => db.exec('PRAGMA user_version = 99; PRAGMA application_id = 1330006091'),
      /version 99/,
    ],
  ])('%s is refused and left as it is', (_what, make, reason) => {
    const file = join(folder, 'other.db');
    const db = open(file);
    make(db);
    db.close();
    const before = readFileSync(file);
    expect(() => openDatabase(open, file)).toThrow(reason);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('a text file is refused', () => {
    const file = join(folder, 'other.db');
    writeFileSync(file, 'not a database, whatever its name says; '.repeat(100));
    expect(() => openDatabase(open, file)).toThrow(/not a database/);
  });

  it('one whose pages were overwritten is refused', () => {
    history.record(Array.from({ length: 200 }, (_, n) => said(`word${n} `.repeat(50))));
    history.close();
    const file = join(folder, 'a.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096 * 3, 4096 * 12);
    writeFileSync(join(folder, 'b.db'), bytes);
    expect(() => openDatabase(open, join(folder, 'b.db'))).toThrow();
    history = openDatabase(open, join(folder, 'c.db'));
  });
});

it('makes the index anew when it is damaged, and goes on', () => {
  history.record([said('quokka'), said('numbat')]);
  const db = open(join(folder, 'a.db'));
  db.exec('DELETE FROM message_words_data WHERE id > 1000');
  db.close();
  history.close();
  history = openDatabase(open, join(folder, 'a.db'));
  expect(history.search({ text: 'quokka', limit: 9 }).hits).toHaveLength(1);
  history.removePeer(garth.uri);
  expect(bytesOnDisk()).not.toMatch(/quokka|numbat/);
});

it('says so when there is no room for more, keeps what it has, and goes on when there is room again', () => {
  const small = openDatabase(open, join(folder, 'small.db'), 200_000);
  const fill = () => {
    for (let n = 0; n < 1000; n += 1) small.record([said(`kept ${n} ${'filler '.repeat(50)}`)]);
  };
  expect(fill).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
  expect(small.search({ text: 'kept', limit: 5 }).hits).toHaveLength(5);
  small.removePeer(garth.uri);
  small.record([said('kept again')]);
  expect(small.search({ text: 'kept', limit: 5 }).hits).toHaveLength(1);
  small.close();
});
