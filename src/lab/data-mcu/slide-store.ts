/** Enciphered pages of one company under paths that nobody can guess, as its Web Components Server has them (mission N7). */
import type { Random } from '../../shared/clock.ts';

/** In a URL as clients see it; paths are compared without regard to case. */
const SLIDE_FOLDER = '/DataCollab';

const NAME_BYTES = 16;
/** All pages of one company together. */
const MOST_BYTES = 512 * 1024 * 1024;

/** What goes out for a page at the moment its URL is asked for. */
export type StoredPage = () => ServedPage;

export interface ServedPage {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly delayMs: number;
  /** Filled up to so many bytes with nonsense. */
  readonly paddedTo?: number;
  readonly isCut?: boolean;
  readonly location?: string;
}

export type Found =
  | { readonly kind: 'page'; readonly page: StoredPage }
  /** A folder, or what stands above them: it lists nothing. */
  | { readonly kind: 'folder' | 'nothing' };

export class SlideStore {
  readonly #random: Random;
  readonly #most: number;
  /** By folder, then by page; lower case. */
  readonly #folders = new Map<string, Map<string, StoredPage>>();
  readonly #sizes = new Map<string, number>();

  constructor(random: Random, most = MOST_BYTES) {
    this.#random = random;
    this.#most = most;
  }

  /** Whether a page of so many bytes may still come. */
  hasRoomFor(bytes: number): boolean {
    return [...this.#sizes.values()].reduce((sum, size) => sum + size, bytes) <= this.#most;
  }

  /** A new folder. */
  open(): string {
    const folder = this.#name();
    this.#folders.set(folder, new Map());
    return folder;
  }

  /** The path of a page of so many bytes, served from now on. */
  put(folder: string, page: StoredPage, bytes: number): string {
    const name = this.#name();
    this.#sizes.set(folder, (this.#sizes.get(folder) ?? 0) + bytes);
    this.#folders.get(folder)?.set(name, page);
    return `${SLIDE_FOLDER}/${folder}/${name}`;
  }

  /** Its pages are served no more. */
  drop(folder: string): void {
    this.#folders.delete(folder);
    this.#sizes.delete(folder);
  }

  /** By a path in lower case without a slash at its end; undefined for one that is none of this store's. */
  find(path: string): Found | undefined {
    const [root, folder, page, ...more] = path.slice(1).split('/');
    if (`/${root}` !== SLIDE_FOLDER.toLowerCase()) return undefined;
    if (folder === undefined) return { kind: 'folder' };
    const pages = this.#folders.get(folder);
    if (!pages || more.length > 0) return { kind: 'nothing' };
    if (page === undefined) return { kind: 'folder' };
    const found = pages.get(page);
    return found ? { kind: 'page', page: found } : { kind: 'nothing' };
  }

  #name(): string {
    return Buffer.from(this.#random.bytes(NAME_BYTES)).toString('hex');
  }
}
