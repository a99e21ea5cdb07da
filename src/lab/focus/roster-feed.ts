/** Tells everybody who watches a meeting what changed, each with the versions of his own subscription. RFC 4575 4 */
import { damagedDocument } from './damaged-rosters.ts';
import type { RosterDamage } from './focus-faults.ts';
import { endedRoster, fullRoster, type MeetingFacts, partialRoster, type RosterEntry } from './roster-xml.ts';
import { type RosterWatcher, type Seat, sameEntity } from './seat.ts';

/** The meeting as the feed looks at it. */
export interface RosterSource {
  readonly facts: MeetingFacts;
  /** In the order people came. */
  readonly seats: readonly Seat[];
  seatsOf(entity: string): readonly Seat[];
}

export class RosterFeed {
  /** Done to every document until it is taken back. */
  damage: RosterDamage | undefined;
  readonly #source: RosterSource;
  readonly #watchers = new Set<RosterWatcher>();

  constructor(source: RosterSource) {
    this.#source = source;
  }

  watch(watcher: RosterWatcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: RosterWatcher): void {
    this.#watchers.delete(watcher);
  }

  /** The state this watcher may see now, with its next version. */
  stateFor(watcher: RosterWatcher): string {
    const entries = this.#entries();
    const visible = this.#isInside(watcher)
      ? entries
      : entries.filter((entry) => sameEntity(entry.entity, watcher.entity));
    return this.#written(watcher, (version) => fullRoster(this.#source.facts, visible, version));
  }

  /** Tells of these people, and of the meeting itself if that changed. */
  tell(entities: readonly string[], isMeetingChanged = false): void {
    if (this.#watchers.size === 0) return;
    const changed = entities.map((entity) => ({ entity, seats: this.#source.seatsOf(entity) }));
    for (const watcher of [...this.#watchers]) {
      const isInside = this.#isInside(watcher);
      const visible = isInside ? changed : changed.filter((entry) => sameEntity(entry.entity, watcher.entity));
      const isToldOfMeeting = isInside && isMeetingChanged;
      if (visible.length === 0 && !isToldOfMeeting) continue;
      this.#send(watcher, (version) => partialRoster(this.#source.facts, visible, version, isToldOfMeeting));
    }
  }

  /** Tells somebody who was let in the whole state. */
  tellWhole(entity: string): void {
    const entries = this.#entries();
    for (const watcher of this.#of(entity)) {
      this.#send(watcher, (version) => fullRoster(this.#source.facts, entries, version));
    }
  }

  /** Ends the subscriptions of one person. */
  dismiss(entity: string): void {
    for (const watcher of this.#of(entity)) watcher.terminate();
  }

  /** The last document for everybody, and the end of all subscriptions. */
  end(): void {
    for (const watcher of [...this.#watchers]) {
      this.#send(watcher, (version) => endedRoster(this.#source.facts, version));
      watcher.terminate();
    }
  }

  /** Loses one document on the way to everybody: the next one shows a gap. */
  skipVersion(): void {
    for (const watcher of this.#watchers) watcher.version += 1;
  }

  #send(watcher: RosterWatcher, write: (version: number) => string): void {
    watcher.notify(this.#written(watcher, write));
  }

  #written(watcher: RosterWatcher, write: (version: number) => string): string {
    watcher.version += 1;
    return damagedDocument(write(watcher.version), this.damage);
  }

  #entries(): RosterEntry[] {
    const entries = new Map<string, RosterEntry & { seats: Seat[] }>();
    for (const seat of this.#source.seats) {
      const key = seat.entity.toLowerCase();
      const entry = entries.get(key);
      if (entry) entry.seats.push(seat);
      else entries.set(key, { entity: seat.entity, seats: [seat] });
    }
    return [...entries.values()];
  }

  /** People in the lobby see neither roster nor meeting. */
  #isInside({ entity }: RosterWatcher): boolean {
    return this.#source.seatsOf(entity).some((seat) => seat.status === 'connected');
  }

  #of(entity: string): RosterWatcher[] {
    return [...this.#watchers].filter((watcher) => sameEntity(watcher.entity, entity));
  }
}
