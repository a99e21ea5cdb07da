/** The chat of the meeting that is open. What was said is held in memory alone, and goes when the meeting is put away. [MS-CONFIM] */
import { longestMessage, plainText, type RichText } from '../../../shared/model/conversation.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { MeetingChatChanges, MeetingChatMessage } from '../../../shared/model/meeting-chat.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { shownHere } from '../../im/outgoing-text.ts';
import { MeetingChat } from './meeting-chat.ts';
import type { ChatPlace, MeetingChatDependencies, MeetingChatService } from './meeting-chat-api.ts';

/** Makes the service; nothing happens before attach(). */
export function createMeetingChatService(deps: MeetingChatDependencies): MeetingChatService {
  return new MeetingChats(deps);
}

class MeetingChats implements MeetingChatService {
  readonly #deps: MeetingChatDependencies;
  readonly #listeners: ((message: MeetingChatMessage) => void)[] = [];
  #chat: MeetingChat | undefined;

  constructor(deps: MeetingChatDependencies) {
    this.#deps = deps;
    deps.state.onDelta(({ slices }) => {
      if ('meeting' in slices) this.#putAway();
      if ('provisioning' in slices) this.#show();
    });
  }

  attach(place: ChatPlace): { close(): Promise<void> } {
    if (this.#chat?.meetingId === place.meetingId) return { close: this.#chat.startAgain(place) };
    void this.#chat?.close();
    const chat: MeetingChat = new MeetingChat({
      ...this.#deps,
      place,
      onChange: () => this.#chat === chat && this.#show(),
      onMessage: (message) => {
        for (const listener of this.#listeners) listener(message);
      },
    });
    this.#chat = chat;
    return { close: chat.start() };
  }

  send(text: string, format?: RichText): Outcome<string> {
    const words = format ? plainText(format) : text;
    if (words.trim() === '') return this.#failed('MESSAGE_EMPTY');
    if (words.length > longestMessage) return this.#failed('MESSAGE_TOO_LONG', { limit: String(longestMessage) });
    const looks = reasonAgainst(this.#deps.state.get(), 'html-im') ? undefined : format;
    return this.#writing((chat) => chat.send(shownHere(words, looks)));
  }

  retry(messageId: string): Outcome<void> {
    return this.#writing((chat) => chat.retry(messageId));
  }

  typing(): void {
    this.#chat?.typing();
  }

  markRead(): Outcome<void> {
    return this.#in((chat) => chat.markRead());
  }

  messages(sinceRevision: number): Outcome<MeetingChatChanges> {
    return this.#in((chat) => chat.messages(sinceRevision));
  }

  reconnect(): Outcome<void> {
    return this.#in((chat) => chat.reconnect());
  }

  onMessage(listener: (message: MeetingChatMessage) => void): void {
    this.#listeners.push(listener);
  }

  /** A meeting that is not on the screen any more takes its chat with it. */
  #putAway(): void {
    const { meeting, meetingChat } = this.#deps.state.get();
    if (!this.#chat || meeting?.id === this.#chat.meetingId) return;
    void this.#chat.close();
    this.#chat = undefined;
    if (meetingChat) this.#deps.state.set('meetingChat', null);
  }

  #show(): void {
    if (this.#chat) this.#deps.state.set('meetingChat', this.#chat.state());
  }

  #writing<T>(act: (chat: MeetingChat) => T): Outcome<T> {
    const noWriting = this.#chat?.noWriting();
    if (!noWriting) return this.#in(act);
    const isForbidden = noWriting.kind === 'attendees' || noWriting.kind === 'policy';
    return this.#failed(isForbidden ? 'MEETING_CHAT_FORBIDDEN' : 'MEETING_CHAT_CLOSED');
  }

  #in<T>(act: (chat: MeetingChat) => T): Outcome<T> {
    return this.#chat ? done(act(this.#chat)) : this.#failed('MEETING_CHAT_CLOSED');
  }

  #failed(code: FailureCode, data?: Failure['data']): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }
}
