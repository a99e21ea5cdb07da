/** Calls to people who published rules for them: followed as the server of the company follows them. [MS-SIPRE] 3.9 */
import { headerOf } from '../../protocol/sip/message.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { isCall } from '../calls/sdp-body.ts';
import type { Publication } from '../presence/publications.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { Branch } from './fork.ts';
import { containerFor, planFor } from './plan.ts';
import { type Ringing, RoutedCall } from './routed-call.ts';

export interface RouterSurroundings extends Ringing {
  /** What somebody publishes. */
  readonly publicationsOf: (address: string) => readonly Publication[];
}

const MOST_ROUTED = 200;

export class CallRouter {
  readonly #around: RouterSurroundings;
  /** By transaction; kept a while after their end for the ACK that follows. */
  readonly #routed = new Map<string, RoutedCall>();

  constructor(around: RouterSurroundings) {
    this.#around = around;
  }

  /** Takes a call to somebody with rules; false for everything else. A call that is sent on once is not sent on again. */
  takes(exchange: Exchange, caller: LabPerson, owner = exchange.incoming.target): boolean {
    const { incoming } = exchange;
    if (exchange instanceof Branch || !isFirstCall(incoming)) return false;
    const container = containerFor(incoming.from.address, owner);
    const rules = this.#around
      .publicationsOf(owner)
      .filter((each) => each.category === 'routing' && each.container === container);
    const plan = planFor(rules);
    if (!plan) return false;
    const call = new RoutedCall(this.#around, exchange, { caller, owner, plan });
    this.#remember(incoming.transaction, call);
    call.begin();
    return true;
  }

  /** Takes back a call; false when it is none of these. */
  cancel(incoming: Incoming): boolean {
    const routed = this.#routed.get(incoming.transaction);
    if (!routed) return false;
    routed.cancel();
    return true;
  }

  /** The ACK of a refusal ends here: each place got its own. */
  endsHere({ method, transaction }: Incoming): boolean {
    return method === 'ACK' && (this.#routed.get(transaction)?.hasFailed ?? false);
  }

  close(): void {
    for (const call of this.#routed.values()) call.stop();
    this.#routed.clear();
  }

  #remember(transaction: string, routed: RoutedCall): void {
    this.#routed.set(transaction, routed);
    const oldest = this.#routed.entries().next();
    if (this.#routed.size <= MOST_ROUTED || oldest.done) return;
    oldest.value[1].stop();
    this.#routed.delete(oldest.value[0]);
  }
}

/** A call to somebody, not to one of his endpoints or his mailbox, and not one that continues another. */
function isFirstCall(incoming: Incoming): boolean {
  const { message, method, to, uri } = incoming;
  if (method !== 'INVITE' || to.tag !== undefined || headerOf(message, 'replaces') !== undefined) return false;
  const read = readUri(uri);
  const isSomebody = read?.kind === 'sip' && !read.params.has('opaque') && !read.params.has('gruu');
  return isSomebody && isCall(incoming, headerOf(message, 'content-type') ?? '');
}
