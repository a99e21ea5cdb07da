/** One session of a simulated person with somebody's client. */
import { headerOf } from '../../protocol/sip/message.ts';
import type { Clock } from '../../shared/clock.ts';
import type { DialogEntry, Exchange, Link } from '../sip/exchange.ts';
import type { Body } from '../sip/template.ts';
import { imSdp, keyboard } from './im-text.ts';
import { answerToMessage, type Manner } from './manners.ts';

const THINKING_MS = 3000;
const OK = { status: 200, reason: 'OK' } as const;
const GONE = { status: 481, reason: 'Call Leg/Transaction Does Not Exist' } as const;

/** Between whom, over which connection. */
export interface TalkPlace {
  readonly link: Link;
  readonly callId: string;
  /** `user@domain` of the simulated person. */
  readonly address: string;
  readonly localTag: string;
  /** The other side's To or From, its tag included. */
  readonly remote: string;
  readonly remoteTag: string;
  /** Where requests go. */
  readonly target: string;
}

/** The CSeq numbers that are used already, by either side's INVITE; -1 for a side that has sent none. RFC 3261 12.2.2 */
export interface TalkNumbers {
  readonly own: number;
  readonly theirs: number;
}

export interface TalkOptions {
  readonly clock: Clock;
  readonly manner: () => Manner;
  /** The first message of a forgetful person; true once. */
  readonly forgets: () => boolean;
}

export class Talk implements DialogEntry {
  readonly key: string;
  readonly #place: TalkPlace;
  readonly #options: TalkOptions;
  #sequence: number;
  #heard: number;
  #isOver = false;
  #stopThinking: () => void = () => undefined;

  constructor(place: TalkPlace, options: TalkOptions, { own, theirs }: TalkNumbers) {
    this.key = `${place.callId}|${place.localTag}|${place.remoteTag}`;
    this.#place = place;
    this.#options = options;
    this.#sequence = own;
    this.#heard = theirs;
    place.link.addDialog(this);
  }

  receive(exchange: Exchange): void {
    const { method, cseq } = exchange.incoming;
    if (method === 'ACK') return;
    if (cseq <= this.#heard) {
      exchange.answer({ status: 500, reason: 'Request out of order' });
      return;
    }
    this.#heard = cseq;
    if (method === 'MESSAGE') this.#hear(exchange);
    else if (method === 'INVITE') {
      const contact = `<sip:${this.#place.address};opaque=user:epid:simulated;gruu>`;
      exchange.answer({ ...OK, headers: [['Contact', contact]], body: imSdp(this.#place.address) });
    } else {
      exchange.answer(OK);
      if (method === 'BYE') this.lost();
    }
  }

  /** Sends a message. */
  say(body: Body): void {
    this.#send('MESSAGE', body);
  }

  /** The connection is gone, or the other side has left. */
  lost(): void {
    this.#isOver = true;
    this.#stopThinking();
    this.#place.link.removeDialog(this);
  }

  #hear(exchange: Exchange): void {
    const { contentType, text, message } = exchange.incoming;
    if (this.#options.forgets()) {
      exchange.answer(GONE);
      this.lost();
      return;
    }
    const manner = this.#options.manner();
    const answer = answerToMessage(manner, contentType);
    if (!answer) return;
    exchange.answer(answer);
    if (answer.status >= 300 || !contentType.startsWith('text/')) return;
    const body = { type: headerOf(message, 'content-type') ?? 'text/plain', text };
    if (manner === 'slow') this.#think(body);
    else if (manner === 'echo' || manner === 'plain' || manner === 'forgetful') this.say(body);
  }

  #think(body: Body): void {
    this.#stopThinking();
    this.#send('INFO', keyboard(true));
    this.#stopThinking = this.#options.clock.after(THINKING_MS, () => this.say(body));
  }

  #send(method: string, body: Body): void {
    if (this.#isOver) return;
    const { link, address, callId, localTag, remote, target } = this.#place;
    this.#sequence += 1;
    link.request({
      method,
      uri: target,
      headers: [
        ['From', `<sip:${address}>;tag=${localTag}`],
        ['To', remote],
        ['Call-ID', callId],
        ['CSeq', `${this.#sequence} ${method}`],
      ],
      body,
    });
  }
}
