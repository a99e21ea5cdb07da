/** Instant messages between two people: all conversations of the account that is signed in. Protocol notes 11.1 */

import { personUri } from '../../../protocol/contacts/person-uri.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import {
  type ConversationPeer,
  type ConversationSummary,
  longestMessage,
  type MessageChanges,
  mostConversations,
  plainText,
  type RichText,
} from '../../../shared/model/conversation.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { nameOf } from '../../im/name-of.ts';
import { shownHere } from '../../im/outgoing-text.ts';
import { senderOf } from '../../im/sender.ts';
import type { IncomingInvite, SipAgent } from '../../sip/agent.ts';
import { Conversation } from './conversation.ts';
import type {
  ConversationService,
  ConversationsDependencies,
  FileLine,
  MessageEvent,
  MissedEvent,
  OtherMessage,
} from './conversations-api.ts';
import { readPage } from './im-session.ts';
import { readInvitation } from './invitation.ts';

/** Invitations that wait for the person at once. */
const mostRinging = 20;

/** Answers a message that nobody will see: its sender is not to believe that it was delivered. RFC 3261 21.4.18 */
const nobodyHere = 480;

/** Makes the service; nothing happens before start(). */
export function createConversationService(deps: ConversationsDependencies): ConversationService {
  return new Conversations(deps);
}

class Conversations implements ConversationService {
  readonly #deps: ConversationsDependencies;
  readonly #byPeer = new Map<string, Conversation>();
  /** As shown last. */
  readonly #summaries = new WeakMap<Conversation, ConversationSummary>();
  readonly #messageListeners: ((event: MessageEvent) => void)[] = [];
  readonly #takers = new Map<string, (message: OtherMessage) => number>();
  readonly #missedListeners: ((event: MissedEvent) => void)[] = [];
  readonly #closedListeners: ((conversationId: string) => void)[] = [];
  #ownUri: string | undefined;
  #agent: SipAgent | undefined;

  constructor(deps: ConversationsDependencies) {
    this.#deps = deps;
    deps.state.onDelta(({ slices, presence }) => {
      if (slices.contacts) this.#rename(() => true);
      else if (presence) this.#rename((uri) => presence.reset || uri in presence.changed);
    });
  }

  start({ agent, ownUri, signal }: { agent: SipAgent; ownUri: string; signal: AbortSignal }): void {
    if (this.#ownUri !== undefined && this.#ownUri !== ownUri) this.forget();
    this.#ownUri = ownUri;
    this.#agent = agent;
    signal.addEventListener('abort', () => this.#agent === agent && this.goOffline(), { once: true });
    agent.onInvite((invite) => this.#agent === agent && this.#invited(invite));
    agent.onIncoming((request) => {
      if (request.method !== 'MESSAGE') return undefined;
      // Who is leaving would not see it.
      return this.#agent === agent ? this.#paged(request) : nobodyHere;
    });
    for (const conversation of this.#byPeer.values()) conversation.online();
  }

  goOffline(): void {
    this.#agent = undefined;
    for (const conversation of this.#byPeer.values()) conversation.offline();
  }

  async leave(): Promise<void> {
    await Promise.all([...this.#byPeer.values()].map((conversation) => conversation.leave()));
  }

  forget(): void {
    const left = [...this.#byPeer.values()];
    this.#byPeer.clear();
    for (const { id } of left) this.#tellClosed(id);
    for (const conversation of left) void conversation.leave();
    this.#ownUri = undefined;
    this.#agent = undefined;
    this.#show();
  }

  open({ uri, name }: { uri: string; name?: string | undefined }): Outcome<string> {
    if (this.#ownUri === undefined) return this.#failed('NOT_SIGNED_IN');
    const peerUri = personUri(uri);
    if (!peerUri) return this.#failed('CONTACT_INVALID', { text: uri.slice(0, 100) });
    return done(this.#with(peerUri, name ?? '').id);
  }

  send(id: string, text: string, format?: RichText): Outcome<string> {
    const words = format ? plainText(format) : text;
    if (words.trim() === '') return this.#failed('MESSAGE_EMPTY');
    if (words.length > longestMessage) return this.#failed('MESSAGE_TOO_LONG', { limit: String(longestMessage) });
    const looks = reasonAgainst(this.#deps.state.get(), 'html-im') ? undefined : format;
    return this.#in(id, (conversation) => conversation.send(shownHere(words, looks)));
  }

  retry(id: string, messageId: string): Outcome<void> {
    return this.#in(id, (conversation) => conversation.retry(messageId));
  }

  typing(id: string): void {
    this.#in(id, (conversation) => conversation.typing());
  }

  markRead(id: string): Outcome<void> {
    return this.#in(id, (conversation) => conversation.markRead());
  }

  accept(id: string): Outcome<void> {
    return this.#in(id, (conversation) => conversation.accept());
  }

  decline(id: string): Outcome<void> {
    return this.#in(id, (conversation) => conversation.decline());
  }

  close(id: string): Outcome<void> {
    return this.#in(id, (conversation) => {
      conversation.decline();
      this.#remove(conversation);
    });
  }

  messages(id: string, sinceRevision: number): Outcome<MessageChanges> {
    return this.#in(id, (conversation) => conversation.messages(sinceRevision));
  }

  showFile(id: string, line: FileLine): void {
    this.#find(id)?.showFile(line);
  }

  async sendIn(id: string, { contentType, body }: { contentType: string; body: string }): Promise<Outcome<void>> {
    const conversation = this.#find(id);
    if (!conversation) return this.#failed('CONVERSATION_UNKNOWN');
    const fate = await conversation.post({ contentType, text: body });
    return fate.kind === 'failed' ? failed(fate.failure) : done(undefined);
  }

  onType(contentType: string, take: (message: OtherMessage) => number): void {
    this.#takers.set(contentType, take);
  }

  peerOf(id: string): ConversationPeer | undefined {
    return this.#find(id)?.summary().peer;
  }

  keyOf(id: string): string | undefined {
    return this.#find(id)?.key;
  }

  hangUp(id: string): void {
    this.#find(id)?.hangUp();
  }

  onMessage(listener: (event: MessageEvent) => void): void {
    this.#messageListeners.push(listener);
  }

  onMissed(listener: (event: MissedEvent) => void): void {
    this.#missedListeners.push(listener);
  }

  onClosed(listener: (conversationId: string) => void): void {
    this.#closedListeners.push(listener);
  }

  #invited(invite: IncomingInvite): boolean {
    const invitation = readInvitation(invite.request);
    const sender = invitation && senderOf(invite.request);
    if (!invitation || !sender) return false;
    const ringing = [...this.#byPeer.values()].filter(({ isRinging }) => isRinging);
    if (ringing.length >= mostRinging) invite.refuse(486);
    else this.#with(sender.uri, sender.name).ring(invite, invitation);
    return true;
  }

  /** A message outside any session. */
  #paged(request: SipRequest): number {
    const sender = senderOf(request);
    if (!sender) return nobodyHere;
    const { status, content } = readPage(request);
    // Nobody's typing opens a conversation.
    const isSaid = content?.kind === 'plain' || content?.kind === 'html' || this.#byPeer.has(sender.uri);
    if (content && isSaid) this.#with(sender.uri, sender.name).hear(content);
    return status;
  }

  #with(peerUri: string, name: string): Conversation {
    const known = this.#byPeer.get(peerUri);
    const conversation = known ?? this.#make(peerUri);
    conversation.learnName(name);
    if (!known) {
      this.#byPeer.set(peerUri, conversation);
      this.#makeRoom(conversation);
    }
    this.#changed(conversation);
    return conversation;
  }

  #make(peerUri: string): Conversation {
    const { clock, random, state } = this.#deps;
    const id = hex(random.bytes(12));
    const conversation: Conversation = new Conversation({
      id,
      ownUri: this.#ownUri ?? '',
      peerUri,
      clock,
      newId: () => hex(random.bytes(12)),
      newKey: () => base64(random.bytes(18)),
      agent: () => this.#agent,
      isAtDesk: () => ['available', 'busy'].includes(state.get().ownPresence.availability),
      nameOf: (uri, ownName) => nameOf(state.get(), uri, ownName),
      onChange: () => this.#changed(conversation),
      onMessage: (message, isNew) => {
        // Who listens may keep it for another account by now. What did not arrive is kept as such already.
        if (this.#byPeer.get(peerUri) !== conversation) return;
        const { peer } = conversation.summary();
        for (const listener of this.#messageListeners) listener({ peer, message, isNew });
      },
      onOther: (conversationId, { contentType, text }) =>
        this.#takers.get(contentType)?.({ conversationId, contentType, body: text }),
      onMissed: (text) => {
        const { peer } = conversation.summary();
        for (const listener of this.#missedListeners) listener({ conversationId: id, peer, at: clock.wall(), text });
      },
    });
    return conversation;
  }

  /** The one that was quiet for longest goes; what nobody has read yet after that, and those in use last. */
  #makeRoom(newest: Conversation): void {
    if (this.#byPeer.size <= mostConversations) return;
    const others = [...this.#byPeer.values()].filter((each) => each !== newest);
    const rank = ({ isIdle, isRead }: Conversation) => (isIdle ? (isRead ? 0 : 1) : 2);
    const byAge = others.sort((a, b) => rank(a) - rank(b) || a.lastAt - b.lastAt);
    if (byAge[0]) this.#remove(byAge[0]);
  }

  #remove(conversation: Conversation): void {
    this.#tellClosed(conversation.id);
    this.#byPeer.delete(conversation.peerUri);
    void conversation.leave();
    this.#show();
  }

  #tellClosed(id: string): void {
    for (const listener of this.#closedListeners) listener(id);
  }

  #find(id: string): Conversation | undefined {
    return [...this.#byPeer.values()].find((conversation) => conversation.id === id);
  }

  #in<T>(id: string, act: (conversation: Conversation) => T): Outcome<T> {
    const conversation = this.#find(id);
    return conversation ? done(act(conversation)) : this.#failed('CONVERSATION_UNKNOWN');
  }

  #failed(code: FailureCode, data?: Failure['data']): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }

  #changed(conversation: Conversation): void {
    if (this.#byPeer.get(conversation.peerUri) !== conversation) return;
    this.#summaries.set(conversation, conversation.summary());
    this.#show();
  }

  /** People may be called otherwise now. */
  #rename(concerns: (uri: string) => boolean): void {
    for (const conversation of this.#byPeer.values()) {
      const shown = concerns(conversation.peerUri) && this.#summaries.get(conversation)?.peer.name;
      if (shown !== false && shown !== conversation.summary().peer.name) this.#changed(conversation);
    }
  }

  #show(): void {
    const summaries = [...this.#byPeer.values()].flatMap((conversation) => this.#summaries.get(conversation) ?? []);
    this.#deps.state.set(
      'conversations',
      summaries.sort((a, b) => b.lastAt - a.lastAt),
    );
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
