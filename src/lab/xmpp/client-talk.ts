/** An IM session that a client here began. */
import { ServerDialog } from '../sip/dialog.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { GatewayParts, Pair } from './gateway-parts.ts';
import { ACCEPTED_TYPES } from './im-body.ts';
import { handleInside, IDLE_MS, imDescription, type Talk, TYPING_TYPE, typingXml } from './talk.ts';

export class ClientTalk implements Talk {
  readonly pair: Pair;
  readonly #parts: GatewayParts;
  readonly #onEnd: (talk: Talk) => void;
  #dialog: ServerDialog | undefined;
  #stopTimer: () => void = () => undefined;

  /** `onEnd` hears once when it is over. */
  constructor(parts: GatewayParts, pair: Pair, onEnd: (talk: Talk) => void) {
    this.#parts = parts;
    this.pair = pair;
    this.#onEnd = onEnd;
  }

  /** Accepts the INVITE; false when the connection holds too many dialogs, which is answered. */
  open(exchange: Exchange): boolean {
    this.#dialog = ServerDialog.open(exchange, {
      onRequest: (next) => this.#onRequest(next),
      onLost: () => this.#finish(),
    });
    if (!this.#dialog) return false;
    this.#stayOpen();
    exchange.answer({
      status: 200,
      reason: 'OK',
      headers: [
        ['Record-Route', `<${exchange.link.contactUri};lr>`],
        ['Contact', `<sip:${this.pair.theirs}>`],
        ['Allow', 'INVITE, BYE, ACK, CANCEL, INFO, MESSAGE'],
      ],
      body: { type: 'application/sdp', text: imDescription(this.pair.theirs, ACCEPTED_TYPES) },
    });
    return true;
  }

  say(text: string, onFailed: () => void): void {
    this.#stayOpen();
    this.#dialog?.send({
      method: 'MESSAGE',
      body: { type: 'text/plain; charset=UTF-8', text },
      onAnswer: ({ status }) => status >= 300 && onFailed(),
    });
  }

  type(isTyping: boolean): void {
    this.#dialog?.send({ method: 'INFO', body: { type: TYPING_TYPE, text: typingXml(isTyping) } });
  }

  hangUp(diagnostics: string): void {
    this.#dialog?.send({ method: 'BYE', headers: [['ms-diagnostics', diagnostics]] });
    this.#finish();
  }

  #onRequest(exchange: Exchange): void {
    this.#stayOpen();
    if (!handleInside(exchange, this.#parts, this.pair)) this.#finish();
  }

  #stayOpen(): void {
    this.#stopTimer();
    const source = this.#parts.site.company.reported.edge;
    const why = `52094;reason="IM conversation terminated on user inactivity";source="${source}"`;
    this.#stopTimer = this.#parts.core.clock.after(IDLE_MS, () => this.hangUp(why));
  }

  #finish(): void {
    this.#stopTimer();
    if (!this.#dialog) return;
    this.#dialog.end();
    this.#dialog = undefined;
    this.#onEnd(this);
  }
}
