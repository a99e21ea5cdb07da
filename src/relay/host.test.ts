import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { FarPeer, NearPeer, sound } from '../../test/bench/relay-peers.ts';
import { createHandClock } from '../../test/fakes/hand-clock.ts';
import { usualPlan } from '../../test/fakes/relay-bench.ts';
import { bundledRelay, type ForkedRelay } from '../../test/fakes/relay-process.ts';
import { createRelayLink, type RelayLink, type RelayNews } from '../main/media/relay-link.ts';
import type { RelayAsk } from '../shared/model/relay-messages.ts';

let bundle: Awaited<ReturnType<typeof bundledRelay>>;
beforeAll(async () => {
  bundle = await bundledRelay();
});
afterAll(() => bundle.remove());

let relay: ForkedRelay;
let link: RelayLink;
/** What main heard of the call. */
let news: RelayNews['kind'][];
beforeEach(() => {
  relay = bundle.fork();
  link = createRelayLink({ fork: () => relay, clock: createHandClock() });
  news = [];
  link.follow('call', ({ kind }) => news.push(kind));
});
afterEach(async () => {
  link.close();
  relay.kill();
  await relay.exitCode;
});

async function described(ask: RelayAsk): Promise<string> {
  const answer = await link.ask('call', ask);
  if (answer.kind !== 'description') throw new Error(`${ask.op}: ${JSON.stringify(answer)}`);
  return answer.sdp;
}

it('carries sound both ways from a thread of its process; where that exits, the process does with its code, and main hears of both', async () => {
  const heard = { near: [] as number[], far: [] as number[] };
  const near = await NearPeer.open((sequence) => heard.near.push(sequence));
  const far = await FarPeer.open(sound, (sequence) => heard.far.push(sequence));
  const speaker = near.speak(sound);
  await link.ask('call', { op: 'open', plan: usualPlan });
  const offer = await described({ op: 'offer-from-near', sdp: near.offer([sound]), isHeld: false });
  const sdp = FarPeer.answer([far], offer);
  await near.connect(await described({ op: 'answer-from-far', sdp, isProvisional: false }));
  await expect.poll(() => news).toContain('connected');
  speaker.send(5);
  far.send(6);
  await expect.poll(() => heard).toEqual({ near: [6], far: [5] });
  speaker.close();
  far.close();
  relay.endThread(7);
  expect(await relay.exitCode).toBe(7);
  await expect.poll(() => news).toContain('gone');
});

it('ends with its thread when nobody catches an error there', async () => {
  expect(await link.ask('call', { op: 'open', plan: usualPlan })).toEqual({ kind: 'done' });
  relay.endThread();
  expect(await relay.exitCode).toBe(1);
  await expect.poll(() => news).toContain('gone');
});
