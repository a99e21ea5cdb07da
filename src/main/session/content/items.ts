/** What the meeting shows, as the server tells it piece by piece: items, questions, boards, what is on the stage. */
import type { Rights, ServerEvent, WireItem, WireQuestion } from '../../../protocol/content/messages.ts';
import { contentLimits } from '../../../shared/model/meeting-content.ts';
import { type Board, createBoard } from './board.ts';
import { createPages, type Pages, type PagesOptions } from './pages.ts';

export interface HeldItem {
  readonly item: WireItem;
  /** Of a whiteboard. */
  readonly board?: Board;
  /** Of slides. */
  readonly pages?: Pages;
}

export interface ItemsOptions extends PagesOptions {
  readonly isOwn: (who: string | undefined) => boolean;
  /** Counts the changes of all boards of the meeting. */
  readonly nextRevision: () => number;
}

export type ItemEvent = Exclude<ServerEvent, { readonly on: 'begin' | 'rights' | 'ready' | 'bye' }>;

export interface Items {
  rights: Rights;
  readonly shownId: string | undefined;
  readonly questions: ReadonlyMap<string, WireQuestion>;
  /** In the order of their coming. */
  all(): readonly HeldItem[];
  find(id: string): HeldItem | undefined;
  take(event: ItemEvent): void;
  /** Overwrites pages and keys, and forgets the rest. */
  wipe(): void;
}

/** Nothing yet. */
export function createItems(options: ItemsOptions): Items {
  return new Held(options);
}

class Held implements Items {
  rights: Rights = { mayPresent: false, mayDraw: false };
  shownId: string | undefined;
  readonly questions = new Map<string, WireQuestion>();
  readonly #options: ItemsOptions;
  readonly #items = new Map<string, HeldItem>();

  constructor(options: ItemsOptions) {
    this.#options = options;
  }

  all(): readonly HeldItem[] {
    return [...this.#items.values()];
  }

  find(id: string): HeldItem | undefined {
    return this.#items.get(id);
  }

  take(event: ItemEvent): void {
    switch (event.on) {
      case 'item':
        this.#put(event.item);
        break;
      case 'gone':
        this.#remove(event.id);
        break;
      case 'shown':
        this.shownId = event.id;
        this.#prefetch(event.id);
        break;
      case 'page':
        this.#turn(event.id, event.page);
        break;
      case 'question':
        this.#ask(event.question);
        break;
      default:
        this.#drawOn(event);
    }
  }

  wipe(): void {
    for (const id of [...this.#items.keys()]) this.#remove(id);
    this.questions.clear();
  }

  #put(item: WireItem): void {
    const known = this.#items.get(item.id);
    if (!known && this.#items.size >= contentLimits.items) return;
    // One of another kind under the same id is another thing.
    if (known && known.item.kind !== item.kind) this.#remove(item.id);
    const same = known?.item.kind === item.kind ? known : undefined;
    this.#items.set(item.id, { item, ...this.#partsOf(item, same) });
    if (item.id === this.shownId) this.#prefetch(item.id);
  }

  #partsOf(item: WireItem, known: HeldItem | undefined): Omit<HeldItem, 'item'> {
    if (item.kind === 'whiteboard') return { board: known?.board ?? this.#newBoard() };
    if (item.kind !== 'slides') return {};
    if (known?.pages?.isOf(item)) {
      item.key.fill(0);
      return { pages: known.pages };
    }
    known?.pages?.wipe();
    return { pages: createPages(this.#options, item) };
  }

  #newBoard(): Board {
    const { isOwn, nextRevision } = this.#options;
    return createBoard(isOwn, nextRevision);
  }

  #remove(id: string): void {
    const held = this.#items.get(id);
    held?.pages?.wipe();
    held?.board?.wipe();
    this.#items.delete(id);
    if (this.shownId === id) this.shownId = undefined;
  }

  #turn(id: string, page: number): void {
    const held = this.#items.get(id);
    if (held?.item.kind !== 'slides' || page >= held.item.pages.length) return;
    this.#items.set(id, { ...held, item: { ...held.item, page } });
    if (id === this.shownId) this.#prefetch(id);
  }

  /** The page everybody sees, and the one that comes next. */
  #prefetch(id: string | undefined): void {
    const held = id === undefined ? undefined : this.#items.get(id);
    if (held?.item.kind === 'slides') held.pages?.prefetch(held.item.page);
  }

  #ask(question: WireQuestion): void {
    if (this.questions.has(question.id) || this.questions.size < contentLimits.questions) {
      this.questions.set(question.id, question);
    }
  }

  #drawOn(event: Extract<ItemEvent, { readonly on: 'drawn' | 'erased' | 'pointer' }>): void {
    const board = this.#items.get(event.id)?.board;
    if (event.on === 'drawn') board?.draw(event.strokes);
    else if (event.on === 'erased') board?.erase(event.strokes);
    else {
      const pointer = event.at && { ...event.at, by: event.by, isOwn: this.#options.isOwn(event.who) };
      board?.point(event.who, pointer);
    }
  }
}
