/** A flow as sip.js's transport, with the seam where messages are signed and verified on their final bytes. */
import type { Transport } from 'sip.js/lib/core/index.js';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { encodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Flow } from '../../net/flow.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { recordedText } from './recorded-text.ts';

/**
 * The security association: every message passes it, ACK and responses included, which sip.js never shows as objects.
 * [MS-SIPAE] 3.1.5. Digest needs none; schemes that sign put theirs here.
 */
export interface AssociationLayer {
  outgoing(bytes: Uint8Array): Uint8Array;
  /** 'accept', or why a message is dropped, for the trace. */
  incoming(message: SipMessage): string;
}

export class FlowTransport implements Transport {
  readonly protocol: string;
  readonly #flow: Flow;
  readonly #tracer: Tracer;
  readonly #association: AssociationLayer;

  constructor(flow: Flow, tracer: Tracer, association: AssociationLayer) {
    this.protocol = flow.facts.transport.toUpperCase();
    this.#flow = flow;
    this.#tracer = tracer;
    this.#association = association;
  }

  send(text: string): Promise<void> {
    const bytes = this.#association.outgoing(encodeUtf8(text));
    if (!this.#flow.send(bytes)) return Promise.reject(new Error('the connection is closed'));
    this.#record('sent', bytes, callIdOf(text));
    return Promise.resolve();
  }

  /** Reads one message off the wire; undefined when it was dropped, which the trace says. */
  receive(raw: Uint8Array): SipMessage | undefined {
    const read = readMessage(raw);
    if (!read.ok) {
      this.#drop(read.problem, raw);
      return undefined;
    }
    this.#record('received', raw, headerOf(read.message, 'call-id') ?? '');
    const verdict = this.#association.incoming(read.message);
    if (verdict === 'accept') return read.message;
    this.#drop(verdict, raw);
    return undefined;
  }

  #drop(reason: string, raw: Uint8Array): void {
    this.#tracer.record({ kind: 'dropped', peer: this.#peer(), reason, bytes: raw.length });
  }

  #peer(): string {
    const { peerAddress, peerPort } = this.#flow.facts;
    return `${peerAddress}:${peerPort}`;
  }

  #record(direction: 'sent' | 'received', bytes: Uint8Array, callId: string): void {
    const { localAddress, localPort } = this.#flow.facts;
    this.#tracer.record({
      kind: 'sip',
      direction,
      peer: this.#peer(),
      local: `${localAddress}:${localPort}`,
      bytes: bytes.length,
      text: recordedText(bytes),
      callId,
    });
  }
}

function callIdOf(text: string): string {
  return /^call-id:[ \t]*(\S+)/im.exec(text)?.[1] ?? '';
}
