/** The list as the server tells it: a subscription, the document before, and who waits for the next. [MS-SIP] 3.7.4.1, 3.7.5.2 */
import { applyContacts, type ContactList } from '../../../protocol/contacts/merge.ts';
import { readContacts } from '../../../protocol/contacts/read.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';

export interface ContactFeedOptions {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** What was known before this connection. */
  readonly before: ContactList | undefined;
  /** A new list; what it resolves with is what a waiting load() does. */
  readonly onList: (list: ContactList) => Outcome<void> | Promise<Outcome<void>>;
  /** The server refused, or sent what is no list; what was known stays. */
  readonly onFailed: (failure: Failure) => void;
}

const EVENT = 'vnd-microsoft-roaming-contacts';
const ACCEPT = 'application/vnd-microsoft-roaming-contacts+xml';
const lifeSeconds = 28_800;
/** How long the first list may take. */
const listLimitMs = 8000;
/** How long a change that was accepted may take to be told. */
const stepLimitMs = 2000;
const againMs = 5000;
/** A server that keeps no list for us: it lives in Exchange (protocol notes 5.1). */
const NO_LIST = 488;
const movedAway: ContactList = { deltaNumber: 0, groups: new Map(), contacts: new Map(), isInExchange: true };

export class ContactFeed {
  readonly #options: ContactFeedOptions;
  readonly #kept: KeptSubscription;
  readonly #waiting = new Map<() => void, number>();
  #list: ContactList | undefined;
  #isStopped = false;
  /** Tells the waiting load() how it went. */
  #settle: (outcome: Outcome<void>) => void = () => undefined;

  constructor(options: ContactFeedOptions) {
    const { agent, ownUri, clock, random } = options;
    this.#options = options;
    this.#list = options.before;
    this.#kept = new KeptSubscription({
      agent,
      clock,
      random,
      subscribe: {
        uri: ownUri,
        event: EVENT,
        accept: ACCEPT,
        expiresSeconds: lifeSeconds,
        headers: [['Supported', 'ms-ucs']],
      },
      onNotify: ({ text }) => void this.#receive(text),
      onRefused: (cause) => void this.#refused(cause),
      againMs,
    });
  }

  get list(): ContactList | undefined {
    return this.#list;
  }

  /** Asks for the whole list and resolves with what came of it. Failures: CONTACTS_UNAVAILABLE, CONTACTS_IN_EXCHANGE. */
  load(): Promise<Outcome<void>> {
    this.#settle(failed(this.#failure('asked again')));
    if (this.#isStopped) return Promise.resolve(failed(this.#failure('given up')));
    return new Promise((resolve) => {
      const stop = this.#options.clock.after(listLimitMs, () => this.#fail(this.#failure('no list came')));
      const settle = (outcome: Outcome<void>) => {
        stop();
        // A list that took long to be read may answer when somebody has asked again: the newer question still waits.
        if (this.#settle === settle) this.#settle = () => undefined;
        resolve(outcome);
      };
      this.#settle = settle;
      void this.#kept.open();
    });
  }

  /** Resolves once the list is at that number or beyond; a server that does not tell is asked for the whole list. */
  reached(deltaNumber: number): Promise<void> {
    if (this.#isStopped || (this.#list?.deltaNumber ?? 0) >= deltaNumber) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        stop();
        this.#waiting.delete(go);
        resolve();
      };
      const stop = this.#options.clock.after(stepLimitMs, () => void this.load().then(go));
      this.#waiting.set(go, deltaNumber);
    });
  }

  /** Lets go without a word to the server; whoever waits is told that it was given up. */
  stop(): void {
    this.#isStopped = true;
    this.#kept.stop();
    this.#settle(failed(this.#failure('given up')));
    for (const go of [...this.#waiting.keys()]) go();
  }

  async #receive(text: string): Promise<void> {
    const reading = readContacts(text);
    if (!reading.ok) {
      this.#fail(this.#failure(`contact list: ${reading.problem}`));
      return;
    }
    const { document } = reading;
    const step = applyContacts(this.#list, document);
    if (step.outcome === 'gap') this.#kept.openLater();
    if (step.outcome !== 'applied' || !step.list) return;
    if (document.kind === 'list' && document.leftOut > 0)
      this.#note(`contact list: ${document.leftOut} entries left out`);
    await this.#take(step.list);
  }

  async #take(list: ContactList): Promise<void> {
    this.#list = list;
    const settle = this.#settle;
    settle(await this.#options.onList(list));
    for (const [go, number] of this.#waiting) if (list.deltaNumber >= number) go();
  }

  #fail(failure: Failure): void {
    this.#options.onFailed(failure);
    this.#settle(failed(failure));
  }

  #note(text: string): void {
    this.#options.tracer.record({ kind: 'failure', code: 'CONTACTS_UNAVAILABLE', text });
  }

  async #refused(cause: Failure): Promise<void> {
    const detail = cause.detail ?? cause.code;
    if (cause.sip?.status === NO_LIST) await this.#take(movedAway);
    else this.#fail({ ...cause, code: 'CONTACTS_UNAVAILABLE', detail });
  }

  #failure(detail: string): Failure {
    return { code: 'CONTACTS_UNAVAILABLE', detail, at: this.#options.clock.wall() };
  }
}
