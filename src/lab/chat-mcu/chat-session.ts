/** One participant's INVITE dialog with the chat MCU of a meeting. [MS-CONFIM] 3.3.5 */
import { type ImSession, readImSession } from '../../protocol/im/session.ts';
import type { Seat } from '../focus/seat.ts';
import { ServerDialog } from '../sip/dialog.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Answer, Body, HeaderLine } from '../sip/template.ts';
import { chatSdp, KEYBOARD_TYPE, SAYABLE } from './chat-text.ts';
import { formFor, type Utterance, utteranceOf } from './utterance.ts';

const LONGEST_TEXT = 64 * 1024;
const OK = { status: 200, reason: 'OK' } as const;
const ALLOW = 'INVITE, BYE, ACK, CANCEL, INFO, UPDATE, OPTIONS, MESSAGE';
/** Messages of one participant that are not answered yet; whoever sends more waits in vain. */
const MOST_UNANSWERED = 200;

/** Why the MCU hangs up, told in the BYE. */
const FAREWELLS = {
  replaced: 'SIP;cause=480;text="Another session of this participant took its place"',
  removed: 'SIP;cause=480;text="Removed from the chat by a presenter"',
  left: 'SIP;cause=200;text="Left the meeting"',
  ended: 'SIP;cause=410;text="Conference ended"',
  down: 'SIP;cause=503;text="The instant messaging service of this meeting is not available"',
} as const;

export type ChatFarewell = keyof typeof FAREWELLS;

/** What somebody who says something is answered, and what is to happen once that is out. */
export interface Said {
  readonly answer: Answer;
  /** Tells everybody else. */
  readonly after?: () => void;
}

/** The chat a session belongs to. */
export interface ChatFloor {
  /** `sip:…` of who organises the meeting. */
  readonly organizerUri: string;
  /** This MCU's own URI. */
  readonly uri: string;
  /** Refuses a message before it is told to anybody; undefined lets it pass. */
  refusal(seat: Seat): Answer | undefined;
  said(session: ChatSession, utterance: Utterance): Said;
  gone(session: ChatSession): void;
}

export class ChatSession {
  readonly seat: Seat;
  readonly #floor: ChatFloor;
  readonly #im: ImSession;
  readonly #unanswered = new Set<(status: number) => void>();
  #dialog: ServerDialog | undefined;

  private constructor(floor: ChatFloor, seat: Seat, im: ImSession) {
    this.#floor = floor;
    this.seat = seat;
    this.#im = im;
  }

  /** Answers an INVITE; undefined when it was refused. */
  static open(exchange: Exchange, floor: ChatFloor, seat: Seat): ChatSession | undefined {
    const im = readImSession(exchange.incoming.message.body);
    if (exchange.incoming.contentType !== 'application/sdp' || !im) {
      exchange.answer({ status: 488, reason: 'Not Acceptable Here' });
      return undefined;
    }
    const session = new ChatSession(floor, seat, im);
    session.#dialog = ServerDialog.open(exchange, {
      onRequest: (next) => session.#onRequest(next),
      onLost: () => session.#leave(),
    });
    if (!session.#dialog) return undefined;
    exchange.answer(session.#accepted());
    return session;
  }

  /** Passes on what somebody else said; `onStatus` hears what became of it, once. */
  hear(utterance: Utterance, onStatus: (status: number) => void): void {
    const form = formFor(utterance, this.#im);
    if (!form) {
      onStatus(415);
      return;
    }
    const headers: readonly HeaderLine[] = [['Ms-Sender', `<${utterance.author}>`]];
    const method = form.type.startsWith(KEYBOARD_TYPE) ? 'INFO' : 'MESSAGE';
    if (utterance.isTyping || this.#unanswered.size >= MOST_UNANSWERED) {
      this.#dialog?.send({ method, headers, body: form });
      onStatus(utterance.isTyping ? 200 : 408);
      return;
    }
    this.#unanswered.add(onStatus);
    const onAnswer = ({ status }: { readonly status: number }) => {
      this.#unanswered.delete(onStatus);
      onStatus(status);
    };
    this.#dialog?.send({ method, headers, body: form, onAnswer });
  }

  /** Tells whoever said something what became of it. */
  report(method: 'BENOTIFY' | 'MESSAGE', body: Body): void {
    this.#dialog?.send({ method, body });
  }

  /** The MCU ends it. */
  hangUp(why: ChatFarewell): void {
    this.#dialog?.send({ method: 'BYE', headers: [['Reason', FAREWELLS[why]]] });
    this.#close();
  }

  #onRequest(exchange: Exchange): void {
    switch (exchange.incoming.method) {
      case 'ACK':
        return;
      case 'MESSAGE':
      case 'INFO':
        this.#onSaid(exchange);
        return;
      case 'INVITE':
      case 'UPDATE':
        exchange.answer(this.#accepted());
        return;
      case 'BYE':
        exchange.answer(OK);
        this.#leave();
        return;
      case 'OPTIONS':
        exchange.answer({ ...OK, headers: [['Allow', ALLOW]] });
        return;
      default:
        exchange.answer({ status: 405, reason: 'Method Not Allowed', headers: [['Allow', ALLOW]] });
    }
  }

  #onSaid(exchange: Exchange): void {
    const { answer, after } = this.#said(exchange);
    exchange.answer(answer);
    after?.();
  }

  #said({ incoming }: Exchange): Said {
    const { contentType, method, text } = incoming;
    const isKnown = method === 'INFO' ? contentType === KEYBOARD_TYPE : isSayable(contentType);
    if (!isKnown) {
      const accepted = method === 'INFO' ? KEYBOARD_TYPE : SAYABLE.join(', ');
      return { answer: { status: 415, reason: 'Unsupported Media Type', headers: [['Accept', accepted]] } };
    }
    if (text.length > LONGEST_TEXT) return { answer: { status: 413, reason: 'Request Entity Too Large' } };
    const refusal = this.#floor.refusal(this.seat);
    if (refusal) return { answer: refusal };
    const utterance = utteranceOf(this.seat.entity, incoming);
    return this.#floor.said(this, method === 'INFO' ? { ...utterance, isTyping: true } : utterance);
  }

  #accepted(): Answer {
    const { uri, organizerUri } = this.#floor;
    return {
      ...OK,
      headers: [
        ['Contact', `<${uri}>;isfocus`],
        ['Allow', ALLOW],
        ['Supported', 'ms-sender'],
      ],
      body: chatSdp(organizerUri),
    };
  }

  #leave(): void {
    this.#close();
    this.#floor.gone(this);
  }

  #close(): void {
    this.#dialog?.end();
    for (const onStatus of [...this.#unanswered]) onStatus(480);
    this.#unanswered.clear();
  }
}

function isSayable(type: string): boolean {
  return SAYABLE.some((each) => each === type);
}
