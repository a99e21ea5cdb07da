import { describe, expect, it } from 'vitest';
import type { Message, TextMessage } from '../../../shared/model/conversation.ts';
import { groupsOf, merged } from './merged.ts';

const noon = new Date(2026, 2, 30, 12, 0, 0).getTime();
const minute = 60_000;

function text(id: string, at: number, from: 'me' | 'peer' = 'me', rest: Partial<TextMessage> = {}): TextMessage {
  return {
    kind: 'text',
    id,
    conversationId: 'c',
    at,
    changed: 1,
    from,
    body: [[{ text: id }]],
    delivery: 'delivered',
    ...rest,
  };
}

describe('messages put together', () => {
  it('replaces what changed, appends what is new, and keeps the order of time', () => {
    const before = [text('a', noon), text('c', noon + 2 * minute, 'me', { delivery: 'sending' })];
    const after = merged(before, [text('c', noon + 2 * minute), text('b', noon + minute, 'peer')]);
    expect(after.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(after[2]).toMatchObject({ delivery: 'delivered' });
  });
});

describe('messages as they are drawn', () => {
  const notice: Message = {
    kind: 'notice',
    id: 'n',
    conversationId: 'c',
    at: noon + 2,
    changed: 1,
    notice: 'missed',
  };
  it.each([
    ['one sender in a row', [text('a', noon), text('b', noon + minute)], [['a', 'b']]],
    ['another sender', [text('a', noon), text('b', noon + 1, 'peer')], [['a'], ['b']]],
    ['a pause', [text('a', noon), text('b', noon + 6 * minute)], [['a'], ['b']]],
    ['a notice between', [text('a', noon), notice, text('b', noon + 3)], [['a'], ['n'], ['b']]],
  ])('groups by %s', (_, messages, expected) => {
    expect(groupsOf(messages).map((group) => group.messages.map(({ id }) => id))).toEqual(expected);
  });

  it('begins a day with its first message, also within a minute', () => {
    const midnight = new Date(2026, 2, 31).getTime();
    const groups = groupsOf([text('a', midnight - 1000), text('b', midnight + 1000)]);
    expect(groups.map(({ beginsDay }) => beginsDay)).toEqual([true, true]);
  });
});
