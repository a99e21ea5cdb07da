// @vitest-environment jsdom
/** A conversation as it is read and written: what is sent, what failed, who is typing, and what a screen reader is told. */
import { act, createEvent, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationSummary, longestMessage } from '../../../shared/model/conversation.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { karen } from '../../gallery/fixtures.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { conversations } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ConversationScreen } from './conversation-screen.tsx';

beforeEach(() => {
  prepareWindow();
  document.hasFocus = () => true;
});
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  ownMeetings: { ...firstSnapshot.ownMeetings, state: 'ready' },
  conversations,
};

function show(id: string, snapshot: Snapshot = signedIn) {
  window.location.hash = `#/conversation?about=${id}`;
  return draw(snapshot, <ConversationScreen />);
}
type Drawn = Awaited<ReturnType<typeof show>>;

const asked = ({ bridge }: Drawn, name: string) =>
  bridge.asked.filter((each) => each.name === name).map(({ input }) => input);
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Message to/ });
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const changed = (id: string, patch: Partial<ConversationSummary>) =>
  conversations.map((each) => (each.id === id ? { ...each, ...patch } : each));

describe('writing', () => {
  it('sends by Enter, once, and empties the field', async () => {
    const drawn = await show('c1');
    type('With pleasure');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await settle();
    expect(asked(drawn, 'conversation.send')).toEqual([{ id: 'c1', text: 'With pleasure' }]);
    expect(field().value).toBe('');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(asked(drawn, 'conversation.send')).toHaveLength(1);
  });

  it('gives back what main did not take, unless something new is written already', async () => {
    const { bridge, services } = await show('c1');
    const failure = { code: 'CONVERSATION_UNKNOWN', at: 0 } as const;
    bridge.answer('conversation.send', { ok: true, value: { ok: false, failure } });
    type('Not lost');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await settle();
    expect(field().value).toBe('Not lost');
    expect(services.notice.get()).toEqual(failure);
    fireEvent.keyDown(field(), { key: 'Enter' });
    type('newer');
    await settle();
    expect(field().value).toBe('newer');
    type('');
  });

  it('begins a line by Shift and Enter, and leaves Enter to an input method that composes', async () => {
    const drawn = await show('c1');
    type('日本');
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    expect(asked(drawn, 'conversation.send')).toEqual([]);
  });

  it('tells that one types, and keeps what is typed when the screen is left', async () => {
    const drawn = await show('c1');
    type('half a sen');
    expect(asked(drawn, 'conversation.typing')).toEqual([{ id: 'c1' }]);
    drawn.unmount();
    await show('c1');
    expect(field().value).toBe('half a sen');
    type('');
  });

  it('does not send what no server takes, and says so', async () => {
    const drawn = await show('c1');
    type('x'.repeat(longestMessage + 1));
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(asked(drawn, 'conversation.send')).toEqual([]);
    expect(screen.getByRole('alert').textContent).toMatch(/at most/);
    type('');
  });

  it('says what happens to a message that is written while nobody is connected', async () => {
    const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
    const account = { kind: 'reconnecting', account: karen, attempt: 1, nextAt: 0, failure } as const;
    await show('c1', { ...signedIn, account });
    expect(screen.getByText(/What you write is sent when you are back/)).toBeTruthy();
  });
});

describe('reading', () => {
  it('stands in a log, which is read out as it grows', async () => {
    const { bridge } = await show('c1');
    const log = within(screen.getByRole('log'));
    expect(log.getByText('Good morning. Are you in the office today?')).toBeTruthy();
    const message = {
      kind: 'text',
      id: 'm9',
      conversationId: 'c1',
      at: Date.UTC(2026, 2, 30, 13, 37),
      changed: 7,
      from: 'peer',
      body: [[{ text: 'One more thing' }]],
      delivery: 'delivered',
    };
    bridge.answer('conversation.messages', {
      ok: true,
      value: { ok: true, value: { messages: [message], revision: 7, lost: false } },
    });
    act(() => bridge.push({ revision: 2, slices: { conversations: changed('c1', { revision: 7 }) } }));
    await settle();
    expect(log.getByText('One more thing')).toBeTruthy();
    expect(log.getByText('Good morning. Are you in the office today?')).toBeTruthy();
  });

  it('says who is typing in words that are announced, and takes them away', async () => {
    const { bridge } = await show('c1');
    const words = screen.getByText(/Jeremy Los.* is typing/);
    expect(words.closest('[role="status"]')).not.toBeNull();
    act(() => bridge.push({ revision: 2, slices: { conversations: changed('c1', { peerTyping: false }) } }));
    expect(screen.queryByText(/is typing/)).toBeNull();
  });

  it('never goes where a link leads: main is asked to open it outside', async () => {
    const drawn = await show('c1');
    const link = screen.getByRole('link', { name: 'here' });
    const click = createEvent.click(link);
    fireEvent(link, click);
    expect(click.defaultPrevented).toBe(true);
    expect(asked(drawn, 'app.openLink')).toEqual([{ url: 'https://plans.contoso.com/q3' }]);
    // A text that says something else than its address has the address beside it.
    expect(screen.getByText('(https://plans.contoso.com/q3)')).toBeTruthy();
    expect(window.location.hash).toBe('#/conversation?about=c1');
  });

  it('tells of a message that failed, and sends it once more when asked', async () => {
    const drawn = await show('c1');
    fireEvent.click(within(screen.getByRole('log')).getByRole('button', { name: /^Try again/ }));
    expect(asked(drawn, 'conversation.retry')).toEqual([{ id: 'c1', messageId: 'm5' }]);
  });

  it('marks as read what is on the screen of a window in front', async () => {
    const drawn = await show('c1', { ...signedIn, conversations: changed('c1', { unread: 2 }) });
    expect(asked(drawn, 'conversation.markRead')).toEqual([{ id: 'c1' }]);
  });
});

describe('somebody who waits', () => {
  it('is announced, and not taken for answered because one looks', async () => {
    const drawn = await show('c2');
    expect(screen.getByText(/Garth Fort.* wants to talk to you/).closest('[role="alert"]')).not.toBeNull();
    expect(asked(drawn, 'conversation.markRead')).toEqual([]);
  });

  it.each([
    ['Accept', 'conversation.accept'],
    ['Decline', 'conversation.decline'],
  ])('gets an answer by "%s"', async (name, request) => {
    const drawn = await show('c2');
    fireEvent.click(screen.getByRole('button', { name }));
    expect(asked(drawn, request)).toEqual([{ id: 'c2' }]);
  });
});

it('says so when the conversation is not there any more', async () => {
  await show('c99');
  expect(screen.getByText('This conversation was closed.')).toBeTruthy();
});

it('asks for a third person, with whom the conversation becomes a meeting', async () => {
  const drawn = await show('c1');
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Add somebody…' }));
  await settle();
  fireEvent.change(screen.getByLabelText('Name or address'), { target: { value: 'new@fabrikam.com' } });
  fireEvent.click(screen.getByRole('button', { name: 'Invite new@fabrikam.com' }));
  await settle();
  expect(asked(drawn, 'conversation.addPerson')).toEqual([
    { id: 'c1', uri: 'sip:new@fabrikam.com', name: 'new@fabrikam.com' },
  ]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it.each<[string, Partial<Snapshot>, RegExp]>([
  ['a server without meetings', { ownMeetings: firstSnapshot.ownMeetings }, /This server holds no meetings/],
  ['a meeting one is in', { meeting: joined }, /You are in a meeting/],
])('adds nobody with %s, and says why', async (_what, rest, words) => {
  await show('c1', { ...signedIn, ...rest });
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  const item = screen.getByRole('menuitem', { name: /^Add somebody/ });
  expect(item.textContent).toMatch(words);
  expect(item.getAttribute('aria-disabled')).toBe('true');
});
