/** The associations of one connection: signs what goes out, judges what comes in. [MS-SIPAE] 3.2.5, 3.3.5 */
import { type AuthValue, readAuthValues } from '../../protocol/sip/auth-header.ts';
import { headerOf, headersOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { bare } from '../sip/incoming.ts';
import type { Association } from './association.ts';
import type { AuthFaults } from './settings.ts';

/**
 * `unprotected`: this address has no association here; `foreign`: signed with that of somebody else; `unsigned` also for a
 * signature whose association is unknown or over.
 */
export type MessageVerdict = 'unprotected' | 'good' | 'unsigned' | 'wrong' | 'foreign';

export interface LinkSecurityOptions {
  readonly now: () => number;
  readonly randomHex: (bytes: number) => string;
  readonly faults: () => AuthFaults;
}

/** A renewed association stands beside the old one, with which messages may still be on their way. */
const MOST_ASSOCIATIONS = 8;
const MOST_SENT_ON = 256;

export class LinkSecurity {
  readonly #options: LinkSecurityOptions;
  /** Oldest first. */
  #associations: readonly Association[] = [];
  /** Who here gets a call that was meant for somebody else, by the call and that name. */
  readonly #sentOn = new BoundedMap<string, string>(MOST_SENT_ON);

  constructor(options: LinkSecurityOptions) {
    this.#options = options;
  }

  /** From now on everything that goes to this person is signed with it. */
  add(association: Association): void {
    this.#associations = [...this.#associations, association].slice(-MOST_ASSOCIATIONS);
  }

  /** Forgets a person, who must prove himself again. */
  drop(address: string): void {
    this.#associations = this.#associations.filter(({ plan }) => plan.address !== address);
  }

  /** Judges a message that claims to come from `address` (`user@domain`). */
  judge(message: SipMessage, address: string): MessageVerdict {
    const isHeld = this.#associations.some(({ plan }) => plan.address === address);
    const { forgetful } = this.#options.faults();
    const signed = forgetful ? undefined : this.#signatureOn(message);
    if (!signed) return isHeld ? 'unsigned' : 'unprotected';
    const { plan } = signed.association;
    // Whoever takes a call that was sent on speaks in it under the name that was called.
    if (plan.address !== address && this.#sentOn.get(callOf(message, address)) !== plan.address) return 'foreign';
    const verdict = signed.association.check(message, signed.value.params, this.#options.now());
    if (verdict === 'ended') return 'unsigned';
    return verdict === 'good' ? 'good' : 'wrong';
  }

  /** A message of the server's, signed if its receiver has an association. */
  sealed(text: string): string {
    const { signature, foreignRealm } = this.#options.faults();
    if (this.#associations.length === 0 || signature === 'missing') return text;
    const read = readMessage(Buffer.from(text, 'utf8'));
    const association = read.ok ? this.#receiverOf(read.message) : undefined;
    if (!read.ok || !association) return text;
    const damage = signature ?? (foreignRealm ? 'foreign-realm' : undefined);
    const random = this.#options.randomHex(4).toUpperCase();
    const info = association.authenticationInfo(read.message, random, damage);
    const lineEnd = text.indexOf('\r\n');
    return `${text.slice(0, lineEnd)}\r\nAuthentication-Info: ${info}${text.slice(lineEnd)}`;
  }

  /** The newest association of whoever gets a message: the one who asked, or the one who is told. */
  #receiverOf(message: SipMessage): Association | undefined {
    if (message.kind === 'response' && (message.status === 100 || message.status === 401)) return undefined;
    const party = headerOf(message, message.kind === 'response' ? 'from' : 'to') ?? '';
    const address = bare(readNameAddr(party)?.uri.wire ?? '');
    return this.#of(address) ?? (message.kind === 'request' ? this.#receiverOfSentOn(message, address) : undefined);
  }

  /** A call that was sent on still names whom it was meant for; what follows in it does, too. */
  #receiverOfSentOn(message: SipRequest, address: string): Association | undefined {
    const call = callOf(message, address);
    const taker = this.#sentOn.get(call);
    if (taker !== undefined) return this.#of(taker);
    const isFirst = message.method === 'INVITE' && !/;\s*tag=/i.test(headerOf(message, 'to') ?? '');
    if (!isFirst) return undefined;
    const association = this.#of(bare(message.uri)) ?? this.#associations.at(-1);
    if (association) this.#sentOn.set(call, association.plan.address);
    return association;
  }

  /** Somebody's newest. */
  #of(address: string): Association | undefined {
    return this.#associations.findLast(({ plan }) => plan.address === address);
  }

  #signatureOn(message: SipMessage): { value: AuthValue; association: Association } | undefined {
    for (const value of credentialsIn(message)) {
      const { params, scheme } = value;
      const association = this.#associations.findLast(
        ({ plan }) => plan.opaque === (params.get('opaque') ?? '') && plan.scheme === scheme.toUpperCase(),
      );
      // With a token in it the message is a step of a handshake, signed with what comes out of that.
      if (association && params.has('response') && !params.get('gssapi-data')) return { value, association };
    }
    return undefined;
  }
}

/** Every credential of a message. Clients write Authorization or Proxy-Authorization, whichever they were asked for. */
export function credentialsIn(message: SipMessage): AuthValue[] {
  return ['authorization', 'proxy-authorization'].flatMap((key) => headersOf(message, key).flatMap(readAuthValues));
}

function callOf(message: SipMessage, address: string): string {
  return `${headerOf(message, 'call-id') ?? ''} ${address}`;
}
