/** The presence of everybody at one company: who is how, who watches whom. [MS-PRES] 3.5 */
import type { LabCore } from '../net/listener.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import type { AggregateState } from './aggregate.ts';
import type { OwnState, PersonState } from './category-xml.ts';
import { Publications, type PublicationWish, type PublishResult } from './publications.ts';

/** Told whenever the person watched looks different. */
export type PresenceWatcher = (shown: PersonState) => void;

interface Simulated {
  readonly state: AggregateState;
  readonly note: string;
}

export class PresenceService {
  readonly #core: LabCore;
  readonly #people: ReadonlyMap<string, LabPerson>;
  readonly #simulated = new Map<string, Simulated>();
  readonly #published = new Map<string, Publications>();
  readonly #watchers = new Map<string, Set<PresenceWatcher>>();

  constructor(core: LabCore, company: Company) {
    this.#core = core;
    this.#people = new Map(company.people.map((person) => [person.address.toLowerCase(), person]));
  }

  knows(address: string): boolean {
    return this.#people.has(address.toLowerCase());
  }

  /** How somebody looks: what his own endpoints say, or, while he has none, what the lab simulates. */
  shown(address: string): PersonState {
    const key = address.toLowerCase();
    const person = this.#people.get(key);
    const { state, note } = this.#own(key) ?? this.#simulated.get(key) ?? atStart(person);
    return { uri: `sip:${key}`, person, state, note, at: this.#core.clock.wall() };
  }

  /** The same with all publications. */
  ownState(address: string): OwnState {
    return { ...this.shown(address), publications: this.#publications(address).all() };
  }

  /** Stores what an endpoint publishes. Nobody is told before `announce`, so that the answer can go out first. */
  publish(address: string, wishes: readonly PublicationWish[], endpoint: string): PublishResult {
    return this.#publications(address).publish(wishes, endpoint, this.#core.clock.wall());
  }

  /** Tells everybody who watches an address how it looks now. */
  announce(address: string): void {
    const key = address.toLowerCase();
    const watchers = this.#watchers.get(key);
    if (!watchers) return;
    const shown = this.shown(key);
    for (const watcher of [...watchers]) watcher(shown);
  }

  /** A simulated person changes state. */
  simulate(address: string, availability: number, note?: string): void {
    const key = address.toLowerCase();
    const before = this.shown(key).note;
    this.#simulated.set(key, { state: { availability }, note: note ?? before });
    this.announce(key);
  }

  endpointGone(address: string, epid: string, isLast: boolean): void {
    this.#publications(address).endpointGone(epid, isLast);
    this.announce(address);
  }

  /** The availabilities an address has published and still holds, newest first. */
  publishedBy(address: string): number[] {
    return this.#publications(address).availabilities();
  }

  /** Returns how to stop watching. */
  watch(address: string, watcher: PresenceWatcher): () => void {
    const key = address.toLowerCase();
    const watchers = this.#watchers.get(key) ?? new Set();
    watchers.add(watcher);
    this.#watchers.set(key, watchers);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(key) === watchers) this.#watchers.delete(key);
    };
  }

  #publications(address: string): Publications {
    const key = address.toLowerCase();
    const held = this.#published.get(key) ?? new Publications();
    this.#published.set(key, held);
    return held;
  }

  #own(key: string): Simulated | undefined {
    const held = this.#published.get(key);
    return held?.hasDevice() ? { state: held.aggregate(), note: held.note() } : undefined;
  }
}

function atStart(person: LabPerson | undefined): Simulated {
  return { state: { availability: person?.availability ?? 18_500 }, note: person?.note ?? '' };
}
