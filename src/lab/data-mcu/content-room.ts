/** What one meeting shows: its slides, boards, polls and questions, and who is told of them. docs/protocol/content.md */
import type { Random } from '../../shared/clock.ts';
import { type Author, Board, type NewStroke, type Stroke } from './board.ts';
import { Deck, type DeckPlace } from './deck.ts';
import type { JsonObject } from './frames.ts';
import { type Item, type ItemDress, itemObject, type Viewer } from './item-object.ts';
import { Poll } from './poll.ts';
import { type Question, Questions } from './questions.ts';

const MOST_ITEMS = 50;
const STROKES_AT_ONCE = 64;
const NUMBERS_AT_ONCE = 30_000;
/** The one item that is always there. */
const QUESTIONS_ID = 'questions';

/** What a room stands on. */
export interface RoomPlace extends DeckPlace {
  readonly now: () => number;
  /** What the objects of items hold beside what the room knows. */
  readonly dress: ItemDress;
}

export class ContentRoom {
  readonly place: RoomPlace;
  readonly questions = new Questions();
  readonly #items = new Map<string, Item>();
  readonly #viewers = new Set<Viewer>();
  /** Where people point, by board and person. */
  readonly #pointers = new Map<string, JsonObject>();
  #shown: string | undefined;
  #named = 0;

  constructor(place: RoomPlace) {
    this.place = place;
  }

  get random(): Random {
    return this.place.random;
  }

  get viewers(): readonly Viewer[] {
    return [...this.#viewers];
  }

  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  get isFull(): boolean {
    // The questions count.
    return this.#items.size + 1 >= MOST_ITEMS;
  }

  /** The item of one kind, or undefined when there is none of that id. */
  deck(id: string): Deck | undefined {
    const item = this.#items.get(id);
    return item instanceof Deck ? item : undefined;
  }

  board(id: string): Board | undefined {
    const item = this.#items.get(id);
    return item instanceof Board ? item : undefined;
  }

  poll(id: string): Poll | undefined {
    const item = this.#items.get(id);
    return item instanceof Poll ? item : undefined;
  }

  /** An id nobody had before. */
  nextId(letter: string): string {
    this.#named += 1;
    return `${letter}${this.#named}`;
  }

  /** Tells somebody all there is, and from then on what changes. */
  begin(viewer: Viewer, rights: readonly string[]): void {
    const { tell } = viewer;
    tell({ on: 'begin', rights });
    tell({ on: 'item', item: { id: QUESTIONS_ID, kind: 'questions', title: 'Questions' } });
    for (const item of this.items) this.#tellItem(item, viewer);
    for (const item of this.items) {
      if (item instanceof Board) for (const event of drawn(item.id, item.strokes)) tell(event);
    }
    for (const pointer of this.#pointers.values()) tell(pointer);
    for (const question of this.questions.all()) tell({ on: 'question', question });
    tell({ on: 'shown', id: this.#shown ?? null });
    tell({ on: 'ready' });
    this.#viewers.add(viewer);
  }

  /** Somebody looks on no more. */
  forget(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    for (const id of this.#items.keys()) this.point(id, { who: viewer.who, by: '' }, undefined);
  }

  /** Puts an item in, or tells everybody how it has changed. False when there is no room for it. */
  put(item: Item): boolean {
    if (!this.#items.has(item.id) && this.isFull) return false;
    this.#items.set(item.id, item);
    for (const viewer of this.#viewers) this.#tellItem(item, viewer);
    return true;
  }

  /** Tells somebody how the polls stand for him. */
  tellPolls(viewer: Viewer): void {
    for (const item of this.items) if (item instanceof Poll) this.#tellItem(item, viewer);
  }

  show(id: string): void {
    this.#shown = id;
    this.tellAll({ on: 'shown', id });
  }

  has(id: string): boolean {
    return id === QUESTIONS_ID || this.#items.has(id);
  }

  /** Takes an item away; false when there is none, or it always stays. */
  remove(id: string): boolean {
    const item = this.#items.get(id);
    if (!item) return false;
    if (item instanceof Deck) item.remove();
    this.#items.delete(id);
    for (const key of [...this.#pointers.keys()]) if (key.startsWith(`${id} `)) this.#pointers.delete(key);
    if (this.#shown === id) this.#shown = undefined;
    this.tellAll({ on: 'gone', id });
    return true;
  }

  /** The stroke's id; undefined when the board is full. */
  draw(board: Board, stroke: NewStroke, author: Author): string | undefined {
    const whole: Stroke = { id: this.nextId('k'), ...author, ...stroke };
    if (!board.draw(whole)) return undefined;
    this.tellDrawn(board.id, [whole]);
    return whole.id;
  }

  tellDrawn(id: string, strokes: readonly Stroke[]): void {
    for (const event of drawn(id, strokes)) this.tellAll(event);
  }

  tellErased(id: string, strokes: readonly string[]): void {
    if (strokes.length > 0) this.tellAll({ on: 'erased', id, strokes });
  }

  /** Where somebody points, told to the others; undefined: nowhere any more. */
  point(id: string, { who, by }: Author, at: { readonly x: number; readonly y: number } | undefined): void {
    const key = `${id} ${who}`;
    if (!at && !this.#pointers.delete(key)) return;
    const event = { on: 'pointer', id, who, by, ...at };
    if (at) this.#pointers.set(key, event);
    for (const viewer of this.#viewers) if (viewer.who !== who) viewer.tell(event);
  }

  tellQuestion(question: Question): void {
    this.tellAll({ on: 'question', question });
  }

  /** Everything is over: no page is served any more. */
  close(): void {
    for (const item of this.items) if (item instanceof Deck) item.remove();
    this.#items.clear();
    this.#pointers.clear();
    this.#shown = undefined;
  }

  tellAll(event: JsonObject): void {
    for (const viewer of [...this.#viewers]) viewer.tell(event);
  }

  #tellItem(item: Item, viewer: Viewer): void {
    viewer.tell({ on: 'item', item: itemObject(item, viewer, this.place.dress) });
  }
}

/** As many events as it takes for each to stay below the length of a frame. */
function drawn(id: string, strokes: readonly Stroke[]): JsonObject[] {
  const groups: Stroke[][] = [];
  let numbers = 0;
  for (const stroke of strokes) {
    const last = groups.at(-1);
    numbers += stroke.points.length;
    if (last && last.length < STROKES_AT_ONCE && numbers <= NUMBERS_AT_ONCE) {
      last.push(stroke);
    } else {
      groups.push([stroke]);
      numbers = stroke.points.length;
    }
  }
  return groups.map((each) => ({ on: 'drawn', id, strokes: each }));
}
