import { describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { turnKnob } from './knobs.ts';

function setUp() {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      if (String(args[0]).includes('nobody.example')) throw new Error('The lab has no company nobody.example');
      calls.push([name, ...args]);
    };
  const lab = {
    setContactStore: note('store'),
    setContactList: (list: { owner: string; contacts: readonly unknown[] }) => calls.push(['list', list.owner]),
    introduce: note('introduce'),
    setDelegates: note('delegates'),
  } as unknown as Lab;
  return { calls, turn: (line: string) => turnKnob(lab, line).text };
}

describe('the knobs of contact lists', () => {
  it('moves a list, adds a watcher, changes delegates', () => {
    const { calls, turn } = setUp();
    expect(turn('contacts karen@contoso.com exchange')).toContain('in Exchange');
    expect(turn('contacts karen@contoso.com refused')).toContain('488');
    expect(turn('introduce karen@contoso.com garth@tailspintoys.com Garth Fort')).toBe(
      'garth@tailspintoys.com added karen@contoso.com.',
    );
    expect(turn('delegates karen@contoso.com')).toBe('Nobody may act for karen@contoso.com.');
    expect(calls).toEqual([
      ['store', 'karen@contoso.com', 'exchange'],
      ['store', 'karen@contoso.com', 'refused'],
      ['introduce', 'karen@contoso.com', { address: 'garth@tailspintoys.com', displayName: 'Garth Fort' }],
      ['delegates', 'karen@contoso.com', []],
    ]);
  });

  it('takes lists from a file', () => {
    const { calls, turn } = setUp();
    expect(turn('contacts file docs/lab-contacts.json')).toContain('jeremy@contoso.com has 1000 contacts.');
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['contacts', /^Say /],
    ['contacts karen@contoso.com cloud', /server/],
    ['contacts karen@nobody.example server', /no company/],
    ['contacts file no/such/file.json', /no such file/],
    ['contacts file docs/lab.md', /^The file is no JSON/],
    ['introduce karen@contoso.com', /who adds/],
  ])('%s says what is wrong, and how it is used', (line, words) => {
    const { calls, turn } = setUp();
    expect(turn(line)).toMatch(words);
    expect(turn(line)).toContain('Usage:');
    expect(calls).toEqual([]);
  });
});
