import { describe, expect, it } from 'vitest';
import type { Notice } from '../session/notices/notice.ts';
import { waitingLine, wordsOf } from './notice-words.ts';
import { english } from './words/english.ts';

const message: Notice = {
  kind: 'message',
  about: 'c1',
  name: 'Jeremy Los',
  text: 'Lunch?',
  actions: ['open-chat'],
};

describe('the words of a notice', () => {
  it('say from which number somebody calls, and what can be done about it', () => {
    const call: Notice = {
      ...message,
      kind: 'call',
      text: '+44 1785 123456',
      actions: ['open-call', 'answer-call', 'decline-call'],
    };
    expect(wordsOf(call, english)).toEqual({
      title: 'Jeremy Los',
      body: 'calls you from +44 1785 123456.',
      category: 'call.incoming',
      buttons: [
        { id: 'open-call', label: 'Show' },
        { id: 'answer-call', label: 'Accept' },
        { id: 'decline-call', label: 'Decline' },
      ],
    });
  });

  it('are those of who wrote, with the buttons named', () => {
    expect(wordsOf(message, english)).toEqual({
      title: 'Jeremy Los',
      body: 'Lunch?',
      category: 'im.received',
      buttons: [{ id: 'open-chat', label: 'Open' }],
    });
    const waiting = wordsOf({ ...message, kind: 'waiting', actions: ['accept-chat', 'decline-chat'] }, english);
    expect(waiting.buttons.map(({ label }) => label)).toEqual(['Accept', 'Decline']);
  });

  it.each<[Partial<Notice>, string, string]>([
    [{ text: '' }, 'Jeremy Los', 'sent you a message.'],
    [{ kind: 'waiting', text: '' }, 'Jeremy Los', 'wants to talk to you.'],
    [{ kind: 'invitation', text: '' }, 'Jeremy Los', 'asks you to come to a meeting.'],
    [{ kind: 'call', text: '' }, 'Jeremy Los', 'calls you.'],
    [{ kind: 'lobby', text: '' }, 'Jeremy Los', 'is waiting in the lobby.'],
    [{ kind: 'lobby', name: '', text: '' }, 'Meeting', 'Several people are waiting in the lobby.'],
    [{ kind: 'meeting-message', text: '' }, 'Jeremy Los', 'wrote in the meeting.'],
    [{ kind: 'status', availability: 'be-right-back' }, 'Jeremy Los', 'will be right back.'],
    [{ kind: 'watcher', text: '' }, 'Jeremy Los', 'added you to their contacts.'],
    [{ kind: 'missed', name: '', text: '' }, 'Missed', 'You missed a conversation.'],
    [{ kind: 'voicemail', name: '', text: '1' }, 'Voicemail', '1 new voicemail.'],
    [{ kind: 'voicemail', name: '', text: '3' }, 'Voicemail', '3 new voicemails.'],
  ])('say the same without a text: %o', (patch, title, body) => {
    expect(wordsOf({ ...message, ...patch }, english)).toMatchObject({ title, body });
  });
});

describe('the line of what waits', () => {
  it('counts each kind, one and many, and is empty when nothing waits', () => {
    const none = { messages: 0, meetingMessages: 0, invitations: 0, missed: 0, voicemail: 0, watchers: 0 };
    expect(waitingLine(none, english)).toBe('');
    expect(waitingLine({ ...none, messages: 1, voicemail: 2, watchers: 1 }, english)).toBe(
      '1 unread message, 2 new voicemails, 1 person added you',
    );
    expect(waitingLine({ ...none, meetingMessages: 2, invitations: 1 }, english)).toBe(
      '2 messages in the meeting, 1 meeting you are asked to',
    );
    expect(waitingLine({ ...none, messages: 99, missed: 1234 }, english)).toBe('99 unread messages, 99+ missed');
  });
});
