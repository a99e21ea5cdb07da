/** Calls to people who published rules for them: followed as the server of the company follows them. [MS-SIPRE] 3.9 */
import { headerOf } from '../../protocol/sip/message.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { isCall } from '../calls/sdp-body.ts';
import type { Publication } from '../presence/publications.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { Branch } from './fork.ts';
import { type CallPlan, containerFor, planFor } from './plan.ts';
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
    const plan = this.#planFor(incoming.from.address, owner);
    if (!plan) return false;
    const call = new RoutedCall(this.#around, exchange, { caller, owner, plan });
    this.#remember(incoming.transaction, call);
    call.begin();
    return true;
  }

  /** Whether somebody has rules for this caller. */
  hasRules(caller: string, owner: string): boolean {
    return this.#planFor(caller, owner) !== undefined;
  }

  /** Takes back a call, `isElsewhere` because another place has it; false when it is none of these. */
  cancel(incoming: Incoming, isElsewhere = false): boolean {
    const routed = this.#routed.get(incoming.transaction);
    if (!routed) return false;
    routed.cancel(isElsewhere);
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

  #planFor(caller: string, owner: string): CallPlan | undefined {
    const container = containerFor(caller, owner);
    const rules = this.#around.publicationsOf(owner);
    return planFor(rules.filter((each) => each.category === 'routing' && each.container === container));
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
