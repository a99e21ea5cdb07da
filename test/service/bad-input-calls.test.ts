/** What hostile or broken far ends describe and ask: each ends in a sentence or is refused, the peer is always told, and the next call works. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipResponse } from '../../src/protocol/sip/message.ts';
import { type Call, mostCalls } from '../../src/shared/model/call.ts';
import { mendedDescriptions, refusedDescriptions } from '../fixtures/sdp/malformed.ts';
import { createHostileBench, type HostileBench, takenWith } from '../fakes/hostile-bench.ts';
import { tagOf } from '../fakes/im-bench.ts';
import { turns } from '../fakes/process-holdings.ts';

let scene: HostileBench;

beforeEach(() => {
  scene = createHostileBench();
});

afterEach(() => scene.close());

const isOver = ({ state }: Call) => state === 'ended';
const key = (letter: string) => letter.repeat(40);
const described = (...lines: readonly string[]) =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', ...lines, ''].join('\r\n');

/** What is answered to an INVITE in the end; who is asked takes the call. */
async function finalOf(callId: string, body: string): Promise<number> {
  scene.invite(callId, body);
  for (;;) {
    const answer = (await scene.bench.peer.next('SIP/2.0 ')) as SipResponse;
    if (headerOf(answer, 'call-id') !== callId) continue;
    if (answer.status === 180) void scene.calls.answer(scene.state.get().calls.at(-1)?.id ?? '');
    if (answer.status < 200) continue;
    if (answer.status < 300) endBy(callId, tagOf(answer));
    return answer.status;
  }
}

/** What the caller does that was taken. */
function endBy(callId: string, toTag: string): void {
  scene.deliver('ACK', { callId, tag: callId, toTag });
  scene.deliver('BYE', { callId, tag: callId, toTag, cseq: 2 });
}

/** A telephone calls, is answered, and both are heard. */
async function expectThatOneCanTalk(): Promise<void> {
  const phone = await scene.phone();
  scene.invite('sound', phone.describe());
  await scene.bench.peer.next('SIP/2.0 180');
  const id = scene.live.at(-1)?.id ?? '';
  const answering = scene.calls.answer(id);
  const taken = await scene.bench.peer.next('SIP/2.0 200');
  scene.deliver('ACK', { callId: 'sound', tag: 'sound', toTag: tagOf(taken) });
  phone.read(new TextDecoder().decode(taken.body));
  expect((await answering).ok).toBe(true);
  await phone.hears(1);
  expect((await scene.until(id, ({ state }) => state === 'active')).encryption).toBe('srtp');
  await scene.calls.hangUp(id);
  await scene.bench.peer.nextRequest('BYE');
}

describe('descriptions', () => {
  it('that are none are refused, and nothing rings on', { timeout: 30_000 }, async () => {
    for (const [at, [name, text]] of refusedDescriptions.entries()) {
      expect([name, await finalOf(`bad${at}`, text)]).toSatisfy(([, status]) => status === 488 || status === 480 || status === 200);
      if (/[\0-\x08]/.test(text) || text.trim() !== '') expect([name, scene.live.length]).toEqual([name, 0]);
    }
    await expectThatOneCanTalk();
  });
});
