/** The presence of everybody at one company: who is how, who watches whom. [MS-PRES] 3.5 */
import type { LabCore } from '../net/listener.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import type { AggregateState } from './aggregate.ts';
import type { OwnState, PersonState } from './category-xml.ts';
import { OTHER_EPID, otherEndpointWishes } from './other-endpoint.ts';
import { Publications, type PublicationWish, type PublishResult } from './publications.ts';
import type { LabOtherEndpoint, LabPresenceDetails } from './settings.ts';

/** Told whenever the person watched looks different. */
export type PresenceWatcher = (shown: PersonState) => void;

/** Somebody's list of people, who can be told much at once; those of one connection are one client's. */
export interface StormListener {
  readonly link: object;
  watched(): Iterable<string>;
  /** Sends `updates` changes of those people in one notification; `bytes` is the size each shall have at least. */
  tell(people: readonly string[], updates: number, bytes: number): void;
}

interface Simulated {
  readonly state: AggregateState;
  readonly note: string;
}

/** [MS-PRES] availability */
const FREE = 3500;
const BUSY = 6500;

/** A timer takes 24 days at most, a note may stay for a year: then it is looked at again. */
const LONGEST_WAIT_MS = 86_400_000;

export class PresenceService {
  readonly #core: LabCore;
  readonly #people: ReadonlyMap<string, LabPerson>;
  readonly #simulated = new Map<string, Simulated>();
  readonly #published = new Map<string, Publications>();
  readonly #watchers = new Map<string, Set<PresenceWatcher>>();
  readonly #stormListeners = new Set<StormListener>();
  /** By address: when a publication has lived its time. */
  readonly #expiries = new Map<string, () => void>();

  constructor(core: LabCore, company: Company) {
    this.#core = core;
    this.#people = new Map(company.people.map((person) => [person.address.toLowerCase(), person]));
  }

  /** Of the company, or given a state by a tester: people of a made list exist once somebody says how they are. */
  knows(address: string): boolean {
    const key = address.toLowerCase();
    return this.#people.has(key) || this.#simulated.has(key);
  }

  /** How somebody looks: what his own endpoints say, or, while he has none, what the lab simulates. */
  shown(address: string): PersonState {
    const key = address.toLowerCase();
    const person = this.#people.get(key);
    const common = { uri: `sip:${key}`, person, at: this.#core.clock.wall() };
    const held = this.#published.get(key);
    if (!held?.hasDevice()) return { ...common, ...(this.#simulated.get(key) ?? atStart(person)) };
    const capabilities = held.capabilities();
    return { ...common, state: held.aggregate(), note: held.note(), shared: held.shared(), capabilities };
  }

  /** The same with all publications. */
  ownState(address: string): OwnState {
    const held = this.#publications(address);
    return { ...this.shown(address), publications: held.all(), emptied: held.emptied() };
  }

  /** Stores what an endpoint publishes. Nobody is told before `announce`, so that the answer can go out first. */
  publish(address: string, wishes: readonly PublicationWish[], endpoint: string): PublishResult {
    const result = this.#publications(address).publish(wishes, endpoint, this.#core.clock.wall());
    this.#armExpiry(address.toLowerCase());
    return result;
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
  simulate(address: string, availability: number, note?: string, details: LabPresenceDetails = {}): void {
    const key = address.toLowerCase();
    const before = this.shown(key).note;
    const { activity, words, idleMinutes, ...rest } = details;
    const text = words ?? activity;
    const state: AggregateState = {
      availability,
      ...(text === undefined ? {} : { activity: { text, isToken: words === undefined } }),
      ...(idleMinutes === undefined ? {} : { lastActive: this.#core.clock.wall() - idleMinutes * 60_000 }),
      ...rest,
    };
    this.#simulated.set(key, { state, note: note ?? before });
    this.announce(key);
  }

  /** A second machine of the same person comes, changes, chooses, or goes. */
  setOtherEndpoint(address: string, other: LabOtherEndpoint): void {
    const held = this.#publications(address);
    const wishes = otherEndpointWishes(other).map((wish) => ({ ...wish, version: held.versionOf(wish) }));
    if (wishes.length > 0) this.publish(address, wishes, OTHER_EPID);
    if (other.machine === 'gone') held.endpointGone(OTHER_EPID, false, this.#core.clock.wall());
    if (!other.silently) this.announce(address);
  }

  endpointGone(address: string, epid: string, isLast: boolean): void {
    this.#publications(address).endpointGone(epid, isLast, this.#core.clock.wall());
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

  /** The people somebody watches, of whom the lab can say anything. */
  simulatedPeople(): readonly string[] {
    const everybody = new Set([...this.#people.keys(), ...this.#simulated.keys()]);
    return [...everybody].filter((key) => !this.#published.get(key)?.hasDevice());
  }

  /** Every client is told `updates` changes of those it watches, in one notification. Where that is one for each person, each really changes. */
  storm(updates: number, bytes: number): void {
    const people = this.simulatedPeople();
    if (people.length >= updates) for (const key of people.slice(-updates)) this.#turn(key);
    const all = [...this.#stormListeners];
    for (const link of new Set(all.map((list) => list.link))) {
      const lists = all.filter((list) => list.link === link);
      const known = lists.flatMap((list) => [...list.watched()]).filter((address) => this.knows(address));
      lists[0]?.tell(known, updates, bytes);
    }
  }

  /** From free to busy or back; nobody is told. */
  #turn(key: string): void {
    const { state, note } = this.shown(key);
    const availability = state.availability === FREE ? BUSY : FREE;
    this.#simulated.set(key, { state: { ...state, availability }, note });
  }

  /** Returns how to stop listening. */
  onStorm(listener: StormListener): () => void {
    this.#stormListeners.add(listener);
    return () => this.#stormListeners.delete(listener);
  }

  /** Waits for nothing any more. */
  close(): void {
    for (const stop of this.#expiries.values()) stop();
    this.#expiries.clear();
  }

  #armExpiry(key: string): void {
    this.#expiries.get(key)?.();
    this.#expiries.delete(key);
    const { clock } = this.#core;
    const at = this.#publications(key).nextExpiry();
    if (at === undefined) return;
    const stop = clock.after(Math.min(LONGEST_WAIT_MS, Math.max(0, at - clock.wall())), () => {
      const gone = this.#publications(key).expire(clock.wall());
      this.#armExpiry(key);
      if (gone.length > 0) this.announce(key);
    });
    this.#expiries.set(key, stop);
  }

  #publications(address: string): Publications {
    const key = address.toLowerCase();
    const held = this.#published.get(key) ?? new Publications();
    this.#published.set(key, held);
    return held;
  }
}

function atStart(person: LabPerson | undefined): Simulated {
  return { state: { availability: person?.availability ?? 18_500 }, note: person?.note ?? '' };
}
