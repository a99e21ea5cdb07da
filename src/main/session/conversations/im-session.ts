/** One SIP session of instant messages, whoever began it: messages and typing both ways. Protocol notes 11.1 */
import { type ImContent, readContent } from '../../../protocol/im/read-content.ts';
import { type ImSession as Described, readImSession, shows } from '../../../protocol/im/session.ts';
import { writeImSession, writeKeyboardActivity } from '../../../protocol/im/write.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import { LastWord } from '../../im/last-word.ts';
import { largestBody } from '../../im/limits.ts';
import type { Answer, Body, Dialog, DialogListener } from '../../sip/agent.ts';

export interface ImSessionEvents {
  /** Content of the peer. */
  onContent(content: ImContent): void;
  /** Content of a type that is not ours to read: the status that answers it, undefined when nobody reads it. */
  onOther(contentType: string, body: string): number | undefined;
  /** Left by the peer, or lost; not told when we left. */
  onEnd(session: ImSession): void;
}

export class ImSession {
  /** We invited. */
  readonly isOurs: boolean;
  /** For whoever makes the dialog. */
  readonly listener: DialogListener;
  readonly #peerUri: string;
  #described: Described;
  readonly #lastWord: LastWord;
  #dialog: Dialog | undefined;
  #isOver = false;

  constructor(given: {
    readonly isOurs: boolean;
    readonly clock: Clock;
    readonly peerUri: string;
    readonly described?: Described;
    readonly events: ImSessionEvents;
  }) {
    this.isOurs = given.isOurs;
    this.#lastWord = new LastWord(given.clock);
    this.#peerUri = given.peerUri;
    this.#described = given.described ?? { media: 'message', accepts: [] };
    this.listener = {
      onRequest: (request) => this.#received(request, given.events),
      onOffer: (request) => this.#reoffered(request),
      onEnd: () => {
        if (this.#isOver) return;
        this.#isOver = true;
        this.#lastWord.sessionEnded();
        given.events.onEnd(this);
      },
    };
  }

  get isOpen(): boolean {
    return this.#dialog !== undefined && !this.#isOver;
  }

  /** The dialog stands; `described` is the peer's part of an answer to us. */
  attach(dialog: Dialog, described = this.#described): void {
    this.#dialog = dialog;
    this.#described = described;
  }

  /** Whether the peer says that it shows this type. */
  shows(type: string): boolean {
    return shows(this.#described, type);
  }

  /** The body that answers the peer's offer. */
  answer(): Body {
    return { contentType: 'application/sdp', text: writeImSession(this.#described.media, this.#peerUri) };
  }

  /** One at a time. Undefined when there is no dialog any more; SIP_TIMEOUT soon where it ends meanwhile and nobody says what became of the message. */
  async send(body: Body): Promise<Answer | undefined> {
    return this.#dialog && this.isOpen ? this.#lastWord.send(this.#dialog, body) : undefined;
  }

  /** Says that we type or stopped; what becomes of it matters to nobody. */
  tellTyping(isTyping: boolean): void {
    const body = { contentType: 'application/xml', text: writeKeyboardActivity(isTyping) };
    if (this.isOpen) void this.#dialog?.request('INFO', { body });
  }

  /** BYE; resolves when answered or given up. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#dialog?.end();
  }

  #received(request: SipRequest, events: ImSessionEvents): number {
    if (request.method !== 'MESSAGE' && request.method !== 'INFO') return 405;
    if (request.body.length > largestBody) return 513;
    const content = readContent(request);
    if (content.kind !== 'unknown') {
      events.onContent(content);
      return 200;
    }
    const status = events.onOther(content.type, decodeTolerant(request.body).text);
    if (status === undefined && request.method === 'MESSAGE') events.onContent(content);
    return status ?? 415;
  }

  #reoffered(request: SipRequest): Body | undefined {
    const described = readImSession(request.body);
    if (!described) return undefined;
    this.#described = described;
    return this.answer();
  }
}

/** The status that answers a MESSAGE outside any session, and what it holds. */
export function readPage(request: SipRequest): { readonly status: number; readonly content?: ImContent } {
  if (request.body.length > largestBody) return { status: 513 };
  const content = readContent(request);
  return { status: content.kind === 'unknown' ? 415 : 200, content };
}
