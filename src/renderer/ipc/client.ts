/** The window's side of the contract: one typed request, one typed event. Rejects with RequestFailed and nothing else. */
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { EventName, Events, InputOf, OutputOf, RequestName } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';

type Arguments<R extends RequestName> = undefined extends InputOf<R> ? [] : [input: InputOf<R>];

/** A request that main refused or could not carry out. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}

export interface Client {
  /** Resolves with main's answer; rejects with RequestFailed. */
  request<R extends RequestName>(name: R, ...input: Arguments<R>): Promise<OutputOf<R>>;
  /** Calls the listener for each event of that name; the returned function ends it. */
  onEvent<E extends EventName>(name: E, listener: (payload: Events[E]) => void): () => void;
}

/** Makes the client over the bridge of the preload. `now` is the wall clock, for failures of the bridge itself. */
export function createClient(bridge: Bridge, now: () => number): Client {
  return {
    async request(name, ...input) {
      const reply = await bridge.request(name, input[0]).catch((cause: unknown) => {
        throw new RequestFailed({ code: 'INTERNAL', at: now() }, { cause });
      });
      if (!reply.ok) throw new RequestFailed(reply.failure);
      // Main is trusted: the contract fixes the type of its answer at compile time on both sides.
      return reply.value as OutputOf<typeof name>;
    },
    onEvent(name, listener) {
      return bridge.on((event, payload) => {
        if (event === name) listener(JSON.parse(payload) as Events[typeof name]);
      });
    },
  };
}

/** What came of a request, whose refusal by main counts as its failure. Whoever asks has one way to fail instead of two. */
export async function outcomeOf<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestFailed) return failed(error.failure);
    throw error;
  }
}

/** What most requests resolve with: an outcome, or nothing. */
export type Answer = Promise<Outcome<unknown>> | Promise<void>;

/** The failure a request ended with, whether main refused it or its outcome says so; undefined when it worked. */
export async function failureOf(answer: Answer): Promise<Failure | undefined> {
  const asOutcome = answer.then((outcome) => outcome ?? done(undefined));
  const outcome = await outcomeOf<unknown>(asOutcome);
  return outcome.ok ? undefined : outcome.failure;
}
