/** How long a message takes from being sent to standing in the other person's window, on loopback, through the lab. */
import { performance } from 'node:perf_hooks';
import type { ConversationSummary } from '../../src/shared/model/conversation.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import type { HeadlessClient } from '../../src/tester/headless-client.ts';
import { inFreshClient } from './fresh-client.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';
import { median } from './median.ts';
import type { Part, Row } from './table.ts';

const sender = 'karen@contoso.com';
const receiver = 'jeremy@contoso.com';
/** Compiled by then. */
const warmUps = 20;
const messagesPerRun = 20;
const mostMs = 50;

interface Times {
  /** Sent to shown, in a session that stands. */
  readonly inSession: readonly number[];
  /** The first one of a conversation, shown while it rings. */
  readonly first: number;
}

/** Part `messages` of the bench. */
export async function benchMessages(runs: number): Promise<Part> {
  const lab = await startLabProcess();
  try {
    const all: Times[] = [];
    for (let run = 0; run <= runs; run += 1) all.push(await runOnce(lab));
    const [, ...times] = all;
    const inSession = median(times.flatMap((each) => each.inSession));
    const first = median(times.map((each) => each.first));
    const row = (what: string, ms: number): Row => ({
      what,
      measured: `${ms.toFixed(1)} ms`,
      value: ms,
      aim: { most: mostMs },
    });
    return {
      rows: [
        row('a message, sent to shown at the other side', inSession),
        row('the first message of a conversation, sent to shown while it rings', first),
      ],
      figures: { inSession, first, runs },
    };
  } finally {
    await lab.stop();
  }
}

function runOnce(lab: LabProcess): Promise<Times> {
  return inFreshClient(lab, 0, (here) =>
    inFreshClient(lab, 0, async (there) => {
      await signIn(here, sender);
      await signIn(there, receiver);
      const first = await timeOf(here, there, 'first');
      const id = conversationWith(there, sender)?.id ?? '';
      there.client.talks.accept(id);
      for (let n = 0; n < warmUps; n += 1) await timeOf(here, there, `warm ${n}`);
      const inSession: number[] = [];
      for (let n = 0; n < messagesPerRun; n += 1) inSession.push(await timeOf(here, there, `message ${n}`));
      return { first, inSession };
    }),
  );
}

async function signIn(user: HeadlessClient, address: string): Promise<void> {
  const outcome = await user.signIn(address);
  if (!outcome.ok) throw new Error(`sign-in: ${outcome.failure.code}`);
  await until(user, ({ journey }) => journey?.stages.every(({ endedMs }) => endedMs !== undefined) ?? false);
}

async function timeOf(here: HeadlessClient, there: HeadlessClient, text: string): Promise<number> {
  const { talks } = here.client;
  const opened = talks.open({ uri: receiver });
  const begin = performance.now();
  if (opened.ok) talks.send(opened.value, text);
  await until(there, () => conversationWith(there, sender)?.lastText === text);
  return performance.now() - begin;
}

function conversationWith({ client }: HeadlessClient, address: string): ConversationSummary | undefined {
  return client.state.get().conversations.find(({ peer }) => peer.uri === `sip:${address}`);
}

/** Told as the window is. */
function until({ client }: HeadlessClient, fits: (snapshot: Snapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(client.state.get())) return;
      stop();
      resolve();
    };
    const stop = client.state.onDelta(look);
    look();
  });
}
