/** Our messages on their way to a meeting's chat, one after the other, and what is reported of each. [MS-CONFIM] 3.1, 4.2 */
import type { DeliveryReport } from '../../../protocol/im/read-delivery.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { Delivery } from '../../../shared/model/conversation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { refusedBy, unanswered } from '../../im/not-delivered.ts';
import type { Answer, Body } from '../../sip/agent.ts';
import type { ChatLink } from './chat-link.ts';

/** Messages that wait for their turn; whoever writes more is not heard anyway. */
const mostWaiting = 50;
/** Messages whose report may still come, and reports whose message is not known yet. */
const mostTaken = 200;
const mostEarly = 20;

export interface OutboxNeeds {
  readonly link: () => ChatLink | undefined;
  readonly wall: () => number;
  readonly onDelivery: (messageId: string, delivery: Delivery, failure?: Failure) => void;
  readonly onReport: (messageId: string, report: DeliveryReport) => void;
}

export class Outbox {
  readonly #needs: OutboxNeeds;
  /** By the server's name of a message, ours. */
  readonly #taken = new BoundedMap<string, string>(mostTaken);
  /** A report can overtake the answer that names the message. */
  readonly #early = new BoundedMap<string, DeliveryReport>(mostEarly);
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(needs: OutboxNeeds) {
    this.#needs = needs;
  }

  send(messageId: string, body: Body): void {
    if (this.#waiting >= mostWaiting) {
      this.#fail(messageId, { code: 'CONNECTION_LOST', at: this.#needs.wall(), detail: 'too many messages wait' });
      return;
    }
    this.#waiting += 1;
    this.#tail = this.#tail.then(() => this.#deliver(messageId, body));
  }

  /** The server counts anew in each session. */
  forgetReports(): void {
    this.#taken.clear();
    this.#early.clear();
  }

  reported(report: DeliveryReport): void {
    const messageId = this.#taken.get(report.messageId);
    if (messageId === undefined) this.#early.set(report.messageId, report);
    else this.#tell(messageId, report);
  }

  async #deliver(messageId: string, body: Body): Promise<void> {
    const answer = await this.#needs.link()?.send(body);
    this.#waiting -= 1;
    this.#settle(messageId, answer);
  }

  #settle(messageId: string, answer: Answer | undefined): void {
    const { wall, onDelivery } = this.#needs;
    if (!answer?.ok) {
      this.#fail(messageId, answer?.failure ?? { code: 'CONNECTION_LOST', at: wall() });
      return;
    }
    const { value: response } = answer;
    if (response.status >= 300) {
      const refused = refusedBy(response, wall());
      onDelivery(
        messageId,
        'failed',
        response.status === 403 ? { ...refused, code: 'MEETING_CHAT_FORBIDDEN' } : refused,
      );
      return;
    }
    onDelivery(messageId, response.status === 202 ? 'sent' : 'delivered');
    const name = (headerOf(response, 'message-id') ?? '').trim();
    if (name === '' || name.length > 64) return;
    this.#taken.set(name, messageId);
    const early = this.#early.get(name);
    if (early) this.#tell(messageId, early);
  }

  /** Said once. */
  #tell(messageId: string, report: DeliveryReport): void {
    this.#taken.delete(report.messageId);
    this.#early.delete(report.messageId);
    this.#needs.onReport(messageId, report);
  }

  #fail(messageId: string, cause: Failure): void {
    this.#needs.onDelivery(messageId, 'failed', unanswered(cause));
  }
}
