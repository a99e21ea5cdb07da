/** Several calls on a bench at once: who took which, and who is heard. */
import type { SipRequest } from '../../src/protocol/sip/message.ts';
import { answerOffer, type CallBench, createCallBench, must, takes } from './call-bench.ts';
import { tagOf } from './im-bench.ts';

/** State and hold of each call, oldest first. */
export function shownOf({ state }: CallBench): readonly (readonly [state: string, hold: string])[] {
  return state.get().calls.map((call) => [call.state, call.hold]);
}

/** Takes jeremy's call, which rings here as the newest; sound both ways. */
export async function takeNewest(bench: CallBench): Promise<void> {
  const answered = bench.calls.answer(bench.call.id);
  const toTag = tagOf(await bench.bench.peer.next('SIP/2.0 200'));
  bench.deliver('ACK', { toTag });
  must(await answered);
  bench.media.newest.emit({ kind: 'connected' });
  await bench.settle();
}

/** A call of ours that jeremy took, held for one of his that we took after it; `id` is the held one's. */
export async function talkToTwo(): Promise<{
  readonly bench: CallBench;
  readonly id: string;
  readonly invite: SipRequest;
}> {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  bench.invite();
  await bench.bench.peer.next('SIP/2.0 180');
  await takeWhileTalking(bench);
  return { bench, id, invite };
}

/** As takeNewest, where somebody else is to be held for it. */
export async function takeWhileTalking(bench: CallBench): Promise<void> {
  const taken = takeNewest(bench);
  await answerOffer(bench);
  await taken;
}

/** The far end takes a call of ours that rings there; no sound has found its way. */
export async function takenByPeer({ bench, settle }: CallBench, ringing: SipRequest): Promise<void> {
  bench.peer.answer(ringing, '200 OK', takes);
  await bench.peer.nextRequest('ACK');
  await settle();
}
