/** What presence costs the core: a storm of changes, many in one notification, and nothing at all. The lab is a process of its own. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HeadlessClient } from '../../src/tester/headless-client.ts';
import { inFreshClient } from './fresh-client.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { median } from './median.ts';
import type { Part, Row } from './table.ts';

/** What one stretch of time cost. */
interface Cost {
  /** Notifications that arrived. */
  readonly notifications: number;
  /** Wall clock. */
  readonly ms: number;
  /** CPU of the whole process. */
  readonly cpuMs: number;
  /** The longest time in which nothing else could run, collection of garbage included. */
  readonly longestMs: number;
}

const company = 'contoso.com';
const address = `karen@${company}`;
const updates = 1000;
const stormSeconds = 10;
/** As large as a real one with services and free and busy times. */
const updateBytes = 4000;
const idleMs = 60_000;
const idleContacts = 100;
/** Without a word for so long, the storm is over. */
const quietMs = 500;
/** After signing in much is still asked for and compiled. */
const settleMs = 3000;
/** Budgets of mission 5.3: percent of one core, milliseconds. */
const aims = { stormPercent: 25, longestMs: 50, idlePercent: 0.5 };

/** Part `presence` of the bench. Of the long stretches there is one run each. */
export async function benchPresence(runs: number): Promise<Part> {
  const lab = await startLabProcess();
  try {
    await lab.control('setContactList', contactList(lab));
    const spread = await inSession(lab, (user) => stormOf(lab, user, stormSeconds));
    const atOnce = await inSession(lab, async (user) => {
      const costs: Cost[] = [];
      for (let run = 0; run < runs; run += 1) costs.push(await stormOf(lab, user, 0));
      return costs;
    });
    const idle = await inSession(lab, (user) => measureCost(user, () => pause(idleMs), false));
    return { rows: [...stormRows(spread, atOnce), ...idleRows(idle)], figures: { spread, atOnce, idle } };
  } finally {
    await lab.stop();
  }
}

function stormRows(spread: Cost, atOnce: readonly Cost[]): Row[] {
  const wide = `${updates} presence updates over ${stormSeconds} s (${spread.notifications} notifications)`;
  const single = `${updates} presence updates in one notification (${(updates * updateBytes) / 1_000_000} MB)`;
  const firstMs = atOnce[0]?.cpuMs ?? Number.NaN;
  return [
    percentRow(wide, spread, aims.stormPercent),
    longestRow(wide, spread.longestMs),
    {
      what: `${single}: CPU`,
      measured: `${median(atOnce.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms (the first: ${firstMs.toFixed(0)} ms)`,
    },
    longestRow(single, Math.max(...atOnce.map(({ longestMs }) => longestMs))),
  ];
}

function idleRows(idle: Cost): Row[] {
  return [percentRow(`idle with ${idleContacts} contacts over ${idleMs / 1000} s`, idle, aims.idlePercent)];
}

function percentRow(what: string, { cpuMs, ms }: Cost, most: number): Row {
  const percent = (cpuMs / ms) * 100;
  const measured = `${cpuMs.toFixed(0)} ms in ${(ms / 1000).toFixed(1)} s`;
  return { what: `${what}: percent of one core`, measured, value: percent, aim: { most } };
}

function longestRow(what: string, longestMs: number): Row {
  const measured = `${longestMs.toFixed(0)} ms`;
  return { what: `${what}: longest task`, measured, value: longestMs, aim: { most: aims.longestMs } };
}

/** All colleagues there are, and as many more whom the server does not know as make a hundred. */
function contactList({ profile }: LabProcess) {
  const colleagues = profile.accounts
    .filter((account) => account.address.endsWith(`@${company}`) && account.address !== address)
    .map((account) => ({ address: account.address, displayName: account.displayName }));
  const others = Array.from({ length: Math.max(0, idleContacts - colleagues.length) }, (_, at) => ({
    address: `person${at}@${company}`,
    displayName: `Person ${at}`,
  }));
  const contacts = [...colleagues, ...others].map((contact) => ({ ...contact, groups: [1] }));
  return { owner: address, groups: [{ id: 1, name: '~' }], contacts };
}

function inSession<T>(lab: LabProcess, task: (user: HeadlessClient) => Promise<T>): Promise<T> {
  return inFreshClient(lab, 0, async (user) => {
    const outcome = await user.signIn(address);
    if (!outcome.ok) throw new Error(`sign-in: ${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
    await user.until(({ journey }) => journey?.stages.every(({ endedMs }) => endedMs !== undefined) ?? false);
    await pause(settleMs);
    return task(user);
  });
}

/** Throws when nothing came of it, or something could not be read. */
async function stormOf(lab: LabProcess, user: HeadlessClient, seconds: number): Promise<Cost> {
  let lastDelta = performance.now();
  const stop = user.client.state.onDelta(() => {
    lastDelta = performance.now();
  });
  const failures: string[] = [];
  const stopFailures = user.client.tracing.onRecord((entry) => {
    if (entry.kind === 'failure') failures.push(`${entry.code} ${entry.text}`);
  });
  try {
    const cost = await measureCost(user, async () => {
      await lab.control('stormPresence', company, { updates, seconds, bytes: updateBytes });
      lastDelta = performance.now();
      await pause(seconds * 1000);
      while (performance.now() - lastDelta < quietMs) await pause(quietMs);
    });
    if (cost.notifications === 0) throw new Error('no notification came');
    if (failures.length > 0) throw new Error(`the storm was not taken: ${failures[0]}`);
    return cost;
  } finally {
    stop();
    stopFailures();
  }
}

/** Looking how long tasks take costs a hundredth of a core by itself, so it is left out where nothing happens. */
async function measureCost(user: HeadlessClient, task: () => Promise<void>, withTasks = true): Promise<Cost> {
  let notifications = 0;
  const stop = user.client.tracing.onRecord((entry) => {
    if (entry.kind === 'sip' && entry.direction === 'received' && entry.text.startsWith('BENOTIFY '))
      notifications += 1;
  });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  if (withTasks) delays.enable();
  const [began, before] = [performance.now(), process.cpuUsage()];
  await task();
  const { user: inUser, system } = process.cpuUsage(before);
  const ms = performance.now() - began;
  delays.disable();
  stop();
  return { notifications, ms, cpuMs: (inUser + system) / 1000, longestMs: delays.max / 1_000_000 };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
