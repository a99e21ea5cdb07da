/** All calls of the relay's process. One question at a time for each call; whatever goes wrong in one stays in it. */
import type { FarPlan, RelayAnswer, RelayEvent, RelayRequest } from '../shared/model/relay-messages.ts';
import { type CallOptions, createRelayCall, type RelayCall } from './call/call.ts';
import { type Certificate, makeCertificate } from './dtls/certificate.ts';

export interface RelayOptions extends Pick<CallOptions, 'clock' | 'random' | 'open' | 'openIce'> {
  /** Where it is not `makeCertificate`. */
  readonly certificate?: () => Promise<Certificate>;
  readonly onEvent: (call: string, event: RelayEvent) => void;
  /** No call has stood for five seconds: what takes a while disturbs nobody now. Once for each time. */
  readonly onRest?: () => void;
}

export interface Relay {
  /** Never rejects, whatever is asked. */
  handle(request: RelayRequest): Promise<RelayAnswer>;
  /** Closes every socket and ends every wait. */
  close(): void;
}

interface Held {
  /** There when `last` has settled. */
  call?: RelayCall;
  /** Settles when all that was asked of the call is answered. */
  last: Promise<unknown>;
}

/** About ten times what main allows: a bound against a fault, not a rule. */
const mostCalls = 64;
/** Who hangs up may call again at once. */
const restAfterMs = 5000;

export function createRelay(options: RelayOptions): Relay {
  return new Calls(options);
}

class Calls implements Relay {
  readonly #options: RelayOptions;
  readonly #calls = new Map<string, Held>();
  #certificate: Promise<Certificate> | undefined;
  #isClosed = false;
  #stopResting = () => {};

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  async handle({ call, ask }: RelayRequest): Promise<RelayAnswer> {
    try {
      if (ask.op === 'open') return await this.#open(call, ask);
      const held = this.#calls.get(call);
      // Not behind a question that waits for a server.
      if (ask.op === 'close') return this.#close(call, held);
      if (!held) return problem('no-call', `no call by this name: ${ask.op}`);
      const answer = held.last.then(() => held.call?.handle(ask) ?? problem('no-call', 'the call is over'));
      held.last = answer.catch(() => undefined);
      return await answer;
    } catch (error) {
      return problem('internal', error instanceof Error ? error.name : 'unknown');
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#stopResting();
    for (const { call } of this.#calls.values()) call?.close();
    this.#calls.clear();
  }

  async #open(name: string, { plan }: Extract<RelayRequest['ask'], { op: 'open' }>): Promise<RelayAnswer> {
    if (this.#calls.has(name)) return problem('out-of-order', 'the call is open already');
    if (this.#isClosed || this.#calls.size >= mostCalls) return problem('no-port', 'too many calls');
    this.#stopResting();
    const made = this.#certified();
    const held: Held = { last: made };
    held.last = made.then((certificate) => this.#begin(name, held, { plan, certificate }));
    this.#calls.set(name, held);
    try {
      await held.last;
    } catch (error) {
      if (this.#calls.get(name) === held) this.#calls.delete(name);
      throw error;
    }
    return { kind: 'done' };
  }

  /** One for all calls, made when the first begins; where that fails the next call tries again. */
  #certified(): Promise<Certificate> {
    this.#certificate ??= (this.#options.certificate ?? makeCertificate)().catch((error: unknown) => {
      this.#certificate = undefined;
      throw error;
    });
    return this.#certificate;
  }

  /** Nothing, when the call was closed meanwhile, also where another one has its name since. */
  #begin(name: string, held: Held, given: { readonly plan: FarPlan; readonly certificate: Certificate }): void {
    if (this.#calls.get(name) !== held) return;
    const { onEvent, ...own } = this.#options;
    held.call = createRelayCall({ ...own, ...given, onEvent: (event) => onEvent(name, event) });
  }

  #close(name: string, held: Held | undefined): RelayAnswer {
    this.#calls.delete(name);
    held?.call?.close();
    if (held && this.#calls.size === 0) this.#rest();
    return { kind: 'done' };
  }

  #rest(): void {
    const { clock, onRest } = this.#options;
    this.#stopResting();
    if (onRest) this.#stopResting = clock.after(restAfterMs, onRest);
  }
}

function problem(kind: Extract<RelayAnswer, { kind: 'problem' }>['problem'], detail: string): RelayAnswer {
  return { kind: 'problem', problem: kind, detail };
}
