import { expect, it } from 'vitest';
import { lossBetween } from './reception.ts';
import { createSources, mostSources } from './sources.ts';

const head = (ssrc: number, sequence: number) => ({ ssrc, sequence, timestamp: sequence * 160 });

it('counts sources that speak in turns as one line: nothing is lost between them', () => {
  const sources = createSources();
  const looks = [sources.figures];
  for (let second = 0; second < 4; second++) {
    for (let packet = 0; packet < 50; packet++) {
      const at = second * 50 + packet;
      for (const ssrc of [1, 2]) if (ssrc === 1 || second > 1) sources.take(head(ssrc, at), 8000, at * 20);
    }
    looks.push(sources.figures);
  }
  const losses = looks.slice(1).map((later, at) => lossBetween(looks[at] ?? later, later));
  expect(losses).toEqual([0, 0, 0, 0]);
  expect(sources.figures).toEqual({ expected: 300, received: 300, jitterMs: 0 });
});

it('counts what each of them lost', () => {
  const sources = createSources();
  for (const sequence of [1, 2, 4, 5]) sources.take(head(1, sequence), 8000, sequence * 20);
  for (const sequence of [7, 8, 9, 11, 12]) sources.take(head(2, sequence), 8000, sequence * 20);
  expect(sources.figures).toMatchObject({ expected: 11, received: 9 });
});

it('forgets sources beyond a bound, and not what was counted of them', () => {
  const sources = createSources();
  for (let ssrc = 0; ssrc <= mostSources; ssrc++) sources.take(head(ssrc, 1), 8000, 0);
  expect([sources.has(0), sources.has(mostSources)]).toEqual([false, true]);
  expect(sources.figures).toMatchObject({ expected: mostSources + 1, received: mostSources + 1 });
});
