import { describe, expect, it } from 'vitest';
import type { MissedItem } from '../../../shared/model/voicemail.ts';
import { mergeMissed, twinsOf } from './merge-missed.ts';

const minute = 60_000;
const base = {
  kind: 'im',
  from: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy' },
  subject: '',
  isUnread: true,
} as const;
const theirs = (id: string, at: number, more: Partial<MissedItem> = {}): MissedItem => ({
  ...base,
  id,
  at,
  source: 'exchange',
  ...more,
});
const ours = (id: string, at: number, more: Partial<MissedItem> = {}): MissedItem => ({
  ...base,
  id,
  at,
  source: 'local',
  ...more,
});
const shown = (stored: MissedItem[], local: MissedItem[], read: string[] = []) =>
  mergeMissed(stored, local, new Set(read)).map(({ id, isUnread }) => `${id}${isUnread ? ' unread' : ''}`);

describe('[F22] two lists of what was missed', () => {
  it('are one, newest first, with what both have once', () => {
    const stored = [theirs('mail', 2 * minute), theirs('old', 0, { isUnread: false })];
    expect(shown(stored, [ours('here', minute), ours('later', 60 * minute)])).toEqual([
      'later unread',
      'mail unread',
      'old',
    ]);
  });

  it('keep two of ours apart when the mailbox has one', () => {
    expect(shown([theirs('mail', 0)], [ours('one', 1), ours('two', 2)])).toEqual(['two unread', 'mail unread']);
  });

  it('do not bring back what was deleted in the mailbox', () => {
    const [one, two] = [ours('one', 1), ours('two', 2)];
    const first = twinsOf([theirs('mail', 0)], [two, one]);
    expect([...first]).toEqual([['two', 'mail']]);
    expect(mergeMissed([], [two, one], new Set(), twinsOf([], [two, one], first)).map(({ id }) => id)).toEqual(['one']);
    const second = twinsOf([theirs('later', 3)], [two, one], first);
    expect([...second]).toEqual([
      ['two', 'mail'],
      ['one', 'later'],
    ]);
    expect([...twinsOf([], [one], second)]).toEqual([['one', 'later']]);
  });

  it('take a number for itself, however it is written', () => {
    const caller = (uri: string) => ({ kind: 'call', from: { uri, name: '' } }) as const;
    const stored = [theirs('mail', 0, caller('tel:+441785200100'))];
    const heard = caller('sip:+441785200100@contoso.com;user=phone');
    expect(shown(stored, [ours('here', minute, heard)])).toEqual(['mail unread']);
    const other = caller('sip:+441785200101@contoso.com;user=phone');
    expect(shown(stored, [ours('here', minute, other)])).toHaveLength(2);
  });

  it.each([
    ['of another kind', { kind: 'call' }],
    ['of another person', { from: { uri: 'sip:anu@contoso.com', name: 'Anu' } }],
    ['of nobody known', { from: { name: 'Jeremy' } }],
    ['of another time', { at: 10 * minute }],
  ] as const)('keep one %s', (_, more) => {
    expect(shown([theirs('mail', 0)], [ours('here', 0, more)])).toHaveLength(2);
  });

  it('count as read what was read here, in either list', () => {
    expect(shown([theirs('mail', 0)], [], ['mail'])).toEqual(['mail']);
    expect(shown([theirs('mail', 0)], [ours('here', 1)], ['here'])).toEqual(['mail']);
  });

  it('are never endless', () => {
    const many = Array.from({ length: 150 }, (_, index) =>
      theirs(`t${index}`, index * minute * 10, { from: { name: '' } }),
    );
    expect(
      shown(
        many,
        many.map((item) => ours(`o${item.id}`, item.at, { from: { name: '' } })),
      ),
    ).toHaveLength(200);
  });
});
