import { expect, it } from 'vitest';
import { nextTab } from './tabs.tsx';

const tabs = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
  { id: 'c', label: 'C' },
] as const;

it.each([
  ['a', 'ArrowRight', 'b'],
  ['c', 'ArrowRight', 'a'],
  ['a', 'ArrowLeft', 'c'],
  ['b', 'Home', 'a'],
  ['b', 'End', 'c'],
  ['b', 'x', undefined],
  ['b', '__proto__', undefined],
] as const)('from %s by %s to %s', (from, key, to) => expect(nextTab(tabs, from, key)).toBe(to));
