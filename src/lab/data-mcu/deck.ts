/** Slides of a meeting: pages under random URLs, with one key of their own (mission N7). */
import type { Random } from '../../shared/clock.ts';
import type { Author } from './board.ts';
import { encipherPage, newPageKey } from './page-cipher.ts';
import type { ServedPage, SlideStore } from './slide-store.ts';

export interface DeckPlace {
  readonly random: Random;
  readonly store: SlideStore;
  /** What goes out when a page is asked for: the page, or what a tester wants in its place. */
  readonly serve: (bytes: Uint8Array, encipher: (other: Uint8Array) => Uint8Array) => ServedPage;
}

/** Slides, or what has come of them while they are brought. */
export class Deck {
  readonly id: string;
  readonly title: string;
  readonly author: Author | undefined;
  /** 16 bytes. */
  readonly key: Uint8Array;
  readonly #place: DeckPlace;
  readonly #folder: string;
  readonly #paths: string[] = [];
  /** The page the presenters are at. */
  page = 0;

  constructor(id: string, title: string, author: Author | undefined, place: DeckPlace) {
    this.id = id;
    this.title = title;
    this.author = author;
    this.key = newPageKey(place.random);
    this.#place = place;
    this.#folder = place.store.open();
  }

  /** One path for each page, in their order. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  addPage(picture: Uint8Array): void {
    const { store, random, serve } = this.#place;
    const bytes = encipherPage(picture, this.key, random);
    const encipher = (other: Uint8Array) => encipherPage(other, this.key, random);
    this.#paths.push(store.put(this.#folder, () => serve(bytes, encipher), bytes.length));
  }

  /** Its pages are served no more. */
  remove(): void {
    this.#place.store.drop(this.#folder);
    this.key.fill(0);
  }
}
