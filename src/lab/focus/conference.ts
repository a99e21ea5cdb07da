/** One meeting: who sits in it, who watches it, and what each of them is told. [MS-CONFBAS] 3.1 */

import type { MeetingPolicy } from '../topologies/topology.ts';
import { type AuthMethod, admission, type Entrant } from './admission.ts';
import { endedRoster, fullRoster, type MeetingFacts, partialRoster, type RosterEntry } from './roster-xml.ts';
import type { Farewell, RosterWatcher, Seat } from './seat.ts';

export interface ConferencePlan extends Omit<MeetingFacts, 'policy'> {
  readonly policy: MeetingPolicy;
  readonly lobbyForGuests: boolean;
  /** The organiser's own policy lets guests be invited (mission M6, I13). */
  readonly guestsAllowed: boolean;
}

export class Conference {
  readonly plan: ConferencePlan;
  #policy: MeetingPolicy;
  #ended = false;
  readonly #seats: Seat[] = [];
  readonly #watchers = new Set<RosterWatcher>();

  constructor(plan: ConferencePlan) {
    this.plan = plan;
    this.#policy = plan.policy;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  get facts(): MeetingFacts {
    return { ...this.plan, policy: this.#policy };
  }

  /** Seats in the order people came. */
  get seats(): readonly Seat[] {
    return this.#seats;
  }

  /** What the door does with somebody, as the policy stands now. */
  door(entrant: Entrant): 'in' | 'lobby' | 'refused' {
    return admission({ policy: this.#policy, lobbyForGuests: this.plan.lobbyForGuests }, entrant);
  }

  isOrganizer(entity: string, authMethod: AuthMethod): boolean {
    return authMethod === 'enterprise' && sameEntity(entity, this.plan.organizerUri);
  }

  /** Takes a seat; a second endpoint of one person sits beside the first. */
  sit(seat: Seat): void {
    const before = this.#seats.findIndex((other) => isSameSeat(other, seat));
    if (before >= 0) this.#seats.splice(before, 1);
    this.#seats.push(seat);
    this.#tell([seat.entity]);
  }

  /** Leaves; nothing happens when the seat is no longer there. */
  leave(seat: Seat): void {
    const index = this.#seats.indexOf(seat);
    if (index < 0) return;
    this.#seats.splice(index, 1);
    this.#tell([seat.entity]);
  }

  setPolicy(policy: MeetingPolicy): void {
    this.#policy = policy;
    this.#tell([], true);
  }

  setRole(entity: string, role: Seat['role']): void {
    const seats = this.seatsOf(entity);
    for (const seat of seats) seat.role = role;
    if (seats.length > 0) this.#tell([entity]);
  }

  /** Lets somebody in from the lobby: everybody hears it, and the newcomer then gets the whole roster. */
  admit(entity: string): void {
    const waiting = this.seatsOf(entity).filter((seat) => seat.status === 'on-hold');
    if (waiting.length === 0) return;
    for (const seat of waiting) seat.status = 'connected';
    this.#tell([entity]);
    for (const watcher of this.#watchersOf(entity))
      this.#send(watcher, (version) => fullRoster(this.facts, this.#entries(), version));
  }

  /** Sends somebody away; whoever waits in the lobby is denied by it. */
  dismiss(entity: string, why: Farewell): void {
    for (const seat of this.seatsOf(entity)) {
      this.leave(seat);
      seat.hangUp?.(why);
    }
    for (const watcher of this.#watchersOf(entity)) watcher.terminate();
  }

  /** Over for everybody. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const watcher of [...this.#watchers]) {
      this.#send(watcher, (version) => endedRoster(this.facts, version));
      watcher.terminate();
    }
    for (const seat of this.#seats.splice(0)) seat.hangUp?.('ended');
  }

  seatsOf(entity: string): Seat[] {
    return this.#seats.filter((seat) => sameEntity(seat.entity, entity));
  }

  watch(watcher: RosterWatcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: RosterWatcher): void {
    this.#watchers.delete(watcher);
  }

  /** The state this watcher may see now, with its next version. */
  stateFor(watcher: RosterWatcher): string {
    watcher.version += 1;
    const entries = this.#entries();
    const visible = this.#isInside(watcher)
      ? entries
      : entries.filter((entry) => sameEntity(entry.entity, watcher.entity));
    return fullRoster(this.facts, visible, watcher.version);
  }

  /** Loses one document on the way to everybody: the next one shows a gap. */
  skipVersion(): void {
    for (const watcher of this.#watchers) watcher.version += 1;
  }

  #tell(entities: readonly string[], isMeetingChanged = false): void {
    const changed = entities.map((entity) => ({ entity, seats: this.seatsOf(entity) }));
    for (const watcher of [...this.#watchers]) {
      const isInside = this.#isInside(watcher);
      const visible = isInside ? changed : changed.filter((entry) => sameEntity(entry.entity, watcher.entity));
      if (visible.length === 0 && !(isInside && isMeetingChanged)) continue;
      this.#send(watcher, (version) => partialRoster(this.facts, visible, version, isInside && isMeetingChanged));
    }
  }

  #send(watcher: RosterWatcher, write: (version: number) => string): void {
    watcher.version += 1;
    watcher.notify(write(watcher.version));
  }

  #entries(): RosterEntry[] {
    const entries = new Map<string, RosterEntry & { seats: Seat[] }>();
    for (const seat of this.#seats) {
      const key = seat.entity.toLowerCase();
      const entry = entries.get(key);
      if (entry) entry.seats.push(seat);
      else entries.set(key, { entity: seat.entity, seats: [seat] });
    }
    return [...entries.values()];
  }

  /** People in the lobby see neither roster nor meeting. */
  #isInside(watcher: RosterWatcher): boolean {
    return this.seatsOf(watcher.entity).some((seat) => seat.status === 'connected');
  }

  #watchersOf(entity: string): RosterWatcher[] {
    return [...this.#watchers].filter((watcher) => sameEntity(watcher.entity, entity));
  }
}

function sameEntity(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function isSameSeat(a: Seat, b: Seat): boolean {
  return sameEntity(a.entity, b.entity) && a.endpoint === b.endpoint;
}
