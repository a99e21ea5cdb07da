/** An item as one person is told of it. docs/protocol/content.md */
import { Board } from './board.ts';
import { Deck } from './deck.ts';
import type { JsonObject } from './frames.ts';
import type { Poll } from './poll.ts';

export type Item = Deck | Board | Poll;

/** Somebody who looks on. */
export interface Viewer {
  /** The entity in the roster. */
  readonly who: string;
  readonly mayPresent: boolean;
  tell(event: JsonObject): void;
}

/** What stands in an item's object and is no matter of the item itself. */
export interface ItemDress {
  /** The URL of a page's path. */
  readonly urlOf: (path: string) => string;
  /** The key as it is told. */
  readonly keyOf: (key: Uint8Array) => Uint8Array;
}

export function itemObject(item: Item, viewer: Pick<Viewer, 'who' | 'mayPresent'>, dress: ItemDress): JsonObject {
  const { id, author } = item;
  if (item instanceof Board) return { id, kind: 'whiteboard', title: item.title, ...author };
  if (item instanceof Deck) {
    const key = Buffer.from(dress.keyOf(item.key)).toString('base64');
    const pages = item.paths.map(dress.urlOf);
    return { id, kind: 'slides', title: item.title, ...author, page: item.page, key, pages };
  }
  const { question, choices, isOpen, shows } = item;
  const own = item.voteOf(viewer.who);
  return {
    id,
    kind: 'poll',
    question,
    choices,
    open: isOpen,
    shows,
    ...author,
    ...(own === undefined ? {} : { own }),
    ...(viewer.mayPresent || shows ? { votes: item.count() } : {}),
  };
}
