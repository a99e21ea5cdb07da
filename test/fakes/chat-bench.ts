/** The chat of a meeting over an agent whose other end is the test, line by line: what no honest server would send comes from here. */
import type { MeetingChatService } from '../../src/main/session/meeting-chat/meeting-chat-api.ts';
import { createMeetingChatService } from '../../src/main/session/meeting-chat/meeting-chat-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { SipRequest } from '../../src/protocol/sip/message.ts';
import { plainText } from '../../src/shared/model/conversation.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { MeetingState, Participant } from '../../src/shared/model/meeting.ts';
import type { MeetingChatMessage, MeetingChatState } from '../../src/shared/model/meeting-chat.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { type AgentBench, createAgentBench } from './agent-bench.ts';
import { createFakeRandom } from './fake-random.ts';
import { testApp } from './test-app.ts';

export const chatUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:chat:id:2Z92HZZZ';
const focusUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const mcuSdp =
  'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=session\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message 5060 sip sip:garth@tailspintoys.com\r\na=accept-types:text/plain text/html\r\n';
const mcuContact = 'Contact: <sip:chat.tailspintoys.com:5061;transport=tls>;isfocus';

export interface ChatBench {
  readonly bench: AgentBench;
  readonly state: StateStore;
  readonly chats: MeetingChatService;
  /** Our INVITE to the chat that came last. */
  invite(): Promise<SipRequest>;
  /** The server says yes to the next INVITE. */
  letIn(): Promise<SipRequest>;
  /** The server's own request in the session; its tag is another for each session. */
  inside(
    method: string,
    parts?: {
      readonly from?: string;
      readonly type?: string;
      readonly body?: string;
      readonly more?: readonly string[];
    },
  ): void;
  /** What the roster says of the meeting is another. */
  roster(patch: Partial<MeetingState>, uri?: string): void;
  close(): Promise<void>;
  chat(): MeetingChatState;
  messages(): readonly MeetingChatMessage[];
  /** `name: text` and, of ours, what became of it. */
  said(): readonly string[];
}

export function person(address: string, patch: Partial<Participant> = {}): Participant {
  return {
    entity: `sip:${address}`,
    name: address.split('@', 1)[0] ?? '',
    role: 'attendee',
    isGuest: false,
    isSelf: false,
    state: 'connected',
    modalities: ['chat'],
    ...patch,
  };
}

interface GivenChat {
  readonly uri?: string | undefined;
  /** What the roster knows before it is shown. */
  readonly nameOf?: (address: string) => string | undefined;
}

export function createChatBench(given: GivenChat = { uri: chatUri }): ChatBench {
  const bench = createAgentBench();
  const state = createStateStore(firstSlices(testApp, defaultSettings), bench.clock);
  state.set('meeting', firstMeeting(bench.clock.wall()));
  const chats = createMeetingChatService({ state, clock: bench.clock, random: createFakeRandom(11) });
  const listeners: (() => void)[] = [];
  let uri = given.uri;
  let cseq = 0;
  let session: SipRequest | undefined;
  let tag = 0;
  const attached = chats.attach({
    meetingId: 'm1',
    agent: bench.agent,
    ownEntity: 'sip:karen@contoso.com',
    displayName: 'Karen Berg',
    mcuUri: () => uri,
    nameOf: given.nameOf ?? (() => undefined),
    onChange(listener) {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
  });

  return {
    bench,
    state,
    chats,
    invite: () => bench.peer.nextRequest('INVITE'),
    async letIn() {
      session = await bench.peer.nextRequest('INVITE');
      // Numbers go on, so that no request looks like a repetition of one in the session before.
      tag += 1;
      bench.peer.answer(session, '200 OK', {
        headers: [mcuContact, 'Content-Type: application/sdp'],
        body: mcuSdp,
        toTag: `mcu${tag}`,
      });
      await bench.peer.nextRequest('ACK');
      return session;
    },
    inside(method, { from, type, body, more = [] } = {}) {
      if (!session) throw new Error('no session');
      cseq += 1;
      const headers = [
        ...(from === undefined ? [] : [`Ms-Sender: <sip:${from}>`]),
        ...(type === undefined ? [] : [`Content-Type: ${type}`]),
        ...more,
      ];
      bench.peer.inside(session, method, cseq, {
        headers,
        toTag: `mcu${tag}`,
        ...(body === undefined ? {} : { body }),
      });
    },
    roster(patch, newUri = uri) {
      uri = newUri;
      const { meeting } = state.get();
      if (meeting) state.set('meeting', { ...meeting, ...patch });
      for (const listener of [...listeners]) listener();
    },
    close: () => attached.close(),
    chat() {
      const { meetingChat } = state.get();
      if (!meetingChat) throw new Error('no chat');
      return meetingChat;
    },
    messages: () => messagesOf(chats),
    said: () =>
      messagesOf(chats).map(({ name, body, isSelf, delivery }) => {
        return `${name}: ${plainText(body)}${isSelf ? ` (${delivery})` : ''}`;
      }),
  };
}

/** A chat that one is in. */
export async function openChat(given?: Omit<GivenChat, 'uri'>): Promise<ChatBench> {
  const room = createChatBench({ uri: chatUri, ...given });
  await room.letIn();
  await room.bench.clock.advance(0);
  return room;
}

function messagesOf(chats: MeetingChatService): readonly MeetingChatMessage[] {
  const changes = chats.messages(0);
  return changes.ok ? changes.value.messages : [];
}

function firstMeeting(startedAt: number): MeetingState {
  return {
    id: 'm1',
    phase: 'joined',
    link: {
      focusUri,
      organizer: 'garth@tailspintoys.com',
      organizerDomain: 'tailspintoys.com',
      conferenceId: '2Z92HZZZ',
      hasKey: false,
      form: 'conf',
    },
    asGuest: false,
    ownRole: 'attendee',
    participants: [person('karen@contoso.com', { name: 'Karen Berg', isSelf: true })],
    parts: [],
    steps: [],
    canTryGuest: false,
    startedAt,
  };
}
