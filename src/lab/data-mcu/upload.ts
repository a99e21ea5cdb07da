/** Slides on their way up: pages one after the other, each followed by its bytes. docs/protocol/content.md */
import type { Author } from './board.ts';
import type { ContentRoom } from './content-room.ts';
import { Deck } from './deck.ts';
import { idIn, textIn, wholeIn, wordIn } from './fields.ts';
import type { JsonObject } from './frames.ts';
import type { Reply } from './requests.ts';

const MOST_PAGES = 500;
const PAGE_BYTES = 8 * 1024 * 1024;
const LONGEST_CHUNK = 65_536;
const TITLE = 200;
const TYPES = ['image/png', 'image/jpeg'] as const;

/** How files of the two types begin. */
const BEGINNINGS: Readonly<Record<(typeof TYPES)[number], readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

interface Coming {
  readonly n: number;
  readonly type: (typeof TYPES)[number];
  readonly bytes: number;
  /** What it was answered already; its bytes follow all the same and are thrown away. */
  readonly refused: boolean;
  readonly chunks: Uint8Array[];
  got: number;
}

/** A page whose bytes are all there is answered now. */
export interface Arrived {
  readonly n: number;
  readonly reply: Reply;
}

/** The uploads of one connection: one at a time. */
export class Uploads {
  readonly #room: ContentRoom;
  readonly #author: Author;
  #named = 0;
  #open: { readonly id: string; readonly pages: number; readonly deck: Deck } | undefined;
  #coming: Coming | undefined;

  constructor(room: ContentRoom, author: Author) {
    this.#room = room;
    this.#author = author;
  }

  /** Whether the next frame must hold bytes. */
  get expectsBytes(): boolean {
    return this.#coming !== undefined;
  }

  begin(asked: JsonObject): Reply {
    const [title, pages] = [textIn(asked, 'title', TITLE), wholeIn(asked, 'pages', 1, MOST_PAGES)];
    if (title === undefined || pages === undefined) return { ok: false, error: 'bad' };
    if (this.#open) return { ok: false, error: 'busy' };
    if (this.#room.isFull) return { ok: false, error: 'full' };
    this.#named += 1;
    const deck = new Deck(this.#room.nextId('s'), title, this.#author, this.#room.place);
    this.#open = { id: `u${this.#named}`, pages, deck };
    return { ok: true, more: { upload: this.#open.id } };
  }

  /** The next page is announced: its answer follows its bytes, unless it is refused here. Undefined: bytes nobody could await. */
  announce(asked: JsonObject, n: number, mayPresent: boolean): Reply | 'later' | undefined {
    const [type, bytes] = [wordIn(asked, 'type', TYPES), wholeIn(asked, 'bytes', 1, PAGE_BYTES)];
    if (bytes === undefined) return undefined;
    const isKnown = this.#open !== undefined && idIn(asked, 'upload') === this.#open.id;
    const isNext = wholeIn(asked, 'index', 0, MOST_PAGES) === this.#open?.deck.paths.length;
    const hasRoom = this.#room.place.store.hasRoomFor(bytes);
    const isFine = mayPresent && isKnown && isNext && hasRoom && type !== undefined;
    this.#coming = { n, type: type ?? 'image/png', bytes, refused: !isFine, chunks: [], got: 0 };
    if (isFine) return 'later';
    if (!mayPresent || !isKnown) return { ok: false, error: mayPresent ? 'gone' : 'forbidden' };
    return { ok: false, error: hasRoom ? 'bad' : 'full' };
  }

  /** Bytes of the page that was announced; 'fault' when nobody announced them. */
  take(bytes: Uint8Array): Arrived | 'more' | 'fault' {
    const coming = this.#coming;
    if (!coming || bytes.length < 1 || bytes.length > LONGEST_CHUNK) return 'fault';
    coming.got += bytes.length;
    if (coming.got > coming.bytes) return 'fault';
    if (!coming.refused) coming.chunks.push(Uint8Array.from(bytes));
    if (coming.got < coming.bytes) return 'more';
    this.#coming = undefined;
    return coming.refused ? 'more' : { n: coming.n, reply: this.#arrived(coming) };
  }

  drop(asked: JsonObject): Reply {
    if (!this.#open || idIn(asked, 'upload') !== this.#open.id) return { ok: false, error: 'gone' };
    this.forget();
    return { ok: true };
  }

  /** Forgets what has come of slides that are not whole. */
  forget(): void {
    this.#open?.deck.remove();
    this.#open = undefined;
    this.#coming = undefined;
  }

  #arrived({ type, chunks }: Coming): Reply {
    const picture = Buffer.concat(chunks);
    const isPicture = BEGINNINGS[type].every((byte, at) => picture[at] === byte);
    if (!this.#open || !isPicture) return { ok: false, error: 'bad' };
    const { deck, pages } = this.#open;
    deck.addPage(picture);
    if (deck.paths.length < pages) return { ok: true };
    this.#open = undefined;
    if (!this.#room.isFull) return { ok: true, after: () => this.#show(deck) };
    // Others were faster.
    deck.remove();
    return { ok: false, error: 'full' };
  }

  #show(deck: Deck): void {
    if (this.#room.put(deck)) this.#room.show(deck.id);
  }
}
