import { expect, it } from 'vitest';
import { createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { openDialog } from '../../../test/fakes/invite-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';

it('a BYE is said again to who did not hear it, until it is heard', async () => {
  const bench = createAgentBench();
  const { dialog } = await openDialog(bench);
  const ended = dialog.end();
  await bench.clock.advance(2000);
  await ended;
  const unheard = [await bench.peer.nextRequest('BYE')];
  for (const pauseMs of [4000, 8000]) {
    await bench.clock.advance(pauseMs);
    unheard.push(await bench.peer.nextRequest('BYE'));
    await bench.clock.advance(2000);
  }
  await bench.clock.advance(16_000);
  bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
  await bench.clock.advance(60_000);
  expect(unheard.map((bye) => headerOf(bye, 'cseq'))).toEqual(['2 BYE', '3 BYE', '4 BYE']);
  expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 0]);
  bench.agent.close();
});

it('a BYE is said no more than five times again, and not once the connection is closed', async () => {
  const bench = createAgentBench();
  const [one, other] = [await openDialog(bench), await openDialog(bench)];
  void one.dialog.end();
  await bench.clock.advance(300_000);
  expect(bench.peer.startLines().filter((line) => line.startsWith('BYE'))).toHaveLength(6);
  expect(bench.clock.pending).toBe(0);
  void other.dialog.end();
  await bench.clock.advance(3000);
  bench.agent.close();
  expect(bench.clock.pending).toBe(0);
});
