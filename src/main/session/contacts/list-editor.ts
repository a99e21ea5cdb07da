/**
 * Changes of the contact list, one after the other: each names the list's number, and grows it by one. Nothing is shown before
 * the server tells it to everybody, ourselves included. [MS-SIP] 3.7
 */
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import { readAddedGroup } from '../../../protocol/contacts/read-answer.ts';
import { type ListChange, soapContentType, writeListChange } from '../../../protocol/contacts/write.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { Plan } from './plans.ts';
import { judged } from './service-answer.ts';

export interface ListEditorOptions {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The list as the server last told it. */
  readonly list: () => ContactList | undefined;
  /** Asks for the whole list anew; resolves when it came, or did not. */
  readonly refetch: () => Promise<unknown>;
  /** Resolves once the list is at that number or beyond. */
  readonly reached: (deltaNumber: number) => Promise<void>;
}

/** What came of one plan; `addedGroup` is the id the server gave, where it told. */
export interface Edited {
  readonly addedGroup?: string;
}

const CONFLICT = 409;

export class ListEditor {
  readonly #options: ListEditorOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ListEditorOptions) {
    this.#options = options;
  }

  /**
   * Carries a plan out after those before it, and resolves when the list shows it. When the list had changed elsewhere it is
   * fetched anew and the plan worked out once more. Failures: those of the plan, CONTACTS_UNAVAILABLE without a list,
   * CONTACT_CHANGE_REFUSED, those of the connection.
   */
  run(plan: Plan): Promise<Outcome<Edited>> {
    const outcome = this.#last.then(() => this.#runNow(plan));
    // One that went wrong must not keep the next from being sent.
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #runNow(plan: Plan): Promise<Outcome<Edited>> {
    const first = await this.#attempt(plan);
    if (first.ok || first.failure.sip?.status !== CONFLICT) return first;
    return this.#attempt(plan);
  }

  async #attempt(plan: Plan): Promise<Outcome<Edited>> {
    const { clock, list, reached } = this.#options;
    const before = list();
    if (!before) return failed({ code: 'CONTACTS_UNAVAILABLE', detail: 'no list yet', at: clock.wall() });
    const planned = plan(before);
    if (!planned.ok) {
      const { code, data } = planned;
      return failed({ code, at: clock.wall(), ...(data ? { data } : {}) });
    }
    const outcome = await this.#carryOut(planned.changes, before.deltaNumber);
    if (outcome.ok) await reached(before.deltaNumber + planned.changes.length);
    return outcome;
  }

  async #carryOut(changes: readonly ListChange[], deltaNumber: number): Promise<Outcome<Edited>> {
    const { clock, list, refetch } = this.#options;
    let edited: Edited = {};
    for (const [at, change] of changes.entries()) {
      const number = deltaNumber + at;
      const answer = judged(await this.#send(change, number), clock.wall());
      if (!answer.ok) {
        // Changes made elsewhere may have come meanwhile: then the newest list is here already.
        if (answer.failure.sip?.status === CONFLICT && (list()?.deltaNumber ?? 0) <= number) await refetch();
        return answer;
      }
      const id = change.kind === 'add-group' ? readAddedGroup(decodeUtf8(answer.value.body)) : undefined;
      if (id !== undefined) edited = { addedGroup: id };
    }
    return done(edited);
  }

  #send(change: ListChange, deltaNumber: number) {
    const { agent, ownUri, signal } = this.#options;
    const body = { contentType: soapContentType, text: writeListChange(change, deltaNumber) };
    return agent.request('SERVICE', { uri: ownUri, body, signal });
  }
}
