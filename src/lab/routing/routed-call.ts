/** One call on its way by somebody's rules: who rings, for how long, and who gets it then. [MS-SIPRE] 3.9.5.2.2, 3.9.6 */
import type { Exchange } from '../sip/exchange.ts';
import { bare, type Incoming } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { type Branch, Fork } from './fork.ts';
import type { CallPlan, Destination } from './plan.ts';

/** Ways to ring; each is false when nobody is there. */
export interface Ringing {
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** Where somebody is signed in. */
  readonly ringEndpoints: (exchange: Exchange, caller: LabPerson, address: string) => boolean;
  /** There, or whoever is simulated. */
  readonly ringPerson: (exchange: Exchange, caller: LabPerson, address: string) => boolean;
  readonly ringNumber: (exchange: Exchange, caller: LabPerson, uri: string) => boolean;
  readonly takeMessage: (exchange: Exchange, owner: string) => void;
  /** Gives up what rings; `isElsewhere`: another place has the call. */
  readonly cancel: (incoming: Incoming, isElsewhere: boolean) => void;
}

export interface RoutedCallParts {
  readonly caller: LabPerson;
  readonly owner: string;
  readonly plan: CallPlan;
}

const FORWARDED = { status: 181, reason: 'Call Is Being Forwarded' } as const;
const UNAVAILABLE = { status: 480, reason: 'Temporarily Unavailable' } as const;

export class RoutedCall {
  readonly #ringing: Ringing;
  readonly #parts: RoutedCallParts;
  readonly #fork: Fork;
  readonly #timers: (() => void)[] = [];
  /** Who rings later, until they do. */
  #later: readonly Destination[];
  #isSentOn = false;

  constructor(ringing: Ringing, exchange: Exchange, parts: RoutedCallParts) {
    this.#ringing = ringing;
    this.#parts = parts;
    this.#later = parts.plan.later?.rings ?? [];
    this.#fork = new Fork(exchange, {
      takeBack: ({ incoming }, isElsewhere) => ringing.cancel(incoming, isElsewhere),
      onNobody: () => this.#goOn(),
    });
  }

  /** The caller was refused. */
  get hasFailed(): boolean {
    return this.#fork.hasFailed;
  }

  begin(): void {
    const { plan, caller, owner } = this.#parts;
    if (plan.isBlocked) {
      this.#fork.refuse(UNAVAILABLE);
      return;
    }
    this.#fork.exchange.answer({ status: 100, reason: 'Trying' });
    const own = (branch: Branch) => this.#ringing.ringEndpoints(branch, caller, owner);
    const isAnybodyThere = this.#fork.add([...(plan.ringsOwn ? [own] : []), ...this.#rings(plan.alsoRings)]);
    if (!isAnybodyThere) this.#goOn();
    if (this.#isSentOn || !this.#fork.isOpen) return;
    if (plan.later) this.#after(plan.later.afterSeconds, () => this.#ringLater());
    this.#after(plan.unansweredSeconds, () => {
      this.#fork.silence();
      this.#sendOn();
    });
  }

  /** The caller gave up, `isElsewhere` because another place has the call. */
  cancel(isElsewhere: boolean): void {
    this.stop();
    this.#fork.silence(isElsewhere);
    this.#fork.refuse({ status: 487, reason: 'Request Terminated' });
  }

  /** Waits for nothing any more. */
  stop(): void {
    for (const stop of this.#timers.splice(0)) stop();
  }

  #after(seconds: number, task: () => void): void {
    this.#timers.push(this.#ringing.after(seconds * 1000, () => this.#fork.isOpen && task()));
  }

  /** Nobody rings any more: the next in line do. Who said no for the person said it for all of them. */
  #goOn(): void {
    if (!this.#fork.isDeclined && this.#ringLater()) return;
    if (this.#isSentOn || this.#fork.isDeclined) this.#end();
    else this.#sendOn();
  }

  #ringLater(): boolean {
    const later = this.#later;
    this.#later = [];
    return later.length > 0 && this.#fork.add(this.#rings(later));
  }

  #sendOn(): void {
    if (this.#isSentOn) return;
    this.#isSentOn = true;
    this.stop();
    this.#fork.exchange.answer(FORWARDED);
    if (!this.#fork.add(this.#rings([this.#parts.plan.next]))) this.#end();
  }

  #end(): void {
    this.stop();
    this.#fork.refuse(UNAVAILABLE);
  }

  #rings(places: readonly Destination[]): readonly ((branch: Branch) => boolean)[] {
    const { caller, owner } = this.#parts;
    const { takeMessage, ringNumber, ringPerson } = this.#ringing;
    return places.map((place) => (branch) => {
      if (place.kind === 'uri')
        return ringNumber(branch, caller, place.uri) || ringPerson(branch, caller, bare(place.uri));
      takeMessage(branch, owner);
      return true;
    });
  }
}
