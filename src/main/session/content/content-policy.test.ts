import { afterEach, expect, it } from 'vitest';
import { type ContentBench, createContentBench } from '../../../../test/fakes/content-bench.ts';

let bench: ContentBench;
afterEach(() => bench.close());

it('[O4] what the company forbids is not asked of any server, and says which rule it is', async () => {
  bench = await createContentBench({ forbidden: () => ({ policy: 'meetingPolicy', key: 'EnableDataCollaboration' }) });
  bench.attend();
  const { failure } = await bench.until(({ state }) => state === 'failed');
  expect(failure).toMatchObject({
    code: 'CONTENT_FORBIDDEN',
    data: { reason: 'policy', key: 'EnableDataCollaboration' },
  });
  expect(bench.asked()).toBe(0);
});

it('[O4] polls and drawing by themselves', async () => {
  bench = await createContentBench({
    forbidden: (feature) => (feature === 'data-collaboration' ? undefined : { policy: 'meetingPolicy', key: feature }),
  });
  bench.attend();
  await bench.open([{ id: 'b1', kind: 'whiteboard', title: 'Ideas' }]);
  const stroke = { tool: 'pen', colour: 'red', width: 5, points: [{ x: 1, y: 1 }] } as const;
  expect(await bench.content.askPoll('Lunch?', ['a', 'b'])).toMatchObject({ failure: { data: { key: 'polls' } } });
  expect(await bench.content.draw('b1', stroke)).toMatchObject({ failure: { data: { key: 'annotations' } } });
});
