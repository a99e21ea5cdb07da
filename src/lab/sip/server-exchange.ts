/** The one implementation of an exchange. */
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { ServerFaults } from '../api.ts';
import type { Exchange, Link } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { type Answer, answerText, type HeaderLine, passedAnswerText } from './template.ts';

export interface ExchangeWire {
  /** `received=…;ms-received-port=…;ms-received-cid=…` (mission D6). */
  readonly received: string;
  /** The Server header. */
  readonly software: string;
  readonly faults: () => ServerFaults;
  readonly send: (text: string) => void;
}

export class ServerExchange implements Exchange {
  readonly link: Link;
  readonly incoming: Incoming;
  readonly localTag: string;
  fromName: string | undefined;
  leading: readonly HeaderLine[] = [];
  readonly #wire: ExchangeWire;
  #answered = false;

  constructor(link: Link, incoming: Incoming, wire: ExchangeWire) {
    this.link = link;
    this.incoming = incoming;
    this.localTag = link.randomHex(16).toUpperCase();
    this.#wire = wire;
  }

  answer(answer: Answer): void {
    if (this.#answered || this.incoming.method === 'ACK') return;
    this.#answered = answer.status >= 200;
    const text = answerText(this.incoming, answer, {
      received: this.#wire.received,
      toTag: this.localTag,
      fromName: this.fromName,
      leading: this.leading,
      software: this.#wire.software,
    });
    this.#wire.send(this.#wire.faults().malformed === 'sip-answer' ? damaged(text) : text);
  }

  pass(response: SipResponse): void {
    if (this.#answered) return;
    this.#answered = response.status >= 200;
    this.#wire.send(passedAnswerText(this.incoming, response, this.#wire.received));
  }
}

/** A status line no reader can take, in a message that is otherwise framed as it should be. */
function damaged(text: string): string {
  return text.replace(/^SIP\/2\.0 \d{3}/, 'SIP/2.0 2OO');
}
