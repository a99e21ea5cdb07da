/** What the parts of one agent share: the core, the proof of identity, the open ends to settle when the connection goes. */
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { AgentOptions } from './agent.ts';
import type { Authenticator } from './authenticator.ts';
import type { SipCore } from './core/sip-core.ts';

export interface AgentContext {
  readonly options: AgentOptions;
  readonly core: SipCore;
  readonly authenticator: Authenticator;
  /** The value of our Contact header as it stands now. */
  contact(): string;
  /** Told once when the connection or the agent ends; the returned function takes the listener back. */
  onEnd(listener: (failure: Failure) => void): () => void;
  failure(code: FailureCode, detail?: string): Failure;
  /** Tells a listener. A bug in it is traced as one and costs nobody else anything; then the result is undefined. */
  hear<T>(listener: () => T): T | undefined;
}

/** Longest wait for a final answer, milliseconds. */
export function answerLimitMs(options: AgentOptions): number {
  return options.answerTimeoutMs ?? 8000;
}
