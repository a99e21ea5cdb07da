import { expect, it } from 'vitest';
import type { Device, DeviceChange, DeviceKind } from '../../shared/model/devices.ts';
import { createNews, type Looks, newsOf } from './news.ts';

const device = (id: string, kind: DeviceKind = 'speaker'): Device => ({ id, kind, label: `The ${id}` });
const looks = (devices: readonly Device[], chosen: Looks['chosen'] = {}): Looks => ({ devices, chosen });
const [a, b, mic] = [device('a'), device('b'), device('mic', 'microphone')];

it.each<[string, Looks, Looks, Omit<DeviceChange, 'at'> | undefined]>([
  ['nothing', looks([a], { speaker: 'a' }), looks([a], { speaker: 'a' }), undefined],
  ['another choice is no news of a plug', looks([a, b], { speaker: 'a' }), looks([a, b], { speaker: 'b' }), undefined],
  [
    'plugged in and used',
    looks([a], { speaker: 'a' }),
    looks([a, b], { speaker: 'b' }),
    { what: 'plugged-in', kind: 'speaker', label: 'The b', nowUsed: 'The b' },
  ],
  [
    'plugged in and not used',
    looks([a], { speaker: 'a' }),
    looks([a, b], { speaker: 'a' }),
    { what: 'plugged-in', kind: 'speaker', label: 'The b' },
  ],
  [
    'pulled out while used',
    looks([a, b], { speaker: 'b' }),
    looks([a], { speaker: 'a' }),
    { what: 'pulled-out', kind: 'speaker', label: 'The b', nowUsed: 'The a' },
  ],
  [
    'the last one pulled out',
    looks([a], { speaker: 'a' }),
    looks([]),
    { what: 'pulled-out', kind: 'speaker', label: 'The a' },
  ],
  [
    'of two at once the one that changed something',
    looks([a], { speaker: 'a' }),
    looks([a, b, mic], { speaker: 'a', microphone: 'mic' }),
    { what: 'plugged-in', kind: 'microphone', label: 'The mic', nowUsed: 'The mic' },
  ],
])('tells of %s', (_title, before, now, told) => {
  expect(newsOf(before, now, 7)).toEqual(told && { ...told, at: 7 });
});

it('tells what is used instead of a device whose place another took a moment before it was gone', () => {
  const [first, second, third] = [
    looks([a, b], { speaker: 'b' }),
    looks([a, b], { speaker: 'a' }),
    looks([a], { speaker: 'a' }),
  ];
  const pulledOut = { what: 'pulled-out', kind: 'speaker', label: 'The b' };
  const soon = createNews();
  expect([soon(first, second, 0), soon(second, third, 100)]).toEqual([
    undefined,
    { ...pulledOut, nowUsed: 'The a', at: 100 },
  ]);
  const later = createNews();
  expect([later(first, second, 0), later(second, third, 60_000)]).toEqual([undefined, { ...pulledOut, at: 60_000 }]);
});
