/** Requests from one person's client to another's, passed on by the Front End. RFC 3261 16; protocol 11.1 */
import type { SipResponse } from '../../protocol/sip/message.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import { forwardedText, quoted } from '../sip/template.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { Endpoint } from './registrar.ts';
import { type Leg, RelayedInvite } from './relayed-invite.ts';

const MOST_INVITES = 500;
const OPENS_DIALOG: ReadonlySet<string> = new Set(['INVITE', 'REFER', 'SUBSCRIBE']);

export class Relay {
  readonly #endpointsOf: (address: string) => readonly Endpoint[];
  /** By transaction; kept a while after their end for the ACK that follows. */
  readonly #invites = new BoundedMap<string, RelayedInvite>(MOST_INVITES);

  constructor(endpointsOf: (address: string) => readonly Endpoint[]) {
    this.#endpointsOf = endpointsOf;
  }

  /** Sends a request on to whoever it is for, `address` when that is known better; false when nobody is signed in there. */
  pass(exchange: Exchange, sender: LabPerson, address = exchange.incoming.target): boolean {
    const { incoming } = exchange;
    // The ACK of a refusal ends here: each leg got its own.
    if (incoming.method === 'ACK' && this.#invites.get(incoming.transaction)?.hasFailed) return true;
    const endpoints = this.#targetsOf(exchange, address);
    const [newest] = endpoints.slice(-1);
    if (!newest) return false;
    if (incoming.method === 'INVITE') this.#invite(exchange, sender, endpoints);
    else if (incoming.method === 'ACK') newest.link.forward(legTo(newest, exchange, sender).text);
    else this.#single(exchange, legTo(newest, exchange, sender));
    return true;
  }

  /** Waits for no answer any more. */
  close(): void {
    for (const invite of this.#invites.values()) invite.close();
    this.#invites.clear();
  }

  /** Takes back an INVITE that was passed on; false when there is none. */
  cancel(incoming: Incoming, isElsewhere = false): boolean {
    const invite = this.#invites.get(incoming.transaction);
    invite?.cancel(isElsewhere);
    return invite !== undefined;
  }

  /**
   * A BYE without a tag on To, by which a caller gives up what still rings: goes on to whoever rings, whose 200 and 487 come back. False when there
   * is nothing of that caller's by its Call-ID and From tag. What a real server does with one is not known.
   */
  giveUp(exchange: Exchange, sender: LabPerson): boolean {
    const { incoming } = exchange;
    if (incoming.method !== 'BYE' || incoming.to.tag !== undefined) return false;
    const invite = [...this.#invites.values()].findLast((each) => each.isRingingFor(exchange));
    const [first, ...others] = invite?.ringing ?? [];
    if (!first) return false;
    this.#single(exchange, legTo(first, exchange, sender));
    for (const endpoint of others) endpoint.link.forward(legTo(endpoint, exchange, sender).text);
    return true;
  }

  #invite(exchange: Exchange, sender: LabPerson, endpoints: readonly Endpoint[]): void {
    const legs = endpoints.map((endpoint) => legTo(endpoint, exchange, sender));
    const invite = new RelayedInvite(exchange, legs);
    this.#invites.set(exchange.incoming.transaction, invite);
    invite.start();
  }

  #single(exchange: Exchange, { endpoint, branch, text }: Leg): void {
    const onAnswer = (response: SipResponse | undefined) => {
      if (response) exchange.pass(response);
      else exchange.answer({ status: 480, reason: 'Temporarily Unavailable' });
    };
    endpoint.link.forward(text, { branch, method: exchange.incoming.method, onAnswer });
  }

  /** One endpoint for a GRUU, all of a person for an address; never the one that sends. */
  #targetsOf({ incoming, link }: Exchange, address: string): Endpoint[] {
    const uri = readUri(incoming.uri);
    const opaque = uri?.kind === 'sip' ? uri.params.get('opaque') : undefined;
    return this.#endpointsOf(address).filter((endpoint) => {
      const isSender = endpoint.link === link && endpoint.epid === incoming.from.epid;
      return !isSender && (opaque === undefined || endpoint.gruu.includes(`;opaque=${opaque};`));
    });
  }
}

function legTo(endpoint: Endpoint, { incoming, link }: Exchange, sender: LabPerson): Leg {
  const branch = `z9hG4bK${link.randomHex(8)}`;
  const opensDialog = OPENS_DIALOG.has(incoming.method) && incoming.to.tag === undefined;
  // The servers at both ends: each client sends what belongs to the dialog to its own.
  const routes = [...new Set([endpoint.link.contactUri, link.contactUri])].map((uri) => `<${uri};lr>`);
  const text = forwardedText(incoming.message, {
    target: endpoint.contact,
    via: `SIP/2.0/TLS ${endpoint.link.connection.local};branch=${branch}`,
    recordRoutes: opensDialog ? routes : [],
    asserted: assertedIdentity(sender),
  });
  return { endpoint, branch, text };
}

/** The address, and the number where there is one. RFC 3325 9.1 */
function assertedIdentity({ displayName, address, phone }: LabPerson): string {
  const number = phone === undefined ? '' : `,<tel:${phone}>`;
  return `"${quoted(displayName)}"<sip:${address}>${number}`;
}
