import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { createStateStore } from '../store/state.ts';
import { createTracing } from '../trace/tracing.ts';
import { createTraceNews } from './trace-news.ts';

function setUp() {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const tracing = createTracing({ clock });
  const news = createTraceNews(tracing, state);
  const told: (number | undefined)[] = [];
  state.onDelta(({ slices }) => told.push(slices.traceSeq));
  return {
    news,
    told,
    record: () => tracing.tracer.record({ kind: 'decision', text: 'A line' }),
    /** Until nothing is held back any more. */
    rest: async () => {
      await Promise.resolve();
      await clock.advance(1000);
      await Promise.resolve();
    },
  };
}

it('tells nothing while nobody looks', async () => {
  const { record, rest, told } = setUp();
  record();
  await rest();
  expect(told).toEqual([]);
});

it('tells whoever asks where the trace ends, then of the next line once', async () => {
  const { news, record, rest, told } = setUp();
  record();
  news.asked();
  await rest();
  record();
  await rest();
  record();
  await rest();
  expect(told).toEqual([1, 2]);
  news.asked();
  await rest();
  expect(told).toEqual([1, 2, 3]);
});

it('has nothing to tell whoever asks twice in a silence', async () => {
  const { news, record, rest, told } = setUp();
  record();
  news.asked();
  news.asked();
  await rest();
  news.asked();
  await rest();
  expect(told).toEqual([1]);
});
