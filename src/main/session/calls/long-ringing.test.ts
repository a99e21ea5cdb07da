/** How long a call of ours waits for somebody to take it. RFC 3261 13.3.1.1, 16.6 */
import { expect, it } from 'vitest';
import { createCallBench, takes } from '../../../../test/fakes/call-bench.ts';

const longMs = 121_000;

it('a call of ours that nobody takes ends after two minutes', async () => {
  const bench = createCallBench();
  bench.bench.peer.answer(await bench.dial(), '180 Ringing');
  await bench.bench.clock.advance(longMs);
  expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_NO_ANSWER' } });
  bench.bench.agent.close();
});

it('a call of ours in whose queue something is heard waits for as long as the servers let it', async () => {
  const bench = createCallBench();
  const invite = await bench.dial();
  bench.bench.peer.answer(invite, '183 Session Progress', takes);
  await bench.settle();
  bench.media.newest.emit({ kind: 'connected' });
  expect(bench.call.state).toBe('early');
  for (let minutes = 0; minutes < 5; minutes += 1) {
    await bench.bench.clock.advance(60_000);
    bench.bench.peer.answer(invite, '183 Session Progress', takes);
  }
  expect(bench.call.state).toBe('early');
  bench.bench.peer.answer(invite, '200 OK', takes);
  await bench.settle();
  expect(bench.call.state).toBe('active');
  bench.bench.agent.close();
});

it('a call for help rings on', async () => {
  const bench = createCallBench();
  bench.bench.peer.answer(await bench.dial('112'), '180 Ringing');
  await bench.bench.clock.advance(longMs);
  expect(bench.call.state).toBe('ringing');
  bench.bench.agent.close();
});

it('a call of ours that is taken at the last moment goes on, though its sound is still being made', async () => {
  const bench = createCallBench();
  const invite = await bench.dial();
  bench.bench.peer.answer(invite, '180 Ringing');
  await bench.bench.clock.advance(longMs - 2000);
  let goOn: () => void = () => undefined;
  bench.media.pause = () => new Promise((resolve) => (goOn = resolve));
  bench.bench.peer.answer(invite, '200 OK', takes);
  await bench.bench.peer.nextRequest('ACK');
  await bench.bench.clock.advance(2000);
  goOn();
  await bench.settle();
  expect([bench.call.state, bench.call.end]).toEqual(['connecting', undefined]);
  bench.bench.agent.close();
});
