/**
 * A crowd as main meets it: 250 and 1,000 people come into a meeting within a minute, and somebody comes when they are all there. And
 * what a guest's join costs in round trips, with all that the meeting shows.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { type HeadlessClient, openHeadlessClient } from '../../src/tester/headless-client.ts';
import { inFreshClient, measure, type Sample } from './fresh-client.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { median } from './median.ts';
import type { Part, Row } from './table.ts';

const crowds = [250, 1000] as const;
const gatherMs = 60_000;
const aims = { longestMs: 50, firstRosterMs: 500 };

interface Crowd {
  readonly people: number;
  readonly cpuMs: number;
  readonly longestMs: number;
  readonly memoryMb: number;
  /** For somebody who comes when all are there: from the request to the roster in the state. */
  readonly firstRosterMs: number;
}

interface WithContent extends Sample {
  /** The same until one is in, without chat and content. */
  readonly untilIn: number;
}

/** Throws when somebody who came is not shown. */
export async function benchMeetings(runs: number): Promise<Part> {
  const gathered: Crowd[] = [];
  for (const people of crowds) gathered.push(await gather(people));
  const joined = await joinWithContent(runs);
  return { rows: [...gathered.flatMap(crowdRows), ...joinRows(joined)], figures: { gathered, joined } };
}

function crowdRows({ people, cpuMs, longestMs, memoryMb, firstRosterMs }: Crowd): Row[] {
  const what = `${people} people come into a meeting within ${gatherMs / 1000} s`;
  return [
    { what: `${what}: CPU`, measured: `${cpuMs.toFixed(0)} ms, ${((cpuMs / gatherMs) * 100).toFixed(1)} % of a core` },
    {
      what: `${what}: the longest main did nothing else`,
      measured: `${longestMs.toFixed(0)} ms`,
      value: longestMs,
      aim: { most: aims.longestMs },
    },
    { what: `${what}: memory gained by the client's process`, measured: `${memoryMb.toFixed(1)} MB` },
    {
      what: `a meeting of ${people}: from the request to the first roster`,
      measured: `${firstRosterMs.toFixed(0)} ms`,
      value: firstRosterMs,
      aim: { most: aims.firstRosterMs },
    },
  ];
}

function joinRows(samples: readonly WithContent[]): Row[] {
  const trips = median(samples.map(({ roundTrips }) => roundTrips));
  const untilIn = median(samples.map((sample) => sample.untilIn));
  return [
    {
      what: 'guest join, no account, until chat and content are open',
      measured: `${trips} round trips, of which ${untilIn} until the roster; ${median(samples.map(({ ms }) => ms)).toFixed(0)} ms at 20 ms`,
    },
  ];
}

/** The lab is a process of its own, so what is measured is the client alone. */
async function gather(people: number): Promise<Crowd> {
  const lab = await startLabProcess();
  try {
    const user = await openHeadlessClient(lab);
    try {
      await join(lab, user);
      const here = participants(user);
      const memory = settledMemory();
      const delay = monitorEventLoopDelay({ resolution: 2 });
      delay.enable();
      const before = process.cpuUsage();
      await control(lab, 'gatherPeople', people, gatherMs);
      await waitFor(user, ({ meeting }) => (meeting?.participants.length ?? 0) >= here + people);
      const { user: mine, system } = process.cpuUsage(before);
      delay.disable();
      const memoryMb = settledMemory() - memory;
      return {
        people,
        cpuMs: (mine + system) / 1000,
        longestMs: delay.max / 1e6,
        memoryMb,
        firstRosterMs: await firstRoster(lab, here + people),
      };
    } finally {
      await user.close();
    }
  } finally {
    await lab.stop();
  }
}

async function firstRoster(lab: LabProcess, least: number): Promise<number> {
  const late = await openHeadlessClient(lab);
  try {
    const started = performance.now();
    const joining = join(lab, late);
    await waitFor(late, ({ meeting }) => (meeting?.participants.length ?? 0) >= least);
    const ms = performance.now() - started;
    await joining;
    return ms;
  } finally {
    await late.close();
  }
}

async function joinWithContent(runs: number): Promise<WithContent[]> {
  const lab = await startLabProcess();
  try {
    const samples: WithContent[] = [];
    for (let run = 0; run < runs; run += 1) {
      samples.push(
        await inFreshClient(lab, 20, async (user) => {
          let untilIn = Number.NaN;
          const sample = await measure(lab, async () => {
            await join(lab, user);
            untilIn = Number(await lab.control('roundTrips'));
            await waitFor(user, (told) => told.meetingChat?.state === 'open' && told.meetingContent?.state === 'open');
          });
          return { ...sample, untilIn };
        }),
      );
    }
    return samples;
  } finally {
    await lab.stop();
  }
}

const meetingId = '2Z92HZZZ';

const control = (lab: LabProcess, method: 'gatherPeople', ...args: readonly unknown[]) =>
  lab.control(`meeting.${method}`, meetingId, ...args);

async function join(lab: LabProcess, user: HeadlessClient): Promise<void> {
  const text = lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
  const outcome = await user.client.meetings.join({ text, guestName: 'Karen Berg', as: 'auto' });
  if (!outcome.ok) throw new Error(`join: ${outcome.failure.code}`);
  await waitFor(user, ({ meeting }) => meeting?.phase === 'joined' && meeting.participants.length > 1);
}

const participants = (user: HeadlessClient) => user.client.state.get().meeting?.participants.length ?? 0;

async function waitFor(user: HeadlessClient, fits: (snapshot: Snapshot) => boolean): Promise<void> {
  // The wait has a limit shorter than the crowd takes to come.
  for (let tries = 0; tries < 4; tries += 1) if (await user.until(fits)) return;
  throw new Error('what was waited for did not come');
}

/** Megabytes in use, after what nobody holds is let go. */
function settledMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 1e6;
}
