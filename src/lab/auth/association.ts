/** A security association: what a client and a Front End agreed on, and with which every later message is signed. [MS-SIPAE] 3.2 */
import type { SipMessage } from '../../protocol/sip/message.ts';
import type { Params } from '../../protocol/sip/params.ts';
import type { MessageMac } from './message-mac.ts';
import { signatureText } from './signature-text.ts';

export type SigningScheme = 'NTLM' | 'TLS-DSK';

export interface AssociationPlan {
  readonly scheme: SigningScheme;
  readonly realm: string;
  readonly targetName: string;
  readonly version: number;
  /** Names the association in every message. */
  readonly opaque: string;
  /** `user@domain` of the person who proved himself. */
  readonly address: string;
  /** On the lab's clock, milliseconds. */
  readonly endsAt: number;
  readonly mac: MessageMac;
}

export type SignatureVerdict = 'good' | 'wrong' | 'replayed' | 'ended';

/** Messages may overtake each other by this much. [MS-SIPAE] 3.3.5.2 */
const WINDOW = 256;

export class Association {
  readonly plan: AssociationPlan;
  readonly #seen = new Set<number>();
  #highest = 0;
  #sent = 0;

  constructor(plan: AssociationPlan) {
    this.plan = plan;
  }

  /** Judges a message by the Authorization parameters it bears; `now` is the lab's clock. A good number is good once. */
  check(message: SipMessage, params: Params, now: number): SignatureVerdict {
    const { scheme, realm, targetName, version, endsAt, mac } = this.plan;
    const number = params.get('cnum') ?? '';
    const isOurs = (params.get('realm') ?? realm) === realm && (params.get('targetname') ?? targetName) === targetName;
    if (!isOurs || !/^\d{1,9}$/.test(number)) return 'wrong';
    const random = params.get('crand') ?? '';
    const text = signatureText(message, { scheme, random, number, realm, targetName, version });
    if (!mac.verify(text, params.get('response') ?? '')) return 'wrong';
    if (now >= endsAt) return 'ended';
    return this.#use(Number(number)) ? 'good' : 'replayed';
  }

  /** The value of Authentication-Info for a message of the server's; `random` is 8 hex digits. */
  authenticationInfo(message: SipMessage, random: string, damage?: 'corrupt' | 'foreign-realm'): string {
    const { scheme, targetName, version, opaque, mac } = this.plan;
    const realm = damage === 'foreign-realm' ? `Not ${this.plan.realm}` : this.plan.realm;
    this.#sent += 1;
    const number = String(this.#sent);
    const signature = mac.sign(signatureText(message, { scheme, random, number, realm, targetName, version }));
    const shown = damage === 'corrupt' ? flipped(signature) : signature;
    return [
      `${scheme} rspauth="${shown}", srand="${random}", snum="${number}", opaque="${opaque}"`,
      `qop="auth", targetname="${targetName}", realm="${realm}"${version > 0 ? `, version=${version}` : ''}`,
    ].join(', ');
  }

  #use(number: number): boolean {
    if (this.#seen.has(number) || number <= this.#highest - WINDOW) return false;
    this.#seen.add(number);
    this.#highest = Math.max(this.#highest, number);
    for (const old of this.#seen) {
      if (old > this.#highest - WINDOW) break;
      this.#seen.delete(old);
    }
    return true;
  }
}

/** One bit of the middle changed: the outer bytes of an NTLM signature are always the same. */
function flipped(signature: string): string {
  const middle = Math.floor(signature.length / 2);
  const digit = Number.parseInt(signature[middle] ?? '0', 16) ^ 1;
  return `${signature.slice(0, middle)}${digit.toString(16)}${signature.slice(middle + 1)}`;
}
