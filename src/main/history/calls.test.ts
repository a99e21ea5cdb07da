/** The calls of a history file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CallLogEntry, callResult } from '../../shared/model/call-log.ts';
import { mostFoundCalls } from '../../shared/model/history.ts';
import { mostKeptCalls } from './call-rows.ts';
import { type HistoryDatabase, openDatabase } from './database.ts';
import { migrate } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

const open = await loadSqlite();
const garth = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };
const number = {
  uri: 'sip:+441785123456@contoso.com;user=phone',
  name: '+44 1785 123456',
  number: '+44 1785 123456',
};

let folder: string;
let history: HistoryDatabase;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-calls-'));
  history = openDatabase(open, join(folder, 'a.db'));
});
afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
function over(more: Partial<CallLogEntry> = {}): CallLogEntry {
  count += 1;
  return { id: `c${count}`, direction: 'out', peer: garth, at: 1000 * count, ending: 'hung-up', ...more };
}

const idsOf = (limit = 100) => history.calls({ limit }).entries.map(({ id }) => id);
const bytesOnDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

/** Opens the file again with something done to it meanwhile. */
function reopened(change: (db: ReturnType<typeof open>) => void): void {
  history.close();
  const db = open(join(folder, 'a.db'));
  change(db);
  db.close();
  history = openDatabase(open, join(folder, 'a.db'));
}

describe('a search', () => {
  const found = (text: string) => history.search({ text, limit: 10 }).calls?.map(({ id }) => id);

  it.each([
    ['a name', 'gar fo', 'person'],
    ['an address', 'garth@tailspin', 'person'],
    ['a number as it is written', '+44 1785 123456', 'number'],
    ['a number in another writing', '(01785) 123-456', 'number'],
    ['the middle of a number', '85 12', 'number'],
    ['a number without a name of its own', '5550199', 'bare'],
    ['whom it was meant for', 'boss', 'bare'],
  ])('finds calls by %s', (_what, typed, id) => {
    history.recordCall(over({ id: 'person' }));
    history.recordCall(over({ id: 'number', peer: number }));
    const bare = { uri: 'sip:+14255550199@contoso.com;user=phone', name: 'Front desk' };
    history.recordCall(over({ id: 'bare', peer: bare, onBehalfOf: { uri: 'sip:b@contoso.com', name: 'The Boss' } }));
    expect(found(typed)).toEqual([id]);
  });

  it.each(['', '  ', '12', '+', 'nobody', 'garth nobody', 'sip'])('for %j finds no call', (typed) => {
    history.recordCall(over());
    history.recordCall(
      over({ peer: { ...number, uri: 'sip:+441785999@contoso.com', name: 'Desk', number: '+441785999' } }),
    );
    expect(found(typed)).toBeUndefined();
  });

  it('brings the newest first, at most so many, beside what was said and with the first page alone', () => {
    for (let n = 0; n < mostFoundCalls + 5; n += 1) history.recordCall(over());
    const [newest] = idsOf(1);
    const said = { peer: garth, at: 1, from: 'me', kind: 'text' } as const;
    history.record(['a', 'b'].map((messageId) => ({ ...said, messageId, text: 'Ask Garth' })));
    const page = history.search({ text: 'garth', limit: 1 });
    expect([page.calls?.length, page.calls?.[0]?.id, page.hits.length, page.more]).toEqual([
      mostFoundCalls,
      newest,
      1,
      true,
    ]);
    expect(history.search({ text: 'garth', limit: 1, before: page.hits[0]?.seq }).calls).toBeUndefined();
  });

  it('whatever is typed is sought without a fault', () => {
    history.recordCall(over({ peer: { uri: 'tel:', name: '\ud83d\u0301' } }));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(() => found(typed)).not.toThrow();
      }),
    );
  });
});

it('whoever is known from calls alone goes with the last of them', () => {
  const stranger = { uri: 'sip:stranger@contoso.com', name: 'Stranger' };
  history.recordCall(over({ peer: stranger }));
  for (let n = 0; n < mostKeptCalls; n += 1) history.recordCall(over());
  history.close();
  const db = open(join(folder, 'a.db'));
  expect(db.prepare('SELECT uri FROM peer').all()).toEqual([{ uri: garth.uri }]);
  db.close();
  history = openDatabase(open, join(folder, 'a.db'));
});

describe('the calls of a history', () => {
  it('come back whole, newest first, in pages', () => {
    const full: CallLogEntry = over({
      peer: number,
      direction: 'in',
      talkedMs: 61_000,
      ending: 'failed',
      failure: { code: 'MEDIA_SILENT', data: { seconds: '8' } },
      encryption: 'dtls-srtp',
      quality: {
        codec: 'G.722',
        roundTripMs: 24,
        path: 'relayed',
        wholeCall: { meanMos: 4.2, worstMos: 1.9, lossPercent: 0.4, sentLossPercent: 0, worstJitterMs: 35.5 },
      },
      withoutRelay: 'no-password',
      hadPicture: true,
      onBehalfOf: garth,
    });
    const [first, second] = [over(), over({ ending: 'cancelled' })];
    for (const call of [first, second, full]) history.recordCall(call);
    const newest = history.calls({ limit: 2 });
    expect(newest).toEqual({
      entries: [
        { ...full, seq: expect.any(Number) },
        { ...second, seq: expect.any(Number) },
      ],
      more: true,
    });
    const older = history.calls({ limit: 2, before: newest.entries[1]?.seq });
    expect(older).toEqual({ entries: [{ ...first, seq: expect.any(Number) }], more: false });
  });

  it('say whom one called last, not who called', () => {
    expect(history.lastCalled()).toBeUndefined();
    history.recordCall(over({ peer: number }));
    history.recordCall(over({ direction: 'in' }));
    expect(history.lastCalled()).toEqual(number);
  });

  it('are kept once each, and leave names to those who wrote', () => {
    history.record([{ messageId: 'm', peer: garth, at: 1, from: 'me', kind: 'text', text: 'lunch' }]);
    const call = over({ peer: { uri: garth.uri.toUpperCase(), name: 'garth@tailspintoys.com' } });
    history.recordCall(call);
    history.recordCall({ ...call, ending: 'failed' });
    expect(history.calls({ limit: 9 }).entries).toMatchObject([
      { peer: { uri: garth.uri, name: 'garth@tailspintoys.com' }, ending: 'hung-up' },
    ]);
    expect(history.people(9)).toMatchObject([{ peer: garth }]);
  });

  it('list nobody as written to who only called', () => {
    history.recordCall(over());
    expect(history.people(9)).toEqual([]);
  });

  it('are no more than there is room for, and the oldest make way', () => {
    const extra = 3;
    reopened((db) => {
      db.exec(`INSERT INTO peer VALUES (1, '${garth.uri}', 'Garth');
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${mostKeptCalls + extra})
        INSERT INTO call SELECT i, 'old' || i, 1, 'Garth', i, 1, NULL, 'missed', NULL, '{}' FROM n`);
    });
    history.recordCall(over({ id: 'new' }));
    const all = history.calls({ limit: 2 * mostKeptCalls }).entries;
    expect(all).toHaveLength(mostKeptCalls);
    expect([all[0]?.id, all.at(-1)?.id]).toEqual(['new', `old${extra + 2}`]);
  });

  it('hold names of any length and with zeros in them, shortened', () => {
    history.recordCall(over({ peer: { ...garth, name: `zero\0${'long'.repeat(1000)}` }, onBehalfOf: number }));
    const [call] = history.calls({ limit: 1 }).entries;
    expect(call?.peer.name).toHaveLength(1000);
    expect(call?.peer.name).toMatch(/^zero\ufffdlong/);
  });

  it('stand without their details where those were spoiled', () => {
    history.recordCall(over({ id: 'one', quality: { mos: 4 } }));
    reopened((db) => db.exec("UPDATE call SET details = 'no json'"));
    expect(history.calls({ limit: 9 }).entries).toEqual([expect.objectContaining({ id: 'one', peer: garth })]);
    expect(history.calls({ limit: 9 }).entries[0]).not.toHaveProperty('quality');
  });

  it.each([
    'null',
    '[]',
    '7',
    '{"id":"other","seq":9,"peer":null,"quality":"good","hadPicture":false,"failure":{"code":"NONE"}}',
  ])('stand, and stay who they are, where the details are %s', (details) => {
    history.recordCall(over({ id: 'one', quality: { mos: 4 } }));
    const sound = history.calls({ limit: 9 }).entries;
    reopened((db) => db.exec(`UPDATE call SET details = '${details}'`));
    const [{ quality: _, ...rest } = { quality: undefined }] = sound;
    expect(history.calls({ limit: 9 }).entries).toEqual([rest]);
  });

  it.each([
    ['before whole calls were kept', '{"quality":{"mos":4.1,"lossPercent":0,"jitterMs":3,"codec":"G.722"}}'],
    ['before the line was kept', '{"number":"+441785123456"}'],
    [
      'by a newer Offhook',
      '{"quality":{"mos":4.1,"lossPercent":0,"jitterMs":3,"codec":"G.722","newer":{}},"newest":1}',
    ],
  ])('are read as they were written %s', (_when, details) => {
    history.recordCall(over({ id: 'one' }));
    reopened((db) => db.exec(`UPDATE call SET details = '${details}'`));
    const [call] = history.calls({ limit: 9 }).entries;
    const hasLine = details.includes('quality');
    expect(call?.quality).toEqual(hasLine ? { mos: 4.1, lossPercent: 0, jitterMs: 3, codec: 'G.722' } : undefined);
    expect(call?.withoutRelay).toBeUndefined();
  });

  it.each([
    ['before reasons were kept', '{}', undefined],
    ['before numbers were kept', '{"failure":{"code":"CALL_REFUSED","data":{"why":"unknown"}}}', 'no-such-address'],
    [
      'as they are now',
      '{"number":"+441785123456","failure":{"code":"CALL_REFUSED","data":{"why":"unknown"}}}',
      'no-such-number',
    ],
    ['and spoiled since', '{"failure":{"code":"CALL_REFUSED","data":{"why":["busy"]}}}', undefined],
    ['by a newer Offhook', '{"failure":{"code":"CALL_REFUSED","data":{"why":"on-the-moon"}}}', undefined],
  ])('say what became of them, written %s', (_when, details, result) => {
    history.recordCall(over({ ending: 'refused' }));
    reopened((db) => db.exec(`UPDATE call SET details = '${details}'`));
    const [call] = history.calls({ limit: 1 }).entries;
    expect([call?.ending, call && callResult(call)]).toEqual(['refused', result]);
  });

  it('keep the details that fit beside those that do not', () => {
    history.recordCall(over({ id: 'one' }));
    reopened((db) =>
      db.exec(`UPDATE call SET details = '{"number":7,"quality":{"mos":4},"onBehalfOf":{"uri":"sip:a@b.c"}}'`),
    );
    const [call] = history.calls({ limit: 9 }).entries;
    expect(call).toMatchObject({ id: 'one', quality: { mos: 4 } });
    expect(call).not.toHaveProperty('onBehalfOf');
  });
});

describe('deleting calls', () => {
  const quokka = { uri: 'sip:quokka@tailspintoys.com', name: 'Quokka' };

  beforeEach(() => {
    history.record([{ messageId: 'm', peer: garth, at: 1, from: 'me', kind: 'text', text: 'lunch' }]);
    history.recordCall(over({ id: 'kept', at: 9_000_000 }));
    history.recordCall(over({ id: 'quokka-call', peer: quokka, at: 5, onBehalfOf: quokka }));
  });

  it.each([
    ['one', () => history.removeCall('quokka-call')],
    ['those with a person', () => history.removePeer('SIP:Quokka@tailspintoys.com')],
  ])('%s takes them out of the bytes of the files', (_what, remove) => {
    expect(bytesOnDisk()).toMatch(/quokka/i);
    remove();
    expect(bytesOnDisk()).not.toMatch(/quokka/i);
    expect(idsOf()).toEqual(['kept']);
    expect(history.search({ text: 'lunch', limit: 9 }).hits).toHaveLength(1);
  });

  it('old ones counts them with the messages', () => {
    expect(history.removeOlderThan(6)).toBe(2);
    expect(bytesOnDisk()).not.toMatch(/quokka|lunch/i);
    expect(idsOf()).toEqual(['kept']);
    expect(history.removeOlderThan(6)).toBe(0);
  });

  it('all leaves what was written', () => {
    history.removeCalls();
    expect(idsOf()).toEqual([]);
    expect(history.lastCalled()).toBeUndefined();
    expect(bytesOnDisk()).not.toMatch(/quokka/i);
    expect(history.people(9)).toMatchObject([{ peer: garth }]);
  });

  it('everything with a person takes what was written, too', () => {
    history.removePeer(garth.uri);
    expect(idsOf()).toEqual(['quokka-call']);
    expect(history.people(9)).toEqual([]);
    expect(bytesOnDisk()).not.toContain('garth');
  });
});

it('a file of the version before calls keeps what was written, and takes calls', () => {
  history.close();
  rmSync(join(folder, 'a.db'));
  const old = open(join(folder, 'a.db'));
  migrate(old, 1);
  old.exec(`INSERT INTO peer VALUES (1, '${garth.uri}', 'Garth Fort');
    INSERT INTO message VALUES (7, 'm', 1, 'c', 1000, 0, 'text', 0, 'Lunch at twelve', 'lunch at twelve')`);
  old.close();
  history = openDatabase(open, join(folder, 'a.db'));
  history.recordCall(over({ id: 'first' }));
  expect(idsOf()).toEqual(['first']);
  expect(history.search({ text: 'lunch', limit: 9 }).hits).toMatchObject([{ messageId: 'm', peer: garth }]);
});
