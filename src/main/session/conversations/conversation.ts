/** One conversation with one peer: what was said, how it stands, and everything a person does in it. */
import type { ImContent, ImText } from '../../../protocol/im/read-content.ts';
import type { Clock } from '../../../shared/clock.ts';
import {
  type ConversationState,
  type ConversationSummary,
  type Message,
  type MessageChanges,
  plainText,
  type RichText,
} from '../../../shared/model/conversation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { shownFromPeer } from '../../im/incoming-text.ts';
import { leftBehind } from '../../im/not-delivered.ts';
import { bodyOf } from '../../im/outgoing-text.ts';
import type { ShownText } from '../../im/rich-text/plain.ts';
import { OwnTyping, PeerTyping } from '../../im/typing.ts';
import type { Body, IncomingInvite, SipAgent } from '../../sip/agent.ts';
import type { FileLine } from './conversations-api.ts';
import { Courier, type Fate } from './courier.ts';
import { ImSession, type ImSessionEvents } from './im-session.ts';
import type { Invitation } from './invitation.ts';
import { Lines } from './lines.ts';
import { PeerSessions } from './peer-sessions.ts';
import { type RingEnd, Ringing } from './ringing.ts';

export interface ConversationNeeds {
  readonly id: string;
  readonly ownUri: string;
  readonly peerUri: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A fresh `Ms-Conversation-ID`. */
  readonly newKey: () => string;
  /** The connection to the own server while there is one. */
  readonly agent: () => SipAgent | undefined;
  readonly isAtDesk: () => boolean;
  readonly nameOf: (uri: string, ownName: string) => string;
  /** Something that the summary shows is different. */
  readonly onChange: () => void;
  /** A message is new, or its fate is. */
  readonly onMessage: (message: Message, isNew: boolean) => void;
  /** Content of a type that somebody else reads: the status that answers it, undefined when nobody does. */
  readonly onOther: (id: string, body: Body) => number | undefined;
  /** The peer's invitation was not taken; `text` is its first message. */
  readonly onMissed: (text: string) => void;
}

export class Conversation {
  readonly #needs: ConversationNeeds;
  readonly #lines: Lines;
  readonly #sessions: PeerSessions;
  readonly #courier: Courier;
  readonly #events: ImSessionEvents;
  readonly #ownTyping: OwnTyping;
  readonly #peerTyping: PeerTyping;
  readonly #openedAt: number;
  #key: string;
  #peerName = '';
  #subject: string | undefined;
  #ringing: Ringing | undefined;
  /** The first message of an invitation: it comes again once the session stands, and is the same one. */
  #toast: string | undefined;
  #rest: 'new' | 'ended' | 'failed' = 'new';
  #failure: Failure | undefined;

  constructor(needs: ConversationNeeds) {
    const { clock, ownUri, peerUri } = needs;
    this.#needs = needs;
    this.#openedAt = clock.wall();
    this.#key = needs.newKey();
    this.#lines = new Lines({
      conversationId: needs.id,
      clock,
      newId: needs.newId,
      onLine: (message, isNew) => {
        needs.onMessage(message, isNew);
        needs.onChange();
      },
    });
    this.#peerTyping = new PeerTyping(clock, needs.onChange);
    this.#events = {
      onContent: (content) => this.hear(content),
      onOther: (contentType, body) => needs.onOther(needs.id, { contentType, text: body }),
      onEnd: (session) => this.#sessions.forget(session),
    };
    this.#sessions = new PeerSessions({ own: ownUri, peer: peerUri }, () => this.#sessionsChanged());
    this.#ownTyping = new OwnTyping(clock, (isTyping) => this.#sessions.current?.tellTyping(isTyping));
    this.#courier = new Courier({
      peerUri,
      sessions: this.#sessions,
      events: this.#events,
      agent: needs.agent,
      conversationKey: () => this.#key,
      clock,
      onInviting: needs.onChange,
    });
  }

  get id(): string {
    return this.#needs.id;
  }

  get peerUri(): string {
    return this.#needs.peerUri;
  }

  /** Nothing would be lost with it but what was said. */
  get isIdle(): boolean {
    return this.#state() !== 'inviting' && !this.#ringing && !this.#sessions.current && this.#courier.isEmpty;
  }

  get isRead(): boolean {
    return this.#lines.unread === 0;
  }

  /** `Ms-Conversation-ID`. */
  get key(): string {
    return this.#key;
  }

  get isRinging(): boolean {
    return this.#ringing !== undefined;
  }

  get lastAt(): number {
    return this.#lines.newestAt ?? this.#openedAt;
  }

  summary(): ConversationSummary {
    const { id, peerUri, nameOf } = this.#needs;
    const state = this.#state();
    return {
      id,
      kind: 'two-party',
      peer: { uri: peerUri, name: nameOf(peerUri, this.#peerName) },
      state,
      isIncomingWaiting: this.#ringing !== undefined,
      peerTyping: this.#peerTyping.isTyping,
      unread: this.#lines.unread,
      lastText: this.#lines.lastLine(),
      lastAt: this.lastAt,
      revision: this.#lines.revision,
      ...(this.#subject ? { subject: this.#subject } : {}),
      ...(state === 'failed' && this.#failure ? { failure: this.#failure } : {}),
    };
  }

  messages(sinceRevision: number): MessageChanges {
    return this.#lines.since(sinceRevision);
  }

  /** What the window or the contact list calls the peer, where nothing better is known. */
  learnName(name: string): void {
    if (name !== '') this.#peerName = name;
  }

  /** Sends a text of ours, or keeps it until there is a connection. The message's id. */
  send(shown: ShownText): string {
    this.#ringing?.take();
    this.#ownTyping.stop();
    this.#tryAnew();
    const id = this.#lines.say('me', shown, this.#isOnline() ? 'sending' : 'waiting');
    this.#post(id, shown.body);
    return id;
  }

  retry(messageId: string): void {
    const message = this.#lines.failedText(messageId);
    if (!message) return;
    this.#tryAnew();
    this.#lines.setDelivery(messageId, this.#isOnline() ? 'sending' : 'waiting');
    this.#post(messageId, message.body);
  }

  typing(): void {
    if (this.#sessions.current) this.#ownTyping.typed();
  }

  markRead(): void {
    this.#ringing?.take();
    if (this.#lines.markRead()) this.#needs.onChange();
  }

  accept(): void {
    this.#ringing?.take();
  }

  decline(): void {
    this.#ringing?.decline();
  }

  /** Sends what is no line of the conversation, and tells what became of it. */
  post(body: Body): Promise<Fate> {
    this.#ringing?.take();
    return new Promise((onFate) => this.#courier.send({ bodyFor: () => body, onFate }));
  }

  showFile(line: FileLine): void {
    this.#lines.showFile(line);
  }

  /** The peer wants to talk. */
  ring(invite: IncomingInvite, { described, key, subject }: Invitation): void {
    const { clock, isAtDesk, peerUri } = this.#needs;
    if (key) this.#key = key;
    if (subject) this.#subject = subject;
    this.#ringing?.abandon();
    const isTalking = this.#sessions.current !== undefined || this.#courier.isInviting;
    const ringing = new Ringing({
      invite,
      session: new ImSession({ isOurs: false, peerUri, clock, described, events: this.#events }),
      clock,
      isAtDesk,
      onTaken: (session) => {
        this.#ringing = undefined;
        this.#sessions.adopt(session);
        void this.#courier.run();
      },
      onEnd: (end) => this.#ringEnded(end),
    });
    this.#ringing = ringing;
    if (ringing.toast) {
      const shown = shownFromPeer(ringing.toast);
      this.#toast = plainText(shown.body);
      this.#lines.say('peer', shown, 'delivered');
    }
    // Whoever is talking has been asked already.
    if (isTalking || ringing.isForFile) ringing.take();
    else this.#needs.onChange();
  }

  /** Content of the peer, inside a session or outside any. */
  hear(content: ImContent): void {
    if (content.kind === 'typing') this.#peerTyping.hear(content.typing);
    else if (content.kind === 'unknown') this.#lines.notice('unreadable');
    else if (content.kind !== 'silent') this.#hearMessage(content);
  }

  /** There is a connection: what waited goes out. */
  online(): void {
    for (const messageId of this.#courier.waiting) this.#lines.setDelivery(messageId, 'sending');
    void this.#courier.run();
  }

  /** The connection is gone, and with it the sessions. */
  offline(): void {
    this.#ownTyping.stop();
    this.#peerTyping.stop();
    for (const messageId of this.#courier.waiting) this.#lines.setDelivery(messageId, 'waiting');
  }

  /** The person leaves: what was not sent is marked, and the peer hears BYE. Resolves when it did, or cannot. */
  async leave(): Promise<void> {
    this.#ownTyping.stop();
    this.#peerTyping.stop();
    this.#ringing?.abandon();
    this.#ringing = undefined;
    this.#courier.drop(leftBehind(this.#needs.clock.wall()));
    await this.#sessions.endAll();
  }

  hangUp(): void {
    void this.#sessions.endAll();
  }

  /** What failed before says nothing of what is tried now; outside sessions nothing else would end it. */
  #tryAnew(): void {
    if (this.#rest === 'failed') this.#rest = 'new';
  }

  #post(messageId: string, body: RichText): void {
    this.#courier.send({
      messageId,
      bodyFor: (showsHtml) => bodyOf(body, showsHtml),
      onFate: (fate) => this.#settle(messageId, fate),
    });
  }

  #state(): ConversationState {
    if (this.#sessions.current) return 'active';
    if (this.#ringing) return 'ringing-in';
    return this.#courier.isInviting ? 'inviting' : this.#rest;
  }

  #isOnline(): boolean {
    return this.#needs.agent()?.isOpen ?? false;
  }

  #sessionsChanged(): void {
    this.#rest = 'ended';
    if (!this.#sessions.current) {
      this.#toast = undefined;
      this.#ownTyping.stop();
      this.#peerTyping.stop();
    }
    this.#needs.onChange();
  }

  #ringEnded(end: RingEnd): void {
    this.#ringing = undefined;
    this.#rest = 'ended';
    const text = this.#toast ?? '';
    this.#toast = undefined;
    if (end === 'answered-elsewhere' || end === 'declined') this.#lines.markRead();
    if (end === 'missed' || end === 'declined') this.#needs.onMissed(text);
    if (end === 'lost') this.#needs.onChange();
    else this.#lines.notice(end);
  }

  #hearMessage(text: ImText): void {
    this.#peerTyping.stop();
    const shown = shownFromPeer(text);
    const isToast = this.#toast !== undefined && sameWords(this.#toast, plainText(shown.body));
    this.#toast = undefined;
    if (!isToast) this.#lines.say('peer', shown, 'delivered');
  }

  #settle(messageId: string, fate: Fate): void {
    if (fate.kind === 'failed') {
      this.#failure = fate.failure;
      if (!this.#sessions.current) this.#rest = 'failed';
      this.#lines.setDelivery(messageId, 'failed', fate.failure);
    } else {
      this.#lines.setDelivery(messageId, fate.kind === 'stored' ? 'sent' : 'delivered');
    }
  }
}

/** One of the two may have come as HTML, or with other white space. */
function sameWords(one: string, other: string): boolean {
  const bare = (text: string) => text.replace(/\s+/g, ' ').trim();
  return bare(one) === bare(other);
}
