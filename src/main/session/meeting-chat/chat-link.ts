/** One session with the chat's server of a meeting: what is said, by whom, and what became of our own words. [MS-CONFIM] 3.1 */
import { type ImContent, readContent } from '../../../protocol/im/read-content.ts';
import { type DeliveryReport, deliveryType, readDelivery } from '../../../protocol/im/read-delivery.ts';
import { readImSession } from '../../../protocol/im/session.ts';
import { writeImSession, writeKeyboardActivity } from '../../../protocol/im/write.ts';
import { readContentType } from '../../../protocol/sip/content-type.ts';
import { headerOf, type SipRequest, type SipResponse } from '../../../protocol/sip/message.ts';
import { readNameAddr } from '../../../protocol/sip/name-addr.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { LastWord } from '../../im/last-word.ts';
import { largestBody } from '../../im/limits.ts';
import type { Answer, Body, Dialog, DialogListener, SipAgent } from '../../sip/agent.ts';

/** What is said in the INVITE. */
const allowed = 'INVITE, BYE, ACK, CANCEL, INFO, MESSAGE, UPDATE, NOTIFY, BENOTIFY, OPTIONS';

/** The answer to an INVITE that never came, or the one that came and was no yes. */
export type Entry =
  | { readonly kind: 'open'; readonly link: ChatLink }
  | { readonly kind: 'refused'; readonly response: SipResponse }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

export interface ChatLinkEvents {
  /** `author` is `sip:user@domain` in lower case, empty when the server names nobody. */
  onContent(author: string, content: ImContent): void;
  onReport(report: DeliveryReport): void;
  /** Ended by the server or lost; `reason` is the BYE's Reason header. Not told when we left. */
  onEnd(end: { readonly reason?: string; readonly failure?: Failure }): void;
}

export class ChatLink {
  readonly #dialog: Dialog;
  readonly #onLeave: () => void;
  readonly #lastWord: LastWord;

  private constructor(dialog: Dialog, onLeave: () => void, lastWord: LastWord) {
    this.#dialog = dialog;
    this.#onLeave = onLeave;
    this.#lastWord = lastWord;
  }

  /** Enters the chat at `uri`, the `chat` of the meeting's conf-uris. Aborting the signal takes the INVITE back. */
  static async enter(
    agent: SipAgent,
    { uri, clock, signal, events }: { uri: string; clock: Clock; signal: AbortSignal; events: ChatLinkEvents },
  ): Promise<Entry> {
    let hasLeft = false;
    const lastWord = new LastWord(clock);
    const listener: DialogListener = {
      onRequest: (request) => received(request, events),
      onOffer: (request) => (readImSession(request.body) ? offer(uri) : undefined),
      onEnd: ({ bye, failure }) => {
        // A loss answers what is under way by itself, and knows better why.
        if (!failure) lastWord.sessionEnded();
        if (hasLeft) return;
        hasLeft = true;
        const reason = bye && headerOf(bye, 'reason');
        events.onEnd({ ...(reason ? { reason } : {}), ...(failure ? { failure } : {}) });
      },
    };
    const outcome = await agent.invite({ uri, headers: [['Allow', allowed]], body: offer(), signal }, listener);
    if (outcome.kind !== 'accepted') return outcome;
    const onLeave = () => {
      hasLeft = true;
    };
    return { kind: 'open', link: new ChatLink(outcome.dialog, onLeave, lastWord) };
  }

  /** One at a time. SIP_TIMEOUT soon where the session ends meanwhile and nobody says what became of it. */
  send(body: Body): Promise<Answer> {
    return this.#lastWord.send(this.#dialog, body);
  }

  /** Says that we type or stopped; what becomes of it matters to nobody. */
  tellTyping(isTyping: boolean): void {
    const body = { contentType: 'application/xml', text: writeKeyboardActivity(isTyping) };
    void this.#dialog.request('INFO', { body });
  }

  /** Leaves; resolves when the server heard it, or cannot. */
  async end(): Promise<void> {
    this.#onLeave();
    await this.#dialog.end();
    this.#lastWord.sessionEnded();
  }
}

function offer(peer?: string): Body {
  return { contentType: 'application/sdp', text: writeImSession('message', peer) };
}

/** MESSAGE and INFO are from people, BENOTIFY and NOTIFY from the server alone. */
function received(request: SipRequest, events: ChatLinkEvents): number {
  if (request.method === 'OPTIONS') return 200;
  if (!['MESSAGE', 'INFO', 'NOTIFY', 'BENOTIFY'].includes(request.method)) return 405;
  if (request.body.length > largestBody) return 513;
  if (readContentType(headerOf(request, 'content-type') ?? '')?.type === deliveryType) {
    const report = readDelivery(decodeTolerant(request.body).text);
    if (report) events.onReport(report);
    return report ? 200 : 400;
  }
  if (request.method === 'NOTIFY' || request.method === 'BENOTIFY') return 415;
  const content = readContent(request);
  const isForNobody = content.kind === 'unknown' && request.method === 'INFO';
  if (!isForNobody) events.onContent(authorOf(request), content);
  return content.kind === 'unknown' ? 415 : 200;
}

function authorOf(request: SipRequest): string {
  const sender = readNameAddr(headerOf(request, 'ms-sender') ?? '');
  return sender ? addressOf(sender.uri.wire) : '';
}
