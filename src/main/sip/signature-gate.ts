/** Where every message passes the association, with what follows when one is kept out. [MS-SIPAE] 3.2.5.2, mission E8 */
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { type RejectionReason, SigningLayer } from './association/layer.ts';
import type { AssociationLayer } from './core/flow-transport.ts';

/** Answers that were kept out and may still be waited for; more are hardly ever under way. */
const mostKept = 64;

export class SignatureGate implements AssociationLayer {
  readonly signing: SigningLayer;
  readonly #onRegisterRejected: (reason: RejectionReason) => void;
  /** By Call-ID and CSeq number, oldest first. */
  readonly #rejected = new BoundedMap<string, RejectionReason>(mostKept);
  /** Of the newest message that was kept out. */
  #reason: RejectionReason = 'invalid signature';

  /** `onRegisterRejected`: the server's answer to a REGISTER is not proved to be its own. */
  constructor(onRegisterRejected: (reason: RejectionReason) => void) {
    this.#onRegisterRejected = onRegisterRejected;
    this.signing = new SigningLayer((reason) => {
      this.#reason = reason;
    });
  }

  outgoing(bytes: Uint8Array): Uint8Array {
    return this.signing.outgoing(bytes);
  }

  incoming(message: SipMessage): string {
    if (this.signing.incoming(message) === 'accept') return 'accept';
    if (message.kind === 'response') this.#keptOut(message);
    return this.#reason;
  }

  /** Why an answer to this request was kept out, if one was: then the server was not silent. */
  reasonFor({ callId, cseq }: { readonly callId: string; readonly cseq: number }): RejectionReason | undefined {
    return this.#rejected.get(`${callId} ${cseq}`);
  }

  #keptOut(answer: SipMessage): void {
    const cseq = readCSeq(headerOf(answer, 'cseq') ?? '');
    this.#rejected.set(`${headerOf(answer, 'call-id')} ${cseq?.number}`, this.#reason);
    if (cseq?.method === 'REGISTER') this.#onRegisterRejected(this.#reason);
  }
}
