/** What one person's endpoints have published. [MS-PRES] 3.4.5.2, 3.5.5.2 */
import { child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { type AggregateState, aggregateOf, type PublishedState } from './aggregate.ts';
import { publishedState } from './read-published.ts';

export interface Publication {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  readonly version: number;
  readonly expireType: string;
  /** epid of the endpoint that published it. */
  readonly endpoint: string;
  /** Wall clock, milliseconds. */
  readonly publishedAt: number;
  readonly order: number;
  /** Wall clock, milliseconds; of those that live for a time. */
  readonly expiresAt?: number;
  /** The category's own element. */
  readonly content: XmlElement;
}

/** What colleagues may read of a category besides the state; without content it was taken away. */
export interface SharedCategory {
  readonly category: string;
  readonly instance: number;
  /** Wall clock, milliseconds. */
  readonly publishedAt: number;
  readonly content: XmlElement | undefined;
}

/** One wish of a publish request; `content` absent takes the publication away. */
export interface PublicationWish {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  /** The version it replaces, 0 for none. */
  readonly version: number;
  readonly expireType: string;
  /** How long it lives, where `expireType` is `time`. */
  readonly expiresSeconds?: number | undefined;
  readonly content: XmlElement | undefined;
}

/** Where a publication stands. */
export type EmptyPlace = Pick<PublicationWish, 'category' | 'instance' | 'container'>;

/** `index` counts from 1, as the fault document does. */
export interface VersionConflict {
  readonly index: number;
  readonly version: number;
  readonly current: number;
}

export type PublishResult =
  | { readonly kind: 'stored'; readonly stored: readonly Publication[]; readonly removed: readonly PublicationWish[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly VersionConflict[] }
  | { readonly kind: 'too-many' };

const MOST_PUBLICATIONS = 500;
/** Colleagues: what stands here others may read. */
const COLLEAGUES = 200;
const SHARED: ReadonlySet<string> = new Set(['note', 'calendarData']);
/** The state of the first container is what most people see. */
const AGGREGATION = 2;

export class Publications {
  readonly #held = new Map<string, Publication>();
  /** Places where something stood once: their owner is told that they are empty. */
  readonly #emptied = new BoundedMap<string, EmptyPlace>(MOST_PUBLICATIONS);
  /** All that colleagues were ever told of, by place. */
  readonly #shared = new BoundedMap<string, SharedCategory>(MOST_PUBLICATIONS);
  #order = 0;

  /** All or nothing: one outdated version refuses the whole request. */
  publish(wishes: readonly PublicationWish[], endpoint: string, wall: number): PublishResult {
    const conflicts = wishes.flatMap((wish, at) => {
      const current = this.#held.get(keyOf(wish))?.version ?? 0;
      return wish.version === current ? [] : [{ index: at + 1, version: wish.version, current }];
    });
    if (conflicts.length > 0) return { kind: 'conflict', conflicts };
    if (this.#held.size + wishes.length > MOST_PUBLICATIONS) return { kind: 'too-many' };
    const stored: Publication[] = [];
    for (const wish of wishes) {
      if (wish.content) stored.push(this.#store({ ...wish, content: wish.content }, endpoint, wall));
      else this.#remove(wish, wall);
    }
    return { kind: 'stored', stored, removed: wishes.filter((wish) => !wish.content) };
  }

  /** An endpoint is gone: what it published for itself goes with it, and, if it was the last, what lives per session. */
  endpointGone(endpoint: string, isLast: boolean, wall: number): void {
    for (const publication of this.all()) {
      const isOwn = publication.expireType === 'endpoint' && publication.endpoint === endpoint;
      if (isOwn || (isLast && publication.expireType === 'user')) this.#remove(publication, wall);
    }
  }

  /** Takes away what has lived its time; returns what went. */
  expire(wall: number): readonly Publication[] {
    const gone = this.all().filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= wall);
    for (const publication of gone) this.#remove(publication, wall);
    return gone;
  }

  /** When the next one has lived its time, wall clock, milliseconds; undefined when none ever will. */
  nextExpiry(): number | undefined {
    const times = this.all().flatMap(({ expiresAt }) => expiresAt ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Of the publications in one place the version a new one must name. */
  versionOf(place: EmptyPlace): number {
    return this.#held.get(keyOf(place))?.version ?? 0;
  }

  all(): readonly Publication[] {
    return [...this.#held.values()];
  }

  /** Where something stood and nothing does now. */
  emptied(): readonly EmptyPlace[] {
    return [...this.#emptied.values()];
  }

  /** The published availabilities, newest first; the same state in two containers counts once. */
  availabilities(): number[] {
    return this.#states()
      .sort((a, b) => b.order - a.order)
      .flatMap((state) => state.availability ?? []);
  }

  /** Whether any endpoint says that somebody sits at it. */
  hasDevice(): boolean {
    return this.#states().some((state) => state.type === 'machineState');
  }

  aggregate(): AggregateState {
    return aggregateOf(this.#states());
  }

  /** Notes and free and busy times, as colleagues may read them; also those that went, so that watchers hear of it. */
  shared(): readonly SharedCategory[] {
    return [...this.#shared.values()];
  }

  /** Capabilities of all devices, as elements of a `capabilities` element. */
  capabilities(): readonly XmlElement[] {
    const devices = this.all().filter(({ category }) => category === 'device');
    return devices.flatMap(({ content }) => child(content, 'capabilities')?.children ?? []);
  }

  /** The newest note colleagues may read, '' when there is none. */
  note(): string {
    const notes = this.shared().filter(({ category, content }) => category === 'note' && content !== undefined);
    const newest = notes.sort((a, b) => b.publishedAt - a.publishedAt)[0];
    return textOf(newest?.content, 'body') ?? '';
  }

  #store(wish: PublicationWish & { content: XmlElement }, endpoint: string, wall: number): Publication {
    this.#order += 1;
    const { category, instance, container, version, expireType, expiresSeconds, content } = wish;
    const publication: Publication = {
      category,
      instance,
      container,
      version: version + 1,
      expireType,
      endpoint,
      publishedAt: wall,
      order: this.#order,
      ...(expireType === 'time' && expiresSeconds !== undefined ? { expiresAt: wall + expiresSeconds * 1000 } : {}),
      content,
    };
    this.#held.set(keyOf(wish), publication);
    this.#emptied.delete(keyOf(wish));
    this.#share(publication, wall, content);
    return publication;
  }

  #remove(place: EmptyPlace, wall: number): void {
    if (!this.#held.delete(keyOf(place))) return;
    const { category, instance, container } = place;
    this.#emptied.set(keyOf(place), { category, instance, container });
    this.#share(place, wall, undefined);
  }

  #share(place: EmptyPlace, publishedAt: number, content: XmlElement | undefined): void {
    const { category, instance, container } = place;
    if (container !== COLLEAGUES || !SHARED.has(category)) return;
    this.#shared.set(keyOf(place), { category, instance, publishedAt, content });
  }

  #states(): PublishedState[] {
    return this.all()
      .filter(({ category, container }) => category === 'state' && container === AGGREGATION)
      .map(({ content, order, publishedAt }) => publishedState(content, order, publishedAt));
  }
}

function keyOf({ category, instance, container }: EmptyPlace): string {
  return `${category}|${instance}|${container}`;
}
