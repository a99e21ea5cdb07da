/** What one person's endpoints have published. [MS-PRES] 3.4.5.2, 3.5.5.2 */
import { attr, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { type AggregateState, aggregateOf, type PublishedState, type StateType } from './aggregate.ts';

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
  /** The category's own element. */
  readonly content: XmlElement;
}

/** One wish of a publish request; `content` absent takes the publication away. */
export interface PublicationWish {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  /** The version it replaces, 0 for none. */
  readonly version: number;
  readonly expireType: string;
  readonly content: XmlElement | undefined;
}

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

export class Publications {
  readonly #held = new Map<string, Publication>();
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
      else this.#held.delete(keyOf(wish));
    }
    return { kind: 'stored', stored, removed: wishes.filter((wish) => !wish.content) };
  }

  /** An endpoint is gone: what it published for itself goes with it, and, if it was the last, what lives per session. */
  endpointGone(endpoint: string, isLast: boolean): void {
    for (const [key, publication] of this.#held) {
      const isOwn = publication.expireType === 'endpoint' && publication.endpoint === endpoint;
      if (isOwn || (isLast && publication.expireType === 'user')) this.#held.delete(key);
    }
  }

  all(): readonly Publication[] {
    return [...this.#held.values()];
  }

  /** The published availabilities, newest first; the same state in two containers counts once. */
  availabilities(): number[] {
    return this.#states()
      .sort((a, b) => b.order - a.order)
      .map((state) => state.availability);
  }

  /** Whether any endpoint says that somebody sits at it. */
  hasDevice(): boolean {
    return this.#states().some((state) => state.type === 'machineState');
  }

  aggregate(): AggregateState {
    return aggregateOf(this.#states());
  }

  /** The newest note in any container, '' when there is none. */
  note(): string {
    const notes = this.all().filter((publication) => publication.category === 'note');
    const newest = notes.sort((a, b) => b.order - a.order)[0];
    return textOf(newest?.content, 'body') ?? '';
  }

  #store(wish: PublicationWish & { content: XmlElement }, endpoint: string, wall: number): Publication {
    this.#order += 1;
    const { category, instance, container, version, expireType, content } = wish;
    const publication: Publication = {
      category,
      instance,
      container,
      version: version + 1,
      expireType,
      endpoint,
      publishedAt: wall,
      order: this.#order,
      content,
    };
    this.#held.set(keyOf(wish), publication);
    return publication;
  }

  #states(): PublishedState[] {
    const states = new Map<string, PublishedState>();
    for (const { category, instance, order, content } of this.#held.values()) {
      if (category !== 'state') continue;
      const type = stateType(content);
      const state = { type, availability: availabilityIn(content), activity: activityIn(content), order };
      states.set(`${instance}|${type}`, state);
    }
    return [...states.values()];
  }
}

function keyOf({ category, instance, container }: PublicationWish): string {
  return `${category}|${instance}|${container}`;
}

const STATE_TYPES: readonly StateType[] = ['machineState', 'userState', 'calendarState', 'phoneState'];

/** `xsi:type`, with or without a prefix of its own. */
function stateType(content: XmlElement): StateType {
  const written = attr(content, 'type')?.split(':').at(-1);
  return STATE_TYPES.find((type) => type === written) ?? 'other';
}

/** 0 to 20000; anything else counts as 0, unknown. */
function availabilityIn(content: XmlElement): number {
  const text = textOf(content, 'availability') ?? '';
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return value <= 20_000 ? value : 0;
}

function activityIn(content: XmlElement): string | undefined {
  return attr(child(content, 'activity'), 'token');
}
