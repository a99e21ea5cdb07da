/** Calls to people who published rules for them: followed as the server of the company follows them. [MS-SIPRE] 3.9 */
import { headerOf } from '../../protocol/sip/message.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { isCall } from '../calls/sdp-body.ts';
import type { Publication } from '../presence/publications.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare, type Incoming } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { type Branch, Fork } from './fork.ts';
import { type CallPlan, containerFor, type Destination, planFor } from './plan.ts';

export interface RouterSurroundings {
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** What somebody publishes. */
  readonly publicationsOf: (address: string) => readonly Publication[];
  /** Rings where somebody is signed in, or whoever is simulated; false when nobody is there. */
  readonly ringPerson: (exchange: Exchange, caller: LabPerson, address: string) => boolean;
  readonly ringOwn: (exchange: Exchange, caller: LabPerson, address: string) => boolean;
  /** Calls a number; false when it is none. */
  readonly ringNumber: (exchange: Exchange, caller: LabPerson, uri: string) => boolean;
  readonly takeMessage: (exchange: Exchange, owner: string) => void;
  /** Gives up what rings. */
  readonly cancel: (incoming: Incoming, isElsewhere: boolean) => void;
}

/** One call on its way by the rules. */
interface Routed {
  readonly fork: Fork;
  readonly stop: () => void;
}

const MOST_ROUTED = 200;
const FORWARDED = { status: 181, reason: 'Call Is Being Forwarded' } as const;
const UNAVAILABLE = { status: 480, reason: 'Temporarily Unavailable' } as const;

export class CallRouter {
  readonly #around: RouterSurroundings;
  /** By transaction; kept a while after their end for the ACK that follows. */
  readonly #routed = new Map<string, Routed>();

  constructor(around: RouterSurroundings) {
    this.#around = around;
  }

  /** Takes a call to somebody with rules; false for everything else. A call that is sent on once is not sent on again. */
  takes(exchange: Exchange, caller: LabPerson, owner = exchange.incoming.target): boolean {
    const { incoming } = exchange;
    if (!isFirstCall(incoming)) return false;
    const container = containerFor(incoming.from.address, owner);
    const rules = this.#around
      .publicationsOf(owner)
      .filter((each) => each.category === 'routing' && each.container === container);
    const plan = planFor(rules);
    if (!plan) return false;
    this.#route(exchange, { caller, owner, plan });
    return true;
  }

  /** Takes back a call; false when it is none of these. */
  cancel(incoming: Incoming): boolean {
    const routed = this.#routed.get(incoming.transaction);
    if (!routed) return false;
    routed.stop();
    routed.fork.silence();
    routed.fork.refuse({ status: 487, reason: 'Request Terminated' });
    return true;
  }

  /** The ACK of a refusal ends here: each place got its own. */
  endsHere({ method, transaction }: Incoming): boolean {
    return method === 'ACK' && (this.#routed.get(transaction)?.fork.hasFailed ?? false);
  }

  close(): void {
    for (const { stop } of this.#routed.values()) stop();
    this.#routed.clear();
  }

  #route(exchange: Exchange, call: RoutedCall): void {
    const { plan, owner } = call;
    if (plan.isBlocked) {
      exchange.answer(UNAVAILABLE);
      return;
    }
    exchange.answer({ status: 100, reason: 'Trying' });
    const timers: (() => void)[] = [];
    const stop = () => {
      for (const each of timers.splice(0)) each();
    };
    const goOn = () => {
      stop();
      if (fork.isDeclined) fork.refuse(UNAVAILABLE);
      else this.#sendOn(fork, call);
    };
    const fork: Fork = new Fork(exchange, {
      takeBack: ({ incoming }, isElsewhere) => this.#around.cancel(incoming, isElsewhere),
      onNobody: () => (isSentOn ? fork.refuse(UNAVAILABLE) : leave()),
    });
    let isSentOn = false;
    const leave = () => {
      if (isSentOn || !fork.isOpen) return;
      isSentOn = true;
      goOn();
    };
    this.#remember(exchange.incoming.transaction, { fork, stop });
    const own = plan.ringsOwn && fork.add((branch) => this.#around.ringOwn(branch, call.caller, owner));
    const others = plan.alsoRings.map((place) => fork.add((branch) => this.#ring(branch, call, place)));
    const { later } = plan;
    if (!own && !others.includes(true) && !later) {
      leave();
      return;
    }
    if (later) timers.push(this.#around.after(later.afterSeconds * 1000, () => this.#ringAll(fork, call, later.rings)));
    timers.push(
      this.#around.after(plan.unansweredSeconds * 1000, () => {
        if (!fork.isOpen) return;
        fork.silence();
        leave();
      }),
    );
  }

  #ringAll(fork: Fork, call: RoutedCall, places: readonly Destination[]): void {
    if (!fork.isOpen) return;
    for (const place of places) fork.add((branch) => this.#ring(branch, call, place));
  }

  #sendOn(fork: Fork, call: RoutedCall): void {
    fork.exchange.answer(FORWARDED);
    if (!fork.add((branch) => this.#ring(branch, call, call.plan.then))) fork.refuse(UNAVAILABLE);
  }

  #ring(branch: Branch, { caller, owner }: RoutedCall, place: Destination): boolean {
    const { takeMessage, ringNumber, ringPerson } = this.#around;
    if (place.kind === 'voicemail') {
      takeMessage(branch, owner);
      return true;
    }
    return ringNumber(branch, caller, place.uri) || ringPerson(branch, caller, bare(place.uri));
  }

  #remember(transaction: string, routed: Routed): void {
    this.#routed.set(transaction, routed);
    const oldest = this.#routed.entries().next();
    if (this.#routed.size <= MOST_ROUTED || oldest.done) return;
    oldest.value[1].stop();
    this.#routed.delete(oldest.value[0]);
  }
}

interface RoutedCall {
  readonly caller: LabPerson;
  readonly owner: string;
  readonly plan: CallPlan;
}

/** A call to somebody, not to one of his endpoints or his mailbox, and not one that continues another. */
function isFirstCall(incoming: Incoming): boolean {
  const { message, method, to, uri } = incoming;
  if (method !== 'INVITE' || to.tag !== undefined || headerOf(message, 'replaces') !== undefined) return false;
  const read = readUri(uri);
  const isSomebody = read?.kind === 'sip' && !read.params.has('opaque') && !read.params.has('gruu');
  return isSomebody && isCall(incoming, headerOf(message, 'content-type') ?? '');
}
