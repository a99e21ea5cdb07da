/** The application for hours while things come and go: whether memory, open files and CPU stay where they are. */
import { readdirSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';
import { type AppWindow, openAppWindow } from './app-window.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import {
  canMeasureProcesses,
  cpuBetween,
  cpuTimes,
  memoryMb,
  type ProcessKind,
  processesOf,
  purposeOf,
} from './process-cost.ts';
import { type Life, type Memory, type Quiet, rowsOf, type Sample } from './soak-rows.ts';
import type { Part } from './table.ts';

const me = 'karenb@contoso.com';
const friend = 'jeremy@contoso.com';
/** A party of the lab that plays back what it hears. */
const echo = 'sip:echo@contoso.com';
const updatesInRound = 20;
/** A machine is asked to find a microphone where there is none. */
const fakeSound = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const warmUpRounds = 3;
const longestStepMs = 30_000;
/** The collectors of main and of the page, where they begin by themselves, end their work 20 to 50 s after the last thing that happened. */
const settleMs = 60_000;
const idleMs = 60_000;
const mostQuietEveryMs = 10 * 60_000;
/** In a shorter soak, fewer where each, which takes a minute, is most of the time between two. */
const mostQuiets = 7;
const progressEveryMs = 5 * 60_000;

/** Part `soak` of the bench: rounds of presence, messages, a call, a meeting and a lost connection until the time is over. */
export async function benchSoak(minutes: number): Promise<Part> {
  const what = `${minutes} minutes of coming and going`;
  const skipped = whyNot();
  if (skipped) return { rows: [{ what, measured: `skipped (${skipped})` }], figures: { skipped } };
  const lab = await startLabProcess();
  try {
    const window = await openAppWindow(lab, 1, fakeSound);
    try {
      await window.app.evaluate(keepTrayPicture);
      await window.signIn(me);
      const life = await live(window, lab, minutes);
      const idlePercent = await idle(window);
      return { rows: rowsOf(what, life, idlePercent), figures: { ...life, idlePercent } };
    } finally {
      await window.close();
    }
  } finally {
    await lab.stop();
  }
}

/** Runs in main: without a desktop's bus Electron's stand-in for a tray keeps each picture it was given, 4.6 KB; with one there, nothing. */
function keepTrayPicture({ Tray }: typeof Electron.CrossProcessExports): void {
  Tray.prototype.setImage = () => undefined;
}

function whyNot(): string | undefined {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined) return 'no Electron: run it as npm run bench';
  return canMeasureProcesses() ? undefined : 'no /proc here';
}

async function live(window: AppWindow, lab: LabProcess, minutes: number): Promise<Life> {
  const samples: Sample[] = [];
  const quiets: Quiet[] = [];
  const counters = await window.page.context().newCDPSession(window.page);
  await counters.send('Performance.enable');
  const began = performance.now();
  const quietEveryMs = Math.min(mostQuietEveryMs, (minutes * 60_000) / mostQuiets);
  let told = began;
  let lastQuiet = began;
  for (let round = 0; round < warmUpRounds || performance.now() < began + minutes * 60_000; round += 1) {
    const sample = await sampleOf(window, counters, () => oneRound(window, lab, round));
    if (round >= warmUpRounds) samples.push(sample);
    if (performance.now() >= lastQuiet + quietEveryMs) {
      await collect(window, counters);
      const hours = (performance.now() - began) / 3_600_000;
      quiets.push({
        round,
        hours,
        ...memoryOf(window),
        heapMb: await heapOf(window, counters),
        othersMb: othersOf(window),
      });
      lastQuiet = performance.now();
    }
    if (performance.now() < told + progressEveryMs) continue;
    told = performance.now();
    const inQuiet = JSON.stringify(quiets.at(-1)) ?? 'not yet';
    process.stderr.write(
      `${Math.round((told - began) / 60_000)} minutes, round ${round}: ${JSON.stringify(sample)}, in quiet ${inQuiet}\n`,
    );
  }
  return { samples, quiets };
}

/** Whether a collector begins by itself is its own decision, so both are asked to: twice, since what the first run finds is let go by the second. */
async function collect(window: AppWindow, counters: CDPSession): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    await pause(settleMs / 3);
    await counters.send('HeapProfiler.collectGarbage');
    await window.app.evaluate(collectInMain);
  }
  await pause(settleMs / 3);
}

/** Runs in main, and as thoroughly as the page is asked to: an ordinary collection leaves pages that hold little as they are. */
function collectInMain(): void {
  process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
  const collect: (how: object) => void = process.getBuiltinModule('vm').runInNewContext('gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

async function oneRound(window: AppWindow, lab: LabProcess, round: number): Promise<void> {
  for (let update = 0; update < updatesInRound; update += 1)
    await lab.control('setPresence', friend, update % 2 === 0 ? 6500 : 3500);
  await lab.control('write', friend, me, `Round ${round}`);
  const chat = String(await window.request('conversation.open', { uri: `sip:${friend}` }));
  await window.request('conversation.send', { id: chat, text: `Round ${round} too` });
  await call(window);
  await meet(window, lab);
  await lab.control('dropConnections', 'sip.contoso.com');
  await reached(window, "snapshot.account.kind !== 'registered'");
  // By itself it comes back ever more seldom where it is cut off each second.
  await window.request('signIn.tryNow');
  await reached(window, "snapshot.account.kind === 'registered'");
}

async function call(window: AppWindow): Promise<void> {
  const id = String(await window.request('call.start', { to: echo }));
  await reached(window, `snapshot.calls.some(({ id, state }) => id === '${id}' && state === 'active')`);
  await window.request('call.hangUp', { id });
  await reached(window, `snapshot.calls.every((call) => call.id !== '${id}' || call.end)`);
  await window.request('call.putAway', { id });
}

async function meet(window: AppWindow, lab: LabProcess): Promise<void> {
  const [meeting] = lab.profile.meetings;
  if (!meeting) throw new Error('the lab has no meeting');
  await window.request('meeting.join', { text: meeting.links.conf, guestName: 'Karen Berg', as: 'auto' });
  await reached(window, "snapshot.meeting?.phase === 'joined'");
  await window.request('meeting.leave');
  await window.request('meeting.dismiss');
  await reached(window, 'snapshot.meeting === null');
}

/** Until the snapshot is like that; rejects when it does not come. */
async function reached(window: AppWindow, wanted: string): Promise<void> {
  const asked = `offhook.request('app.snapshot').then(({ value: snapshot }) => Boolean(${wanted}))`;
  const end = performance.now() + longestStepMs;
  while (!(await window.page.evaluate<boolean>(asked))) {
    if (performance.now() > end) throw new Error(`it never came to ${wanted}: ${await shown(window)}`);
    await pause(50);
  }
}

/** What stands in the window instead. */
function shown(window: AppWindow): Promise<string> {
  const parts = '({ account: account.kind, calls, meeting: meeting?.phase, devices })';
  return window.page.evaluate<string>(
    `offhook.request('app.snapshot').then(({ value: { account, calls, meeting, devices } }) => JSON.stringify(${parts}))`,
  );
}

async function sampleOf(window: AppWindow, counters: CDPSession, work: () => Promise<void>): Promise<Sample> {
  const processes = processesOf(window.processId);
  const [began, before] = [performance.now(), cpuTimes(processes)];
  await work();
  const { all } = cpuBetween(before, cpuTimes(processes));
  const cpuPercent = (100 * all) / (performance.now() - began);
  return {
    ...memoryOf(window),
    connections: await counterOf(counters, 'RTCPeerConnections'),
    handles: handlesOf(processesOf(window.processId).map(({ id }) => id)),
    cpuPercent,
  };
}

function memoryOf(window: AppWindow): Memory {
  const now = processesOf(window.processId);
  const mbOf = (kind: ProcessKind) => memoryMb(now.filter((each) => each.kind === kind));
  return { memoryMb: memoryMb(now), mainMb: mbOf('main'), rendererMb: mbOf('renderer') };
}

async function heapOf(window: AppWindow, counters: CDPSession): Promise<Quiet['heapMb']> {
  const main = await window.app.evaluate(() => process.memoryUsage().heapUsed);
  return { main: main / 2 ** 20, renderer: (await counterOf(counters, 'JSHeapUsedSize')) / 2 ** 20 };
}

function othersOf(window: AppWindow): Quiet['othersMb'] {
  const others = processesOf(window.processId).filter(({ kind }) => kind === 'other');
  const sums = new Map<string, number>();
  for (const each of others) sums.set(purposeOf(each), (sums.get(purposeOf(each)) ?? 0) + memoryMb([each]));
  return Object.fromEntries(sums);
}

async function counterOf(counters: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await counters.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

/** Of one core, with nothing going on. */
async function idle(window: AppWindow): Promise<number> {
  await pause(settleMs);
  const processes = processesOf(window.processId);
  const [began, before] = [performance.now(), cpuTimes(processes)];
  await pause(idleMs);
  return (100 * cpuBetween(before, cpuTimes(processes)).all) / (performance.now() - began);
}

function handlesOf(ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + filesOf(id), 0);
}

function filesOf(id: number): number {
  try {
    return readdirSync(`/proc/${id}/fd`).length;
  } catch {
    return 0;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
