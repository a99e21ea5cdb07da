/** A client in a meeting, and what a person does in its chat. */
import type { Lab } from '../../src/lab/api.ts';
import { plainText, type RichText } from '../../src/shared/model/conversation.ts';
import type { MeetingChatMessage, MeetingChatState } from '../../src/shared/model/meeting-chat.ts';
import { type LabClient, type LabClientOptions, startLabClient } from './lab-client.ts';

export interface ChatPeer {
  readonly world: LabClient;
  /** Writes; the message's id. */
  say(text: string, format?: RichText): string;
  until(fits: (chat: MeetingChatState) => boolean): Promise<MeetingChatState>;
  messages(): readonly MeetingChatMessage[];
  untilMessages(fits: (messages: readonly MeetingChatMessage[]) => boolean): Promise<readonly MeetingChatMessage[]>;
  /** `name: text`. */
  said(): readonly string[];
  untilSaid(count: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Signs in, if `address` is given, and joins; resolves when the chat is open. */
export async function startChatPeer(
  lab: Lab,
  text: string,
  who: { readonly address: string } | { readonly guestName: string },
  options: LabClientOptions = {},
): Promise<ChatPeer> {
  const world = await startLabClient({ ...options, lab });
  if ('address' in who) {
    const signedIn = await world.signIn(who.address);
    if (!signedIn.ok) throw new Error(`${who.address}: ${signedIn.failure.code}`);
  }
  const joined = await world.join(text, 'guestName' in who ? { guestName: who.guestName, as: 'guest' } : {});
  if (!joined.ok) throw new Error(joined.failure.code);
  const peer = chatPeerOf(world);
  await peer.until(({ state }) => state === 'open');
  return peer;
}

/** What a person does in the chat of the meeting that a client is in. */
export function chatPeerOf(world: LabClient): ChatPeer {
  const { meetingChat } = world.client;
  const messages = () => {
    const changes = meetingChat.messages(0);
    return changes.ok ? changes.value.messages : [];
  };
  const said = () => messages().map(({ name, body }) => `${name}: ${plainText(body)}`);
  const until: ChatPeer['until'] = async (fits) => {
    const { meetingChat: chat } = await world.until((snapshot) => {
      return snapshot.meetingChat !== null && fits(snapshot.meetingChat);
    });
    if (!chat) throw new Error('no chat');
    return chat;
  };
  return {
    world,
    say(text, format) {
      const sent = meetingChat.send(text, format);
      if (!sent.ok) throw new Error(sent.failure.code);
      return sent.value;
    },
    until,
    messages,
    async untilMessages(fits) {
      await until(() => fits(messages()));
      return messages();
    },
    said,
    async untilSaid(count) {
      await until(() => messages().length >= count);
      return said();
    },
    stop: () => world.stop(),
  };
}
