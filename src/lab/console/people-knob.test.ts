import { expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { turnKnob } from './knobs.ts';

it('changes how somebody takes messages, and lets somebody write', () => {
  const calls: unknown[][] = [];
  const lab = {
    setManner: (...args: unknown[]) => calls.push(['manner', ...args]),
    registrations: (address: string) => (address === 'karen@contoso.com' ? [{}] : []),
    write: (...args: unknown[]) => calls.push(['write', ...args]),
  } as unknown as Lab;
  const turn = (line: string) => turnKnob(lab, line).text;
  expect(turn('manner anu@contoso.com slow')).toBe('anu@contoso.com takes messages: slow.');
  expect(turn('manner anu@contoso.com none')).toBe('anu@contoso.com answers no messages.');
  expect(turn('write anu@contoso.com karen@contoso.com Lunch at twelve?')).toBe(
    'anu@contoso.com wrote to karen@contoso.com.',
  );
  expect(turn('write anu@contoso.com vadim@contoso.com Lunch?')).toContain('Nobody is signed in as vadim@contoso.com');
  expect(turn('manner anu@contoso.com shouts')).toContain('Usage: manner');
  expect(turn('write anu@contoso.com karen@contoso.com')).toContain('Usage: write');
  expect(calls).toEqual([
    ['manner', 'anu@contoso.com', 'slow'],
    ['manner', 'anu@contoso.com', 'none'],
    ['write', 'anu@contoso.com', 'karen@contoso.com', 'Lunch at twelve?'],
  ]);
});
