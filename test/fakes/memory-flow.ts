/** A flow without a network: what is sent stays here to look at, what comes in is handed over by the test. */
import type { Flow, FlowFacts, FlowListener } from '../../src/main/net/flow.ts';
import type { Failure } from '../../src/shared/model/failure.ts';

export interface MemoryFlow extends Flow {
  /** What the side under test wrote, oldest first. */
  readonly sent: readonly Uint8Array[];
  /** The keep-alive interval that was asked for; 0 when none was. */
  readonly keepAliveMs: number;
  /** Hands messages over without a breath between them, as one packet brings them. */
  deliver(...messages: readonly (string | Uint8Array)[]): void;
  /** The other end or the network ends it. */
  lose(failure?: Failure): void;
  /** Told after each message that is sent. */
  onSent(told: () => void): void;
  /** Told when it ended, whoever ended it. */
  onEnded(told: () => void): void;
}

const facts: FlowFacts = {
  id: 'memory',
  transport: 'tls',
  host: 'sip.contoso.com',
  peerAddress: '192.0.2.1',
  peerPort: 443,
  localAddress: '192.0.2.10',
  localPort: 50230,
  chain: [],
};

const lost: Failure = { code: 'CONNECTION_LOST', server: facts.host, detail: 'ECONNRESET', at: 0 };

export function createMemoryFlow(patch: Partial<FlowFacts> = {}): MemoryFlow {
  const sent: Uint8Array[] = [];
  const early: Uint8Array[] = [];
  let listener: FlowListener | undefined;
  let tell: () => void = () => undefined;
  let ended: () => void = () => undefined;
  let isOpen = true;
  let keepAliveMs = 0;

  function end(failure?: Failure): void {
    if (!isOpen) return;
    isOpen = false;
    listener?.onClose(failure);
    ended();
  }

  return {
    facts: { ...facts, ...patch },
    sent,
    get isOpen() {
      return isOpen;
    },
    get keepAliveMs() {
      return keepAliveMs;
    },
    listen(given) {
      listener = given;
      for (const raw of early.splice(0)) given.onMessage(raw);
    },
    send(message) {
      if (!isOpen) return false;
      sent.push(message);
      tell();
      return true;
    },
    keepAlive(intervalMs) {
      keepAliveMs = intervalMs;
    },
    close: () => end(),
    deliver(...messages) {
      for (const message of messages) {
        const raw = typeof message === 'string' ? new TextEncoder().encode(message) : message;
        if (!isOpen) return;
        if (listener) listener.onMessage(raw);
        else early.push(raw);
      }
    },
    lose: (failure = lost) => end(failure),
    onSent(told) {
      tell = told;
    },
    onEnded(told) {
      ended = told;
    },
  };
}
