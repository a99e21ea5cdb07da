/** One subscription of one client. RFC 6665, with piggybacked first notification and BENOTIFY. [MS-SIP] 3.4, 3.5, 3.6 */
import type { LabCore } from '../net/listener.ts';
import { ServerDialog } from './dialog.ts';
import type { Exchange } from './exchange.ts';
import { announces, eventOf, expiresOf } from './incoming.ts';
import type { Answer, Body, HeaderLine } from './template.ts';

const LONGEST_SECONDS = 28_800;

export interface SubscriptionOwner {
  /** The full state as it is now; undefined when there is nothing to tell yet. */
  state(): Body | undefined;
  /** Over: ended by the client, expired, or the connection went. Called once. */
  onEnd(): void;
  /** A SUBSCRIBE inside the dialog, before it is answered: batched presence changes its list this way. Returns the refusal, if it is refused. */
  onRefresh?(exchange: Exchange): Answer | undefined;
}

export class Subscription {
  readonly #owner: SubscriptionOwner;
  readonly #event: string;
  readonly #method: 'NOTIFY' | 'BENOTIFY';
  readonly #extends: boolean;
  readonly #core: LabCore;
  readonly #dialog: ServerDialog | undefined;
  #seconds: number;
  /** On the lab's clock, milliseconds. */
  #endsAt = 0;
  #stopTimer: () => void = () => undefined;
  #ended = false;

  /**
   * Answers the SUBSCRIBE and begins to notify. With `Expires: 0` outside a dialog the state is told once and
   * nothing is kept. [MS-SIP] 3.7.5
   */
  static open(exchange: Exchange, owner: SubscriptionOwner): Subscription {
    return new Subscription(exchange, owner);
  }

  private constructor(exchange: Exchange, owner: SubscriptionOwner) {
    const { incoming } = exchange;
    this.#owner = owner;
    this.#core = exchange.link.core;
    this.#event = eventOf(incoming);
    this.#method = announces(incoming, 'ms-benotify') ? 'BENOTIFY' : 'NOTIFY';
    this.#extends = announces(incoming, 'com.microsoft.autoextend');
    this.#seconds = secondsFor(exchange);
    const piggyback = announces(incoming, 'ms-piggyback-first-notify');
    if (this.#seconds === 0) {
      this.#answer(exchange, owner.state());
      this.#finish();
      return;
    }
    const dialogOwner = { onRequest: (next: Exchange) => this.#onRequest(next), onLost: () => this.#finish() };
    this.#dialog = ServerDialog.open(exchange, dialogOwner, piggyback ? 1 : 0);
    if (!this.#dialog) {
      this.#finish();
      return;
    }
    const state = owner.state();
    this.#answer(exchange, piggyback ? state : undefined);
    this.#arm();
    if (!piggyback && state) this.notify(state);
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  /** Tells the client a change. */
  notify(body: Body | undefined): void {
    if (this.#ended) return;
    if (this.#extends) this.#arm();
    const left = Math.max(0, Math.round((this.#endsAt - this.#core.clock.now()) / 1000));
    this.#send(`active;expires=${left}`, body);
  }

  /** Ends it from the server's side, with a last word. */
  terminate(reason: string): void {
    if (this.#ended) return;
    this.#send(`terminated;reason=${reason};expires=0`, undefined);
    this.#finish();
  }

  #send(state: string, body: Body | undefined): void {
    this.#dialog?.send({
      method: this.#method,
      headers: [
        ['Event', this.#event],
        ['subscription-state', state],
      ],
      body,
      // A client that no longer knows the dialog is told nothing more. RFC 6665 4.2.2
      onAnswer: this.#method === 'NOTIFY' ? (response) => response.status === 481 && this.#finish() : undefined,
    });
  }

  #onRequest(exchange: Exchange): void {
    if (exchange.incoming.method !== 'SUBSCRIBE') {
      exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', 'SUBSCRIBE']] });
      return;
    }
    // Each event is a subscription of its own, and this dialog is of one. RFC 6665 4.5
    const isOther = eventOf(exchange.incoming) !== this.#event;
    const refusal = isOther ? { status: 489, reason: 'Bad Event' } : this.#owner.onRefresh?.(exchange);
    if (refusal) {
      exchange.answer(refusal);
      return;
    }
    this.#seconds = secondsFor(exchange);
    const piggyback = announces(exchange.incoming, 'ms-piggyback-first-notify');
    this.#answer(exchange, piggyback && this.#seconds > 0 ? this.#owner.state() : undefined);
    if (this.#seconds === 0) {
      this.#finish();
      return;
    }
    this.#arm();
    // RFC 6665 4.2.1.2: the state follows each refresh, unless the answer bears it.
    const state = piggyback ? undefined : this.#owner.state();
    if (state) this.notify(state);
  }

  #answer(exchange: Exchange, body: Body | undefined): void {
    const over = this.#seconds === 0;
    const headers: HeaderLine[] = [
      ['Contact', `<${exchange.link.contactUri}>`],
      ['Expires', String(this.#seconds)],
      ['Event', this.#event],
      ['subscription-state', over ? 'terminated;expires=0' : `active;expires=${this.#seconds}`],
      ['Supported', 'ms-benotify'],
      ['Supported', 'ms-piggyback-first-notify'],
    ];
    if (body) headers.push(['ms-piggyback-cseq', '1']);
    exchange.answer({ status: 200, reason: 'OK', headers, body });
  }

  #arm(): void {
    this.#stopTimer();
    const { clock } = this.#core;
    this.#endsAt = clock.now() + this.#seconds * 1000;
    this.#stopTimer = clock.after(this.#seconds * 1000, () => this.terminate('timeout'));
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopTimer();
    this.#dialog?.end();
    this.#owner.onEnd();
  }
}

function secondsFor(exchange: Exchange): number {
  return Math.min(expiresOf(exchange.incoming) ?? LONGEST_SECONDS, LONGEST_SECONDS);
}
