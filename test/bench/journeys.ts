/** Guest join at a distance, against the round trips the lab counted: the time that nobody can save. */
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import type { HeadlessClient } from '../../src/tester/headless-client.ts';
import { inFreshClient, measure, type Sample } from './fresh-client.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { median } from './median.ts';

export type JourneyName = 'guest join, signed in' | 'guest join, no account';

export interface JourneyBench {
  readonly journey: JourneyName;
  readonly rttMs: number;
  /** Median, as counted by the lab (docs/lab.md). */
  readonly roundTrips: number;
  /** Median, from the request to what the window is told. */
  readonly ms: number;
  /** Median of each run's time over its own round trips × RTT. */
  readonly ratio: number;
  /** The first at this distance; the very first of the process meets code that was never compiled. */
  readonly firstMs: number;
  /** Median from the home server's refusal to the guest's INVITE (mission I10); absent where nobody refused. */
  readonly refusalToInviteMs?: number;
  readonly runs: number;
}

interface JourneySample extends Sample {
  readonly refusalToInviteMs?: number;
}

/** The compiler is still at work in the first runs; those are told by `firstMs`. */
const warmUps = 3;
const attendee = 'karen@contoso.com';
const organizer = 'garth@tailspintoys.com';

/** Each run is a new client with nothing remembered: no answers of DNS, no connection, no TLS session. */
export async function benchJourneys(rttMs: number, runs: number): Promise<JourneyBench[]> {
  const lab = await startLabProcess();
  try {
    const samples: Record<JourneyName, JourneySample[]> = {
      'guest join, signed in': [],
      'guest join, no account': [],
    };
    const first = new Map(await runOnce(lab, rttMs));
    for (let run = 0; run < warmUps; run += 1) await runOnce(lab, rttMs);
    for (let run = 0; run < runs; run += 1) {
      for (const [journey, sample] of await runOnce(lab, rttMs)) samples[journey].push(sample);
    }
    return Object.entries(samples).map(([name, taken]) => {
      const journey = name as JourneyName;
      return { journey, rttMs, ...mediansOf(taken, rttMs), firstMs: first.get(journey)?.ms ?? Number.NaN, runs };
    });
  } finally {
    await lab.stop();
  }
}

function mediansOf(taken: readonly JourneySample[], rttMs: number) {
  const after = taken.flatMap(({ refusalToInviteMs }) => refusalToInviteMs ?? []);
  return {
    roundTrips: median(taken.map(({ roundTrips }) => roundTrips)),
    ms: median(taken.map(({ ms }) => ms)),
    ratio: median(taken.map(({ ms, roundTrips }) => ms / (roundTrips * rttMs))),
    ...(after.length > 0 ? { refusalToInviteMs: median(after) } : {}),
  };
}

async function runOnce(lab: LabProcess, rttMs: number): Promise<[JourneyName, JourneySample][]> {
  const withAccount = await inFreshClient(lab, rttMs, async (user) => {
    const outcome = await user.signIn(attendee);
    if (!outcome.ok) throw new Error(`sign-in: ${outcome.failure.code}`);
    // Contacts, presence and dial plan come in after the registration; the join is measured by itself.
    await must(user, ({ journey }) => journey?.stages.every(({ endedMs }) => endedMs !== undefined) ?? false);
    const joined = await measure(lab, () => join(lab, user));
    const { steps = [] } = user.client.state.get().meeting ?? {};
    const at = (kind: string) => steps.find((step) => step.kind === kind)?.atMs ?? Number.NaN;
    return { ...joined, refusalToInviteMs: at('asking-edge') - at('home-refused') };
  });
  const withoutAccount = await inFreshClient(lab, rttMs, (user) => measure(lab, () => join(lab, user)));
  return [
    ['guest join, signed in', withAccount],
    ['guest join, no account', withoutAccount],
  ];
}

async function join(lab: LabProcess, user: HeadlessClient): Promise<void> {
  const text = lab.profile.meetings.find((meeting) => meeting.organizer === organizer)?.links.conf ?? '';
  const joining = user.client.meetings.join({ text, guestName: 'Karen Berg', as: 'auto' });
  await must(user, ({ meeting }) => meeting?.phase === 'joined' && meeting.participants.length > 1);
  const outcome = await joining;
  if (!outcome.ok) throw new Error(`join: ${outcome.failure.code}`);
}

async function must(user: HeadlessClient, fits: (snapshot: Snapshot) => boolean): Promise<void> {
  if (!(await user.until(fits))) throw new Error('the journey did not end');
}
