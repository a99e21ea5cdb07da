/**
 * The association on a connection: before one stands all messages pass, from then on each is signed and each is checked. A new one is
 * made while the old one goes on. [MS-SIPAE] 3.2.5
 */
import { readSignatures } from '../../../protocol/auth/read-gss.ts';
import { readCSeq } from '../../../protocol/sip/checks.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';
import { encodeUtf8, startsWithBytes } from '../../../protocol/sip/text.ts';
import type { AssociationLayer } from '../core/flow-transport.ts';
import type { SecurityAssociation, SignatureVerdict } from './security-association.ts';

/** For people and the trace. A wrong one means that somebody stands in between; a missing one may be a server's mistake. */
export type RejectionReason = 'unsigned message' | 'invalid signature';

/** Messages signed under the one before may still be on their way. */
const mostRetired = 2;
const register = encodeUtf8('REGISTER ');

export class SigningLayer implements AssociationLayer {
  readonly #onRejected: (reason: RejectionReason) => void;
  #standing: SecurityAssociation | undefined;
  #candidate: SecurityAssociation | undefined;
  #retired: readonly SecurityAssociation[] = [];
  #isShakingHands = false;

  /** `onRejected` is told of each message kept out, before anything else happens to the connection. */
  constructor(onRejected: (reason: RejectionReason) => void) {
    this.#onRejected = onRejected;
  }

  /** The one that signs; undefined before the first. */
  get standing(): SecurityAssociation | undefined {
    return this.#standing;
  }

  /** A handshake begins: REGISTERs belong to it and are no longer signed with what stands. */
  begin(): void {
    this.#isShakingHands = true;
    this.#candidate = undefined;
  }

  /** The handshake made one: it signs the next REGISTER, and stands with the first message the server signs with it. */
  adopt(association: SecurityAssociation): void {
    this.#isShakingHands = true;
    this.#candidate = association;
  }

  /** The handshake came to nothing: what stood before goes on. */
  abandon(): void {
    this.#isShakingHands = false;
    this.#candidate = undefined;
  }

  /** Nothing stands any more, and all messages pass. */
  drop(): void {
    this.abandon();
    this.#standing = undefined;
    this.#retired = [];
  }

  outgoing(bytes: Uint8Array): Uint8Array {
    const isOfHandshake = this.#isShakingHands && startsWithBytes(bytes, register, 0);
    const signer = isOfHandshake ? this.#candidate : this.#standing;
    return signer?.sign(bytes) ?? bytes;
  }

  incoming(message: SipMessage): 'accept' | 'drop' {
    const verdict = this.#judge(message);
    if (verdict === 'good' || (verdict === 'unsigned' && !this.#mustBeSigned(message))) return 'accept';
    this.#onRejected(verdict === 'bad' ? 'invalid signature' : 'unsigned message');
    return 'drop';
  }

  #judge(message: SipMessage): SignatureVerdict {
    const known = [this.#candidate, this.#standing, ...this.#retired].filter((one) => one !== undefined);
    if (known.length === 0) return 'unsigned';
    const signer = known.find((association) => association.verify(message) === 'good');
    if (signer !== undefined && signer === this.#candidate) this.#promote(signer);
    if (signer) return 'good';
    // Also one of an association nobody knows. [MS-SIPAE] 3.2.5.2
    return readSignatures(message).length > 0 ? 'bad' : 'unsigned';
  }

  #promote(association: SecurityAssociation): void {
    if (this.#standing) this.#retired = [this.#standing, ...this.#retired].slice(0, mostRetired);
    this.#standing = association;
    this.abandon();
  }

  /** A server that does not know us (any more) cannot sign, and says so by a challenge or by turning the REGISTER away. */
  #mustBeSigned(message: SipMessage): boolean {
    const isOfRegister = readCSeq(headerOf(message, 'cseq') ?? '')?.method === 'REGISTER';
    if (message.kind === 'request') return this.#standing !== undefined;
    const { status } = message;
    if (status < 200 || status === 401 || status === 407) return false;
    if (isOfRegister) return status < 300 && (this.#standing ?? this.#candidate) !== undefined;
    return this.#standing !== undefined;
  }
}
