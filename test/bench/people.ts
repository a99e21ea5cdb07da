/** The window with 1,000 contacts: how fast the list stands and scrolls, what a storm of presence costs it, and what it takes while nothing happens. */
import { generatedList } from '../../src/lab/topologies/contact-lists.ts';
import { type AppWindow, openAppWindow } from './app-window.ts';
import { bareMemoryMb } from './bare-window.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { beginWatch, readWatch, watchMain } from './main-watch.ts';
import { median } from './median.ts';
import {
  readProbe,
  reopenContacts,
  resetProbe,
  type Scrolled,
  type Seen,
  scrollThrough,
  watchList,
} from './page-probe.ts';
import {
  few,
  type IdleFigures,
  idleMs,
  idleRows,
  type ListFigures,
  listRows,
  many,
  type StormCost,
  stormMs,
  stormRows,
  updateBytes,
} from './people-rows.ts';
import { canMeasureProcesses, cpuBetween, cpuTimes, memoryMb, processesOf, wakeUps } from './process-cost.ts';
import type { Part } from './table.ts';

const owner = 'many@contoso.com';
const groups = 64;
/** After signing in much is still asked for and compiled, and half a minute later V8 collects, once, what the start has left. */
const settleMs = 60_000;
/** Without news for so long, a storm is over in the window too. */
const quietMs = 1000;
const longestStormMs = 30_000;

/** Part `people` of the bench. Of the long stretches there is one run each. */
export async function benchPeople(runs: number): Promise<Part> {
  const skipped = whyNot();
  if (skipped)
    return {
      rows: [{ what: 'the window with 1,000 contacts', measured: `skipped (${skipped})` }],
      figures: { skipped },
    };
  const lab = await startLabProcess();
  try {
    await giveContacts(lab, many);
    const starts: number[] = [];
    for (let run = 1; run < Math.min(runs, 5); run += 1) starts.push(await inWindow(lab, many, firstPaint));
    const full = await inWindow(lab, many, async (window) => {
      starts.push(await firstPaint(window));
      return { list: await listOf(window, starts), ...(await stormsOf(window, lab, runs)) };
    });
    await giveContacts(lab, few);
    const idle = await inWindow(lab, few, idleOf);
    const bareMb = await bareMemoryMb(process.cwd(), () => pause(settleMs));
    return {
      rows: [...listRows(full.list, bareMb), ...stormRows(full.spread, full.atOnce), ...idleRows(idle, bareMb)],
      figures: { ...full, idle, bareMb },
    };
  } finally {
    await lab.stop();
  }
}

function whyNot(): string | undefined {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined) return 'no Electron: run it as npm run bench';
  return canMeasureProcesses() ? undefined : 'processes are measured on Linux alone';
}

/** People of a made list exist for the lab once it is told how they are. */
async function giveContacts(lab: LabProcess, count: number): Promise<void> {
  const list = generatedList(owner, count, groups);
  await lab.control('setContactList', list);
  for (const { address } of list.contacts) await lab.control('setPresence', address, 3500);
}

async function inWindow<T>(lab: LabProcess, contacts: number, task: (window: AppWindow) => Promise<T>): Promise<T> {
  const window = await openAppWindow(lab, contacts);
  try {
    await watchMain(window.app);
    await window.signIn(owner);
    await window.page.getByRole('treeitem', { level: 2 }).first().waitFor();
    return await task(window);
  } finally {
    await window.close();
  }
}

async function firstPaint({ page }: AppWindow): Promise<number> {
  await pause(quietMs);
  const { arrived, painted } = await page.evaluate<Seen>(readProbe);
  if (arrived === null || painted === null) throw new Error('the contact list was never painted');
  return painted - arrived;
}

async function listOf(window: AppWindow, firstPaintMs: readonly number[]): Promise<ListFigures> {
  const { page, processId } = window;
  await pause(settleMs);
  const memory = memoryMb(processesOf(processId));
  const reopened: number[] = [];
  for (let time = 0; time < 5; time += 1) reopened.push(await page.evaluate<number>(reopenContacts));
  const scrolled = await page.evaluate<Scrolled>(scrollThrough);
  return { firstPaintMs, reopenMs: median(reopened), scrolled, memoryMb: memory };
}

async function stormsOf(window: AppWindow, lab: LabProcess, runs: number) {
  await window.page.evaluate('document.querySelector(\'[role="tree"]\').scrollTop = 0');
  await window.page.evaluate(watchList);
  const spread = await costOf(window, () => oneByOne(lab));
  const atOnce: StormCost[] = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    atOnce.push(
      await costOf(window, async () => {
        await lab.control('stormPresence', 'contoso.com', { updates: many, seconds: 0, bytes: updateBytes });
      }),
    );
  }
  return { spread, atOnce };
}

/** One change of one person after the other, evenly, each in a notification of its own. */
async function oneByOne(lab: LabProcess): Promise<void> {
  const { contacts } = generatedList(owner, many, groups);
  const began = performance.now();
  for (let sent = 0; sent < contacts.length; ) {
    const due = Math.min(contacts.length, Math.ceil((contacts.length * (performance.now() - began)) / stormMs));
    for (; sent < due; sent += 1)
      await lab.control('setPresence', contacts[sent]?.address, sent % 2 === 0 ? 6500 : 15_500);
    await pause(5);
  }
}

/** Until something was drawn, and then nothing more for a while; that while is not counted, the processor's time in it is. */
async function costOf(window: AppWindow, work: () => Promise<void>): Promise<StormCost> {
  const { app, page, processId } = window;
  const processes = processesOf(processId);
  await pause(quietMs);
  await page.evaluate(resetProbe);
  await beginWatch(app);
  const [began, before] = [performance.now(), cpuTimes(processes)];
  await work();
  let ended = performance.now();
  for (let drawn = 0; ended - began < longestStormMs; ) {
    const { drawings } = await page.evaluate<Seen>(readProbe);
    if (drawings > 0 && drawings === drawn) break;
    [drawn, ended] = [drawings, performance.now()];
    await pause(quietMs);
  }
  const cpu = cpuBetween(before, cpuTimes(processes));
  const { longTasks, drawings } = await page.evaluate<Seen>(readProbe);
  const { longestBlockMs } = await readWatch(app);
  if (drawings === 0) throw new Error('nothing of the storm was drawn');
  return { ms: ended - began, cpu, longTasks, drawings, longestBlockMs };
}

async function idleOf({ app, processId }: AppWindow): Promise<IdleFigures> {
  await pause(settleMs);
  const processes = processesOf(processId);
  const memory = memoryMb(processes);
  await beginWatch(app, false);
  const [began, before, woken] = [performance.now(), cpuTimes(processes), wakeUps(processId)];
  await pause(idleMs);
  const cpu = cpuBetween(before, cpuTimes(processes));
  const { shortTimers } = await readWatch(app);
  const [ms, wakes] = [performance.now() - began, wakeUps(processId) - woken];
  return { ms, cpu, memoryMb: memory, wakeUps: wakes, shortTimers };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
