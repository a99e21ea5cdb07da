/** Conversations over an agent whose other end is the test, line by line: what no honest client would send comes from here. */
import type { ConversationService, MissedEvent } from '../../src/main/session/conversations/conversations-api.ts';
import { createConversationService } from '../../src/main/session/conversations/conversations-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import { headerOf, type SipMessage } from '../../src/protocol/sip/message.ts';
import { plainText } from '../../src/shared/model/conversation.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { type AgentBench, type BenchPatch, createAgentBench } from './agent-bench.ts';
import { createFakeRandom } from './fake-random.ts';
import { testApp } from './test-app.ts';

const imSdp = 'v=0\r\nm=message 5060 sip null\r\n';
const gruu = 'sip:jeremy@contoso.com;opaque=user:epid:x;gruu';

export interface Sent {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly type?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly toTag?: string;
  readonly from?: string;
}

export interface ImBench {
  readonly bench: AgentBench;
  readonly state: StateStore;
  readonly talks: ConversationService;
  readonly missed: MissedEvent[];
  /** A request that the server passes on; jeremy's unless `from` says another. */
  deliver(method: string, sent?: Sent): void;
  /** An invitation to talk, with the first message where there is one. */
  invite(sent?: Sent & { readonly toast?: string }): void;
  /** A session of jeremy's that was taken. Returns the tag that requests inside it bear. */
  session(toast?: string): Promise<string>;
  /** `me: …`, `peer: …` and notices in brackets, of the conversation with this person. */
  said(address?: string): readonly string[];
}

export function createImBench(patch: BenchPatch = {}): ImBench {
  const bench = createAgentBench(patch);
  const state = createStateStore(firstSlices(testApp, defaultSettings), bench.clock);
  const talks = createConversationService({ state, clock: bench.clock, random: createFakeRandom(9) });
  const missed: MissedEvent[] = [];
  talks.onMissed((event) => void missed.push(event));
  talks.start({ agent: bench.agent, ownUri: bench.agent.identity.aor, signal: new AbortController().signal });
  let branch = 0;

  function deliver(method: string, sent: Sent = {}): void {
    const { headers = [], body = '', type, callId = 'im1', cseq = 1, toTag, from = 'jeremy@contoso.com' } = sent;
    branch += 1;
    const lines = [
      `${method} sip:192.0.2.10:50230;transport=tls SIP/2.0`,
      `Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK${branch}`,
      'Max-Forwards: 69',
      `From: <sip:${from}>;tag=j1`,
      `To: <sip:karen@contoso.com>${toTag === undefined ? '' : `;tag=${toTag}`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      ...headers,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${new TextEncoder().encode(body).length}`,
    ];
    bench.flow.deliver(`${lines.join('\r\n')}\r\n\r\n${body}`);
  }

  const invite: ImBench['invite'] = ({ toast, headers = [], ...sent } = {}) => {
    const encoded = toast === undefined ? undefined : Buffer.from(toast).toString('base64');
    const format = encoded === undefined ? [] : [`ms-text-format: text/plain;charset=UTF-8;ms-body=${encoded}`];
    const lines = [`Contact: <${gruu}>`, ...format, ...headers];
    deliver('INVITE', { body: imSdp, type: 'application/sdp', ...sent, headers: lines });
  };

  return {
    bench,
    state,
    talks,
    missed,
    deliver,
    invite,
    async session(toast) {
      invite({ ...(toast === undefined ? {} : { toast }) });
      await bench.peer.next('SIP/2.0 180');
      const [conversation] = state.get().conversations;
      talks.accept(conversation?.id ?? '');
      const toTag = tagOf(await bench.peer.next('SIP/2.0 200'));
      deliver('ACK', { toTag });
      return toTag;
    },
    said(address = 'jeremy@contoso.com') {
      const conversation = state.get().conversations.find(({ peer }) => peer.uri === `sip:${address}`);
      const changes = talks.messages(conversation?.id ?? '', 0);
      if (!changes.ok) return [];
      return changes.value.messages.map((message) => {
        if (message.kind === 'notice') return `(${message.notice})`;
        return `${message.from}: ${message.kind === 'text' ? plainText(message.body) : message.transfer.name}`;
      });
    },
  };
}

/** The tag that an answer of ours has put on To. */
export function tagOf(message: SipMessage): string {
  return /;tag=([^;]+)/.exec(headerOf(message, 'to') ?? '')?.[1] ?? '';
}
