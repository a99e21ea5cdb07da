/** What stands between client and server once both know who the other is: it signs every message and checks every one. [MS-SIPAE] 3.2 */
import { fromHex, isSameSecret, joinBytes, toHex } from '../../../protocol/auth/bytes.ts';
import { type AuthenticationInfo, type GssScheme, readSignatures } from '../../../protocol/auth/read-gss.ts';
import { signatureInput } from '../../../protocol/auth/signature-input.ts';
import { type GssNames, writeGssProof, writeGssSignature } from '../../../protocol/auth/write-gss.ts';
import { readAuthValues } from '../../../protocol/sip/auth-header.ts';
import type { SipMessage } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { encodeUtf8, indexOfBytes } from '../../../protocol/sip/text.ts';
import { headerLine } from '../../../protocol/sip/write.ts';
import type { Random } from '../../../shared/clock.ts';

/** `unsigned`: no signature of this association; others may be there. */
export type SignatureVerdict = 'good' | 'unsigned' | 'bad';

export interface SecurityAssociation {
  readonly scheme: GssScheme;
  readonly realm: string;
  readonly targetName: string;
  /** Its name at the server; '' when the server gave none. */
  readonly opaque: string;
  /** The latest end, milliseconds since 1970: eight hours, or the end of what it stands on. */
  readonly expiresAt: number;
  /** When to begin anew so that nothing is lost, milliseconds since 1970. */
  readonly renewAt: number;
  /**
   * The final bytes of any request or response with our signature in them. The REGISTER that ends a handshake already has our header,
   * which is completed; up to version 3 one with a token in it stays as it is.
   */
  sign(bytes: Uint8Array): Uint8Array;
  verify(message: SipMessage): SignatureVerdict;
}

/** The keyed hash of a text's bytes, of either direction. */
export interface MessageMac {
  ofClient(text: Uint8Array): Uint8Array;
  ofServer(text: Uint8Array): Uint8Array;
}

export interface AssociationPlan {
  readonly names: GssNames;
  /** Of the server's challenge. */
  readonly version: number;
  readonly header: 'Authorization' | 'Proxy-Authorization';
  readonly mac: MessageMac;
  /** Milliseconds since 1970: now, and the end of the certificate if there is one. */
  readonly wall: number;
  readonly notAfter?: number;
  readonly random: Random;
}

const longestMs = 8 * 3_600_000;
const aheadMs = 5 * 60_000;

/** An association as a handshake leaves it. [MS-SIPAE] 3.2.2 */
export function createAssociation(plan: AssociationPlan): SecurityAssociation {
  return new Association(plan);
}

class Association implements SecurityAssociation {
  readonly scheme: GssScheme;
  readonly realm: string;
  readonly targetName: string;
  readonly opaque: string;
  readonly expiresAt: number;
  readonly renewAt: number;
  readonly #plan: AssociationPlan;
  #count = 0;

  constructor(plan: AssociationPlan) {
    const { names, wall, notAfter = Number.POSITIVE_INFINITY } = plan;
    this.#plan = plan;
    this.scheme = names.scheme;
    this.realm = names.realm;
    this.targetName = names.targetName;
    this.opaque = names.opaque ?? '';
    this.expiresAt = Math.min(wall + longestMs, notAfter);
    this.renewAt = this.expiresAt - Math.min(aheadMs, (this.expiresAt - wall) / 2);
  }

  sign(bytes: Uint8Array): Uint8Array {
    const read = readMessage(bytes);
    // What we write ourselves can be read; if ever it cannot, the server's answer is a better judge than an exception here.
    if (!read.ok) return bytes;
    const step = this.#stepIn(read.message);
    if (step?.hasToken && this.#plan.version < 4) return bytes;
    const proof = this.#prove(read.message);
    if (step) return insert(bytes, step.end, `, ${writeGssProof(proof)}`);
    const line = headerLine(this.#plan.header, writeGssSignature(this.#plan.names, proof));
    // In front of the blank line that ends the head.
    return insert(bytes, read.message.head.length - 2, `${line}\r\n`);
  }

  verify(message: SipMessage): SignatureVerdict {
    const own = readSignatures(message).filter((info) => this.#isOwn(info));
    if (own.length === 0) return 'unsigned';
    return own.some((info) => this.#isGood(info, message)) ? 'good' : 'bad';
  }

  #prove(message: SipMessage) {
    const { names, version, mac, random } = this.#plan;
    this.#count += 1;
    const crand = toHex(random.bytes(4));
    const stamp = { ...names, random: crand, count: String(this.#count) };
    const signature = toHex(mac.ofClient(encodeUtf8(signatureInput(stamp, message, version)))).toUpperCase();
    return { random: crand, count: this.#count, signature };
  }

  /** Where the header of the handshake's last step ends, if this message is the one that carries it. */
  #stepIn({ headers, head }: SipMessage): { readonly end: number; readonly hasToken: boolean } | undefined {
    for (const { key, name, value } of headers) {
      if (key !== 'authorization' && key !== 'proxy-authorization') continue;
      const step = readAuthValues(value).find(
        ({ scheme, params }) => scheme === this.scheme && !params.has('response'),
      );
      const line = encodeUtf8(`${name}: ${value}`);
      const at = step ? indexOfBytes(head, line, 0) : -1;
      if (step && at >= 0) return { end: at + line.length, hasToken: step.params.has('gssapi-data') };
    }
    return undefined;
  }

  #isOwn(info: AuthenticationInfo): boolean {
    return (
      info.scheme === this.scheme &&
      info.realm === this.realm &&
      info.targetName.toLowerCase() === this.targetName.toLowerCase() &&
      info.opaque === this.opaque
    );
  }

  #isGood(info: AuthenticationInfo, message: SipMessage): boolean {
    const { version, mac } = this.#plan;
    const input = signatureInput({ ...info, scheme: info.schemeText }, message, version);
    const given = fromHex(info.signature);
    return given !== undefined && isSameSecret(given, mac.ofServer(encodeUtf8(input)));
  }
}

function insert(bytes: Uint8Array, at: number, text: string): Uint8Array {
  return joinBytes(bytes.subarray(0, at), encodeUtf8(text), bytes.subarray(at));
}
