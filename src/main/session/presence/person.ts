/** From update to update: what is known of one person, and what of it is shown. The later of two words on the same thing counts (mission H5). */
import { availabilityOf } from '../../../protocol/presence/availability.ts';
import { freeUntil } from '../../../protocol/presence/free-busy.ts';
import type { CategoryUpdate, PersonUpdate, TimedNote } from '../../../protocol/presence/read-categories.ts';
import type { ContactCard, Presence } from '../../../shared/model/presence.ts';
import { isSameCard, mergedCard } from './merged-card.ts';
import type { UnknownReason } from './unknown-reason.ts';

/** Instances of categories by `name|instance`. One that was taken away stays as such, so that an older word does not bring it back. */
export interface Person {
  readonly known: ReadonlyMap<string, CategoryUpdate>;
  readonly card: ContactCard | undefined;
  /** Counts the changes of the card. */
  readonly cardVersion: number;
  /** Why there is no state. */
  readonly unknownBecause: UnknownReason;
}

/** More instances than anybody publishes. */
const MOST_KNOWN = 64;

/** Somebody of whom nothing is known, for a reason; of one who was known before the card stays. */
export function unknownPerson(before: Person | undefined, unknownBecause: UnknownReason): Person {
  const cards = before ? ofCategory(before.known, 'contactCard') : [];
  // Without what orders them: whatever comes next is newer.
  const known = new Map(cards.map((card) => [placeOf(card), unordered(card)]));
  return { known, card: before?.card, cardVersion: before?.cardVersion ?? 0, unknownBecause };
}

function unordered({ name, instance, content }: CategoryUpdate): CategoryUpdate {
  return { name, content, ...(instance === undefined ? {} : { instance }) } as CategoryUpdate;
}

/** Applies what a document says; what it does not name stays. A state taken away is no longer shared with us. */
export function updatedPerson(before: Person, { categories }: PersonUpdate): Person {
  const known = new Map(before.known);
  for (const update of categories) apply(known, update);
  const isStateNews = categories.some(({ name }) => name === 'state');
  const unknownBecause = isStateNews ? 'refused' : before.unknownBecause;
  if (!categories.some(({ name }) => name === 'contactCard')) return { ...before, known, unknownBecause };
  const card = mergedCard(contentsOf(known, 'contactCard'));
  const isSame = isSameCard(card, before.card);
  return { known, card, cardVersion: before.cardVersion + (isSame ? 0 : 1), unknownBecause };
}

function apply(known: Map<string, CategoryUpdate>, update: CategoryUpdate): void {
  if (update.instance === undefined && update.content === null) {
    for (const other of ofCategory(known, update.name)) known.delete(placeOf(other));
    return;
  }
  const place = placeOf(update);
  const before = known.get(place);
  if (before ? isOlder(update, before) : !hasRoom(known)) return;
  known.set(place, update);
}

/** Of what was taken away the oldest makes way: endpoints come and go, each with instances of its own. */
function hasRoom(known: Map<string, CategoryUpdate>): boolean {
  if (known.size < MOST_KNOWN) return true;
  for (const [place, { content }] of known) if (content === null) return known.delete(place);
  return false;
}

/** By time; within the same moment by version, which begins anew after a publication was gone. Without either what comes later is newer. */
function isOlder(update: CategoryUpdate, before: CategoryUpdate): boolean {
  if (
    update.publishedAt !== undefined &&
    before.publishedAt !== undefined &&
    update.publishedAt !== before.publishedAt
  ) {
    return update.publishedAt < before.publishedAt;
  }
  return update.version !== undefined && before.version !== undefined && update.version < before.version;
}

/** What is shown at `wall`. */
export function shownPerson({ known, card, cardVersion, unknownBecause }: Person, wall: number): Presence {
  const common = {
    ...(card?.name ? { displayName: card.name } : {}),
    ...(card?.title ? { title: card.title } : {}),
    ...(cardVersion > 0 ? { cardVersion } : {}),
    ...noteOf(known, wall),
  };
  const states = ofCategory(known, 'state').filter((update) => update.content !== null);
  const update = states.find(({ content }) => content?.isAggregate) ?? states[0];
  if (!update?.content) return { availability: 'unknown', unknownBecause, ...common };
  const { isAggregate: _, since = update.publishedAt, ...state } = update.content;
  const [capabilities] = contentsOf(known, 'services');
  return {
    availability: availabilityOf(state.value),
    ...state,
    ...(since === undefined ? {} : { since }),
    ...(capabilities ? { capabilities } : {}),
    ...freeOf(known, wall),
    ...common,
  };
}

/** A word about an absence before a personal one, as in the clients people know; neither before nor after the time it is meant for. */
function noteOf(known: Person['known'], wall: number): Pick<Presence, 'note'> {
  const isOfNow = ({ from = wall, until = Number.POSITIVE_INFINITY }: TimedNote) => from <= wall && wall < until;
  const notes = ofCategory(known, 'note').filter(({ content }) => content !== null && isOfNow(content));
  const chosen = notes.find(({ content }) => content?.kind === 'out-of-office') ?? notes[0];
  if (!chosen?.content) return {};
  const { text, kind } = chosen.content;
  const { publishedAt } = chosen;
  return { note: { text, kind, ...(publishedAt === undefined ? {} : { publishedAt }) } };
}

/** When the next note begins or ends after `wall`, so that something else is shown; undefined when none does. */
export function nextTurnOf({ known }: Person, wall: number): number | undefined {
  const turns = contentsOf(known, 'note').flatMap(({ from = wall, until = wall }) => [from, until]);
  const later = turns.filter((turn) => turn > wall);
  return later.length === 0 ? undefined : Math.min(...later);
}

function freeOf(known: Person['known'], wall: number): Pick<Presence, 'calendarFreeUntil'> {
  const ends = contentsOf(known, 'calendarData').flatMap((slots) => freeUntil(slots, wall) ?? []);
  return ends.length === 0 ? {} : { calendarFreeUntil: Math.min(...ends) };
}

type Named<N extends CategoryUpdate['name']> = Extract<CategoryUpdate, { name: N }>;

function ofCategory<N extends CategoryUpdate['name']>(known: Person['known'], name: N): Named<N>[] {
  const found: Named<N>[] = [];
  for (const update of known.values()) if (update.name === name) found.push(update as Named<N>);
  return found;
}

function contentsOf<N extends CategoryUpdate['name']>(
  known: Person['known'],
  name: N,
): NonNullable<Named<N>['content']>[] {
  return ofCategory(known, name).flatMap(({ content }) =>
    content === null ? [] : [content as NonNullable<Named<N>['content']>],
  );
}

function placeOf({ name, instance = 0 }: CategoryUpdate): string {
  return `${name}|${instance}`;
}
