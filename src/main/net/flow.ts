/** One open connection that carries whole SIP messages. Implemented over TLS and TCP; tests use a memory pair. */

import type { Failure } from '../../shared/model/failure.ts';
import type { CertificateFacts } from '../../shared/model/network.ts';

export interface FlowFacts {
  readonly id: string;
  readonly transport: 'tls' | 'tcp';
  /** The name that was verified, or the host that was asked for. */
  readonly host: string;
  readonly peerAddress: string;
  readonly peerPort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly protocol?: string;
  readonly cipher?: string;
  readonly chain: readonly CertificateFacts[];
}

export interface FlowListener {
  /** One whole message, byte exact. */
  onMessage(raw: Uint8Array): void;
  /** Called once. `failure` is absent when we closed it ourselves. */
  onClose(failure?: Failure): void;
}

export interface Flow {
  readonly facts: FlowFacts;
  readonly isOpen: boolean;
  /** Exactly one listener; messages that came before it are handed over at once, in order. */
  listen(listener: FlowListener): void;
  /** Writes one whole message. False when the flow is closed. */
  send(message: Uint8Array): boolean;
  /** Sets the CRLF keep-alive interval; 0 turns it off. RFC 5626 4.4.1 */
  keepAlive(intervalMs: number): void;
  /** Ends the connection; onClose comes without a failure. Safe to call twice. */
  close(): void;
}

export interface ServerTarget {
  readonly host: string;
  readonly port: number;
  readonly transport: 'tls' | 'tcp';
}
