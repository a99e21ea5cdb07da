/** What the parts of one agent share: the core, the proof of identity, the open ends to settle when the connection goes. */
import type { OutgoingRequestMessage } from 'sip.js/lib/core/index.js';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { AgentOptions } from './agent.ts';
import type { SigningLayer } from './association/layer.ts';
import type { Authenticator } from './authenticator.ts';
import type { SipCore } from './core/sip-core.ts';

export interface AgentContext {
  readonly options: AgentOptions;
  readonly core: SipCore;
  readonly authenticator: Authenticator;
  /** Signs and checks every message once an association stands. */
  readonly signing: SigningLayer;
  /** Why all is over; undefined while it is not. */
  readonly ended: Failure | undefined;
  /** The server does not know our association any more: makes it anew. False when that failed, or nothing is registered. */
  renew(): Promise<boolean>;
  /** The value of our Contact header as it stands now. */
  contact(): string;
  /** Told once when the connection or the agent ends; the returned function takes the listener back. */
  onEnd(listener: (failure: Failure) => void): () => void;
  failure(code: FailureCode, detail?: string): Failure;
  /** Why a request was waited for in vain: nothing came, or nothing that counts. */
  silence(request: OutgoingRequestMessage): Failure;
  /** Tells a listener. A bug in it is traced as one and costs nobody else anything; then the result is undefined. */
  hear<T>(listener: () => T): T | undefined;
}

/** Longest wait for a final answer, milliseconds. */
export function answerLimitMs(options: AgentOptions): number {
  return options.answerTimeoutMs ?? 8000;
}
