import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRelayBench, type RelayBench } from '../../test/fakes/relay-bench.ts';
import { callOurselves } from '../../test/fakes/relay-calls.ts';

let bench: RelayBench;

beforeEach(() => {
  bench = createRelayBench();
});

afterEach(() => bench.close());

it('a far end that asks beside the stream makes Chromium send a whole picture, at most once a second', async () => {
  const { from, to } = await callOurselves(bench, {}, true);
  await Promise.all([from.connected(), to.connected()]);
  from.show('picture');
  await to.hears(1);
  let times = 0;
  from.pc.dtlsTransports[0]?.onRtcp.subscribe(({ type }) => {
    if (type === 206) times += 1;
  });
  const asked = from.picturesWanted();
  for (let count = 0; count < 5; count += 1)
    expect(await bench.ask({ op: 'picture-asked' }, 'from')).toEqual({ kind: 'done' });
  await asked;
  // What was sent after the others would have come after them.
  await bench.clock.pass(1000);
  const again = from.picturesWanted();
  await bench.ask({ op: 'picture-asked' }, 'from');
  await again;
  expect(times).toBe(2);
});

it('where nothing was shown there is nobody to ask', async () => {
  const { from } = await callOurselves(bench, {}, true);
  await from.connected();
  expect(await bench.ask({ op: 'picture-asked' }, 'from')).toEqual({ kind: 'done' });
});
