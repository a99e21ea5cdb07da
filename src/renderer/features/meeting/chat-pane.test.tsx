// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { fixtureTime } from '../../gallery/fixtures.ts';
import { chatMessages, chatOpen, joined } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ChatPane } from './chat-pane.tsx';
import { withChanges } from './use-chat.ts';

beforeEach(prepareWindow);
afterEach(() => {
  vi.restoreAllMocks();
  clearWindow();
});

const show = (meetingChat: MeetingChatState | null) =>
  draw({ ...firstSnapshot, revision: 1, meeting: joined, meetingChat }, <ChatPane meetingId={joined.id} />);
const names = (drawn: Awaited<ReturnType<typeof draw>>) => drawn.bridge.asked.map(({ name }) => name);
const field = () => screen.getByLabelText('Message to everybody in the meeting') as HTMLTextAreaElement;

describe("the meeting's chat", () => {
  it('shows who said what, a guest with the word', async () => {
    await show(chatOpen);
    const log = screen.getByRole('log');
    expect(within(log).getByText('Welcome, everybody.')).toBeTruthy();
    const head = within(log).getByText('Alex Darrow').parentElement;
    expect(head?.textContent).toContain('(Guest)');
    expect(within(log).getByText('Garth Fort').parentElement?.textContent).not.toContain('Guest');
    expect(screen.getByText(/Garth Fort.* is typing/)).toBeTruthy();
  });

  it('says between the messages where some are missing, also between those of one sender', async () => {
    const [first] = chatMessages;
    if (!first) throw new Error('the fixtures have no message');
    const at = (id: string, seconds: number) => ({
      ...first,
      id,
      body: [[{ text: id }]],
      at: fixtureTime + seconds * 1000,
    });
    const gap = (from: number, to: number) => ({ from: fixtureTime + from * 1000, to: fixtureTime + to * 1000 });
    const drawn = await draw(
      {
        ...firstSnapshot,
        revision: 1,
        meeting: joined,
        meetingChat: { ...chatOpen, gaps: [gap(10, 60), gap(100, 130)] },
      },
      <ChatPane meetingId={joined.id} />,
      {
        'meetingChat.messages': {
          ok: true,
          value: {
            ok: true,
            value: { messages: [at('one', 0), at('two', 90), at('three', 95)], revision: 5, lost: false },
          },
        },
      },
    );
    const order = [...(screen.getByRole('log').textContent ?? '').matchAll(/one|two|three|missing here/g)].map(String);
    expect(order).toEqual(['one', 'missing here', 'two', 'three', 'missing here']);
    drawn.unmount();
  });

  it('sends a message, and says that one writes', async () => {
    const drawn = await show(chatOpen);
    fireEvent.change(field(), { target: { value: 'Hello' } });
    fireEvent.keyDown(field(), { key: 'Enter' });
    await settle();
    expect(drawn.bridge.asked.slice(-2)).toEqual([
      { name: 'meetingChat.typing', input: undefined },
      { name: 'meetingChat.send', input: { text: 'Hello' } },
    ]);
    expect(field().value).toBe('');
  });

  it('keeps a failed message with the way to try again, and says who missed another', async () => {
    const drawn = await show(chatOpen);
    expect(screen.getByText(/Not delivered to .*Bonnie Kearney/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(drawn.bridge.asked.at(-1)).toEqual({ name: 'meetingChat.retry', input: { messageId: 'm4' } });
  });

  it('asks only for what is new', async () => {
    const { bridge } = await show(chatOpen);
    bridge.answer('meetingChat.messages', {
      ok: true,
      value: { ok: true, value: { messages: [], revision: 6, lost: true } },
    });
    act(() => bridge.push({ revision: 2, slices: { meetingChat: { ...chatOpen, revision: 6 } } }));
    await settle();
    const asked = bridge.asked.filter(({ name }) => name === 'meetingChat.messages').map(({ input }) => input);
    expect(asked).toEqual([{ sinceRevision: 0 }, { sinceRevision: 5 }]);
    expect(screen.getByText('Earlier messages are not held any more.')).toBeTruthy();
    expect(screen.getByText('Welcome, everybody.')).toBeTruthy();
  });

  it('has messages read only when the window is in front', async () => {
    const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    const drawn = await show(chatOpen);
    expect(names(drawn)).not.toContain('meetingChat.markRead');
    focus.mockReturnValue(true);
    fireEvent.focus(window);
    expect(names(drawn)).toContain('meetingChat.markRead');
  });

  it.each<[MeetingChatState['noWriting'] & {}, string]>([
    [{ kind: 'attendees' }, 'Only presenters may write in this meeting.'],
    [{ kind: 'none' }, 'This meeting has no chat.'],
    [{ kind: 'removed' }, 'You were taken out of the chat. You are still in the meeting.'],
    [
      { kind: 'policy', rule: { policy: 'x', key: 'DisableIM', value: 'true' } },
      'Your company does not allow you to write here (DisableIM).',
    ],
  ])('says why nothing can be written: %o', async (noWriting, words) => {
    const drawn = await show({ ...chatOpen, mayWrite: false, noWriting });
    expect(screen.getByText(words)).toBeTruthy();
    expect(field().readOnly).toBe(true);
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(names(drawn)).not.toContain('meetingChat.send');
  });

  it('says when its server was lost, keeps what was said, and tries again when told', async () => {
    const drawn = await show({
      ...chatOpen,
      state: 'failed',
      mayWrite: false,
      noWriting: { kind: 'not-open' },
      failure: { code: 'CONNECTION_LOST', server: 'sip.tailspintoys.com', at: 0 },
    });
    expect(screen.getByRole('alert').textContent).toContain('sip.tailspintoys.com');
    expect(screen.getByText('Welcome, everybody.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again now' }));
    expect(names(drawn)).toContain('meetingChat.reconnect');
  });

  it('waits for a chat that is not there yet, and takes no other meeting for its own', async () => {
    await show({ ...chatOpen, meetingId: 'another' });
    expect(screen.getByText('Entering the chat')).toBeTruthy();
    expect(screen.queryByText('Welcome, everybody.')).toBeNull();
  });
});

describe('changes of messages', () => {
  it('come in their places, and new ones at the end in the order of coming', () => {
    const [first, second, third] = chatMessages;
    if (!first || !second || !third) throw new Error('the fixtures have fewer messages');
    const changed = { ...first, delivery: 'failed' as const };
    expect(
      withChanges([first, second], [changed, { ...third, at: 0 }]).map(({ id, delivery }) => [id, delivery]),
    ).toEqual([
      ['m1', 'failed'],
      ['m2', 'delivered'],
      ['m3', 'delivered'],
    ]);
  });
});
