/** The chat of one meeting: who has it open, and what is said to everybody else. [MS-CONFIM] 3.3.5 */
import type { Clock } from '../../shared/clock.ts';
import type { Seat } from '../focus/seat.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare } from '../sip/incoming.ts';
import type { Answer } from '../sip/template.ts';
import { type ChatFarewell, type ChatFloor, ChatSession, type Said } from './chat-session.ts';
import { deliveryReport, type Miss } from './chat-text.ts';
import { Delivery } from './delivery.ts';
import { type ChatSettings, usualChat } from './settings.ts';
import type { Utterance } from './utterance.ts';

/** What a chat is told of its meeting, and tells it. */
export interface ChatPlace {
  readonly clock: Clock;
  readonly organizerUri: string;
  /** This MCU's own URI for the meeting. */
  readonly uri: string;
  /** The server's name in ms-diagnostics. */
  readonly source: string;
  /** Whether this person may write, as the meeting's own rules stand now. */
  readonly mayWrite: (seat: Seat) => boolean;
  /** Somebody is in the chat, or is no longer: the roster is to say so. */
  readonly onCame: (seat: Seat) => void;
  readonly onWent: (seat: Seat) => void;
}

export class ChatRoom implements ChatFloor {
  readonly #place: ChatPlace;
  readonly #sessions = new Map<Seat, ChatSession>();
  /** Simulated people who have the chat open: nobody has to be told on their account. */
  readonly #simulated = new Set<Seat>();
  readonly #deliveries = new Set<Delivery>();
  #settings: ChatSettings = usualChat;
  #count = 0;

  constructor(place: ChatPlace) {
    this.#place = place;
  }

  get organizerUri(): string {
    return this.#place.organizerUri;
  }

  get uri(): string {
    return this.#place.uri;
  }

  /** Everybody who has the chat open, in the order they came; simulated people come last. */
  get seats(): readonly Seat[] {
    return [...this.#sessions.keys(), ...this.#simulated];
  }

  change(patch: Partial<ChatSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
  }

  setFailing(address: string, status: number | undefined): void {
    const failing = new Map(this.#settings.failing);
    if (status === undefined) failing.delete(address.toLowerCase());
    else failing.set(address.toLowerCase(), status);
    this.change({ failing });
  }

  /** Answers the INVITE of somebody who sits in the meeting; a session the same seat has already is ended. */
  enter(exchange: Exchange, seat: Seat): void {
    const session = ChatSession.open(exchange, this, seat);
    if (!session) return;
    const before = this.#sessions.get(seat);
    this.#sessions.delete(seat);
    before?.hangUp('replaced');
    this.#sessions.set(seat, session);
    if (!before) this.#place.onCame(seat);
  }

  refusal(seat: Seat): Answer | undefined {
    if (this.#place.mayWrite(seat)) return undefined;
    const summary = 'Only presenters may write in the chat of this meeting';
    const diagnostics = `3014;reason="Failed authorization";summary="${summary}";source="${this.#place.source}"`;
    return { status: 403, reason: 'Forbidden', headers: [['ms-diagnostics', diagnostics]] };
  }

  said(session: ChatSession, utterance: Utterance): Said {
    const { acceptStatus } = this.#settings;
    const status = acceptStatus === 202 ? { status: 202, reason: 'Accepted' } : { status: 200, reason: 'OK' };
    if (utterance.isTyping) return { answer: status, after: () => this.#tell(utterance, session.seat) };
    this.#count += 1;
    const messageId = this.#count;
    const delivery = new Delivery((misses) => {
      this.#deliveries.delete(delivery);
      this.#report(session, messageId, misses);
    });
    this.#deliveries.add(delivery);
    return {
      answer: { ...status, headers: [['Message-Id', String(messageId)]] },
      after: () => this.#deliver(utterance, session.seat, delivery),
    };
  }

  gone(session: ChatSession): void {
    if (this.#sessions.get(session.seat) !== session) return;
    this.#sessions.delete(session.seat);
    this.#place.onWent(session.seat);
  }

  /** A simulated person comes, if he is not there, and says something. */
  simulate(seat: Seat, utterance: Omit<Utterance, 'author'>): void {
    if (!this.#simulated.has(seat) && !this.#sessions.has(seat)) {
      this.#simulated.add(seat);
      this.#place.onCame(seat);
    }
    this.#tell({ ...utterance, author: seat.entity }, seat);
  }

  /** Ends somebody's part in the chat; nothing when he has none. `isInRoster`: the meeting still shows him in it. */
  dismiss(seat: Seat, why: ChatFarewell, isInRoster: boolean): void {
    const session = this.#sessions.get(seat);
    const wasThere = this.#sessions.delete(seat) || this.#simulated.delete(seat);
    session?.hangUp(why);
    if (wasThere && isInRoster) this.#place.onWent(seat);
  }

  /** Ends it for everybody. */
  close(why: ChatFarewell): void {
    for (const delivery of this.#deliveries) delivery.cancel();
    this.#deliveries.clear();
    for (const seat of this.seats) this.dismiss(seat, why, false);
  }

  #tell(utterance: Utterance, author: Seat): void {
    for (const [seat, session] of this.#sessions) {
      if (seat !== author && !this.#statusAt(seat)) session.hear(utterance, () => undefined);
    }
  }

  #deliver(utterance: Utterance, author: Seat, delivery: Delivery): void {
    for (const seat of this.seats) {
      if (seat === author) continue;
      const settle = delivery.expect(seat.entity);
      const session = this.#sessions.get(seat);
      const failing = this.#statusAt(seat);
      if (failing !== undefined || !session) settle(failing ?? 200);
      else session.hear(utterance, settle);
    }
    delivery.start(this.#place.clock);
  }

  /** The status this person's messages end with, where a tester wants them to fail. */
  #statusAt(seat: Seat): number | undefined {
    return this.#settings.failing.get(bare(seat.entity));
  }

  #report(session: ChatSession, messageId: number, misses: readonly Miss[]): void {
    const { reports, reportBy } = this.#settings;
    if (this.#sessions.get(session.seat) !== session || reports === 'none') return;
    if (misses.length > 0 || reports === 'all') session.report(reportBy, deliveryReport(messageId, misses));
  }
}
