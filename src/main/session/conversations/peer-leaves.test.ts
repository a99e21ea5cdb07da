import { expect, it } from 'vitest';
import { createImBench, type ImBench } from '../../../../test/fakes/im-bench.ts';

/** What was sent and nobody has looked at yet, but for answers. */
const more = ({ bench }: ImBench) => bench.peer.startLines().filter((line) => !line.startsWith('SIP/2.0'));

/** The delivery states of ours, oldest first, with why it was not delivered. */
function deliveries({ talks, state }: ImBench): readonly string[] {
  const changes = talks.messages(state.get().conversations[0]?.id ?? '', 0);
  if (!changes.ok) return [];
  return changes.value.messages.flatMap((each) =>
    each.kind === 'text' && each.from === 'me'
      ? [[each.delivery, each.failure?.data?.why].filter((word) => word !== undefined).join(' ')]
      : [],
  );
}

/** A message of ours is on its way in a session of jeremy's when his BYE comes. */
async function leftWhileSending() {
  const scene = createImBench();
  const toTag = await scene.session();
  scene.talks.send(scene.state.get().conversations[0]?.id ?? '', 'One more thing');
  const message = await scene.bench.peer.nextRequest('MESSAGE');
  scene.deliver('BYE', { toTag, cseq: 2 });
  await scene.bench.peer.next('SIP/2.0 200');
  return { scene, message };
}

it('a message whose peer leaves without a word about it is said to have failed soon, and goes out once', async () => {
  const { scene } = await leftWhileSending();
  expect(deliveries(scene)).toEqual(['sending']);
  await scene.bench.clock.advance(2000);
  expect(deliveries(scene)).toEqual(['failed silence']);
  await scene.bench.clock.advance(60_000);
  expect(more(scene)).toEqual([]);
  scene.bench.agent.close();
});

it('a message that crosses the BYE of the peer goes out once more, in a session of ours', async () => {
  const { scene, message } = await leftWhileSending();
  scene.bench.peer.answer(message, '481 Call/Transaction Does Not Exist');
  const invite = await scene.bench.peer.nextRequest('INVITE');
  scene.bench.peer.answer(invite, '200 OK', {
    headers: ['Contact: <sip:jeremy@contoso.com;gruu>', 'Content-Type: application/sdp'],
    body: 'v=0\r\nm=message 5060 sip sip:jeremy@contoso.com\r\n',
  });
  await scene.bench.peer.nextRequest('ACK');
  const again = await scene.bench.peer.nextRequest('MESSAGE');
  // Longer than is waited for a word in the session before.
  await scene.bench.clock.advance(10_000);
  expect(deliveries(scene)).toEqual(['sending']);
  scene.bench.peer.answer(again, '200 OK');
  await scene.bench.clock.advance(60_000);
  expect([deliveries(scene), more(scene)]).toEqual([['delivered'], []]);
  scene.bench.agent.close();
});

it('a message that the peer takes and then leaves has arrived', async () => {
  const { scene, message } = await leftWhileSending();
  await scene.bench.clock.advance(500);
  scene.bench.peer.answer(message, '200 OK');
  await scene.bench.clock.advance(60_000);
  expect([deliveries(scene), more(scene)]).toEqual([['delivered'], []]);
  scene.bench.agent.close();
});
