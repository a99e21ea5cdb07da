/** What the server holds of us, put together from all it said, and what of it is shown. */
import { availabilityOf } from '../../../protocol/presence/availability.ts';
import { noteInstance, timedUserInstance, userInstance } from '../../../protocol/presence/instances.ts';
import type { HeldPublication, OwnState } from '../../../protocol/presence/read-self.ts';
import type { ReadState } from '../../../protocol/presence/read-state.ts';
import type { ContactCard, OwnNote } from '../../../shared/model/presence.ts';
import { mergedCard } from './merged-card.ts';
import { type KeptNote, newestFirst } from './note-history.ts';
import type { Stated } from './own-parts.ts';
import { placeOf } from './publisher.ts';

/** Where the aggregate is made. */
const AGGREGATION = 2;
/** More than any person has. */
const MOST_HELD = 1000;

export class OwnView {
  #held = new Map<string, HeldPublication>();
  #aggregate: ReadState | undefined;

  /** Takes over what a notification or an answer says; of what it does not name nothing changed. */
  learn(own: OwnState): void {
    this.#aggregate = own.aggregate ?? this.#aggregate;
    for (const publication of own.publications) {
      const place = placeOf(publication);
      if (publication.isEmpty) this.#held.delete(place);
      else if (this.#held.has(place) || this.#held.size < MOST_HELD) this.#held.set(place, publication);
    }
  }

  /** What is told next is all there is. */
  forgetHeld(): void {
    this.#held.clear();
  }

  /** Nothing stands there any more: not every server says so to the one who took it away. */
  drop(place: string): void {
    this.#held.delete(place);
  }

  /** Something was accepted without a word about the sum: what it was before says nothing any more. */
  dropAggregate(): void {
    this.#aggregate = undefined;
  }

  /** The server's sum of all our states. */
  get aggregate(): ReadState | undefined {
    return this.#aggregate;
  }

  /** What was chosen by hand, at this endpoint or another. */
  get user(): (Stated & { readonly since: number }) | undefined {
    const choices = this.#all('state').filter(
      ({ instance, container, state }) => isUser(instance) && container === AGGREGATION && state !== undefined,
    );
    const newest = choices.sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0];
    if (!newest?.state) return undefined;
    const { value, activity } = newest.state;
    return { value, since: newest.publishedAt ?? 0, ...(activity ? { activity } : {}) };
  }

  get note(): { readonly text: string; readonly until?: number } | undefined {
    const held = this.#all('note').find(({ instance, note }) => instance === noteInstance && note?.kind === 'personal');
    if (!held?.note) return undefined;
    return { text: held.note.text, ...(held.noteUntil === undefined ? {} : { until: held.noteUntil }) };
  }

  /** One entry for each note, whichever containers it stands in. */
  get noteHistory(): readonly KeptNote[] {
    const notes = new Map<number, KeptNote>();
    for (const { instance, note, publishedAt } of this.#all('noteHistory')) {
      if (note)
        notes.set(instance, { instance, text: note.text, ...(publishedAt === undefined ? {} : { publishedAt }) });
    }
    return newestFirst([...notes.values()]);
  }

  /** How many other endpoints of ours are signed in: each publishes how its machine is used. */
  otherEndpoints(ownMachine: number): number {
    const machines = this.#all('state').filter(
      ({ stateType, container, instance }) =>
        stateType === 'machinestate' && container === AGGREGATION && instance !== ownMachine,
    );
    return machines.length;
  }

  /** Our own card, as those see it who see most. */
  get card(): ContactCard | undefined {
    const parts = this.#all('contactCard').sort((a, b) => a.container - b.container || a.instance - b.instance);
    return mergedCard(parts.flatMap(({ card }) => card ?? []));
  }

  #all(category: string): HeldPublication[] {
    return [...this.#held.values()].filter((each) => each.category === category);
  }
}

/** Whether a choice by hand stands in this instance. */
export function isUser(instance: number): boolean {
  return instance === userInstance || instance === timedUserInstance;
}

/** The notes of before, without the one that stands there now. */
export function earlierNotes(history: readonly KeptNote[], current: string): readonly OwnNote[] {
  return history
    .filter(({ text }) => text !== current)
    .map(({ text, publishedAt }) => ({ text, ...(publishedAt === undefined ? {} : { publishedAt }) }));
}

/** As a window shows it. */
export function shownState({ value, activity }: Stated) {
  return { availability: availabilityOf(value), ...(activity ? { activity } : {}) };
}
