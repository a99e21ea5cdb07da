import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { DelayLine } from './delay-line.ts';

function line(latencyMs: number) {
  const clock = createFakeClock();
  const out: string[] = [];
  const latency = { ms: latencyMs };
  const delays = new DelayLine(clock, () => latency.ms);
  return { clock, out, latency, delays, put: (text: string) => delays.put(() => out.push(text)) };
}

it('hands on at once without latency', () => {
  const { put, out, clock } = line(0);
  put('a');
  expect(out).toEqual(['a']);
  expect(clock.pending).toBe(0);
});

it('hands on each after the latency, in order', async () => {
  const { put, out, clock } = line(50);
  put('a');
  await clock.advance(20);
  put('b');
  await clock.advance(30);
  expect(out).toEqual(['a']);
  await clock.advance(20);
  expect(out).toEqual(['a', 'b']);
});

it('never lets the later pass the earlier when latency falls', async () => {
  const { put, out, clock, latency } = line(50);
  put('slow');
  latency.ms = 0;
  put('fast');
  expect(out).toEqual([]);
  await clock.advance(50);
  expect(out).toEqual(['slow', 'fast']);
});

it('holds the line on top of the latency', async () => {
  const { put, out, clock, delays } = line(50);
  delays.hold(100);
  put('a');
  await clock.advance(149);
  expect(out).toEqual([]);
  await clock.advance(1);
  expect(out).toEqual(['a']);
});

it('leaves no timer when stopped', () => {
  const { put, out, clock, delays } = line(50);
  put('a');
  delays.stop();
  expect(clock.pending).toBe(0);
  expect(out).toEqual([]);
});
