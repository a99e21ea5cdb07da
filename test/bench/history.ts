/** The local history with 100,000 messages: how fast messages are kept and found, and how long main stands still meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { historyThread, type OpenHistory } from '../../src/main/history/thread.ts';
import type { HistoryEntry } from '../../src/shared/model/history.ts';
import { median } from './median.ts';
import type { Part, Row } from './table.ts';

const kept = 100_000;
const oneByOne = 1000;
const block = 500;
const people = 200;

/** Words as they are frequent in talk: the first ones in nearly every message, the last ones once in the file. */
const common = 'the you to is at can we for on it and in of this have please'.split(' ');
const usual = 'meeting lunch budget report tomorrow server release review customer invoice 会議 görüşme Straße'.split(
  ' ',
);
/** From a search that finds 50 at once to one that finds nothing; `me` is the beginning of many words. */
const searches = ['the', 'me', 'meeting tomorrow', 'budget 12', '会議', 'gorusme', 'strasse', 'rare4711', 'not-there'];

interface HistoryBench {
  readonly perSecond: number;
  readonly onePerSecond: number;
  readonly searchMs: Readonly<Record<string, number>>;
  readonly deleteMs: number;
  readonly blockedMs: number;
}

/** The worker lies beside the built bench. */
export async function benchHistory(runs: number): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-bench-'));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    const history = await historyThread(join(import.meta.dirname, 'history.js'))(join(folder, 'history.db'));
    const rates = await fill(history);
    delay.enable();
    const searchMs: Record<string, number> = {};
    for (const text of searches) searchMs[text] = await timeOf(runs, () => history.search({ text, limit: 50 }));
    const deleteMs = await timeOf(1, () => history.removePeer('sip:person0@contoso.com'));
    delay.disable();
    await history.close();
    return partOf({ ...rates, searchMs, deleteMs, blockedMs: delay.max / 1e6 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(history: OpenHistory): Promise<Pick<HistoryBench, 'perSecond' | 'onePerSecond'>> {
  const entries = Array.from({ length: kept }, (_, at) => message(at));
  const first = performance.now();
  for (const entry of entries.slice(0, oneByOne)) await history.record([entry]);
  const second = performance.now();
  for (let at = oneByOne; at < kept; at += block) await history.record(entries.slice(at, at + block));
  const end = performance.now();
  return {
    onePerSecond: (oneByOne * 1000) / (second - first),
    perSecond: ((kept - oneByOne) * 1000) / (end - second),
  };
}

/** The same texts in every run. */
function message(at: number): HistoryEntry {
  const word = (list: readonly string[], salt: number) => list[(at * 7919 + salt * 104_729) % list.length] ?? '';
  const texts = Array.from({ length: 4 + (at % 12) }, (_, n) => (n % 4 === 3 ? word(usual, n) : word(common, n)));
  const peer = { uri: `sip:person${at % people}@contoso.com`, name: `Person ${at % people}` };
  const text = `${texts.join(' ')} ${at % 50 === 0 ? `rare${at / 50}` : at % 100}`;
  return { messageId: `m${at}`, peer, at, from: at % 2 ? 'me' : 'them', kind: 'text', text };
}

async function timeOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

function partOf(bench: HistoryBench): Part {
  const times = Object.values(bench.searchMs);
  const [typical, worst] = [median(times), Math.max(...times)];
  const rows: Row[] = [
    {
      what: `search in ${kept} messages`,
      measured: `${typical.toFixed(1)} ms, the slowest of ${times.length} ${worst.toFixed(1)} ms`,
      value: worst,
      aim: { most: 50 },
    },
    {
      what: 'messages kept in a second, one by one',
      measured: `${bench.onePerSecond.toFixed(0)}, in blocks of ${block} ${bench.perSecond.toFixed(0)}`,
      value: bench.onePerSecond,
      aim: { least: 500 },
    },
    { what: `deleting one of ${people} people from it, for good`, measured: `${bench.deleteMs.toFixed(0)} ms` },
    {
      what: 'main stands still while the history works, at most',
      measured: `${bench.blockedMs.toFixed(1)} ms`,
      value: bench.blockedMs,
      aim: { most: 50 },
    },
  ];
  return { rows, figures: bench };
}
