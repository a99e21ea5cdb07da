/** The pages of one document: fetched when somebody wants to see them, deciphered and looked at in memory, overwritten when it ends. */
import { createDecipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireSlides } from '../../../protocol/content/messages.ts';
import { type PictureProblem, readPicture } from '../../../protocol/content/picture.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { contentLimits, type PagePicture, type PageState } from '../../../shared/model/meeting-content.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';

export interface PagesOptions {
  /** The bytes behind an address, at most `contentLimits.pageBytes`. Failures: PAGE_TOO_LARGE, PAGE_UNREACHABLE. */
  readonly download: (url: string, signal: AbortSignal) => Promise<Outcome<Uint8Array>>;
  readonly wall: () => number;
  /** A page's state changed. */
  readonly onChange: () => void;
}

export interface Pages {
  /** The same document told again: what was fetched of it still holds.  */
  isOf(slides: WireSlides): boolean;
  states(): readonly PageState[];
  /** The page's picture. Failures: PAGE_DAMAGED, PAGE_TOO_LARGE, PAGE_STRANGE, PAGE_UNREACHABLE. */
  page(index: number): Promise<Outcome<PagePicture>>;
  /** Begins to fetch a page and the next one, unless they are there, on the way, or were tried. */
  prefetch(index: number): void;
  /** Ends what is on the way, and overwrites pages and key. */
  wipe(): void;
}

/** Pages held at a time: those seen least lately go, overwritten. */
const mostHeld = 12;
const blockLength = 16;

type Entry =
  | { readonly kind: 'loading'; readonly work: Promise<Outcome<PagePicture>> }
  | { readonly kind: 'ready'; readonly picture: PagePicture }
  | { readonly kind: 'damaged'; readonly failure: Failure };

/** Nothing is fetched yet. */
export function createPages(options: PagesOptions, slides: WireSlides): Pages {
  return new HeldPages(options, slides);
}

class HeldPages implements Pages {
  readonly #options: PagesOptions;
  readonly #urls: readonly string[];
  readonly #key: Uint8Array;
  readonly #controller = new AbortController();
  /** Seen last stands last. */
  readonly #entries = new Map<number, Entry>();

  constructor(options: PagesOptions, { pages, key }: WireSlides) {
    this.#options = options;
    this.#urls = pages;
    this.#key = Uint8Array.from(key);
    key.fill(0);
  }

  isOf({ pages, key }: WireSlides): boolean {
    const hasSamePages = pages.length === this.#urls.length && pages.every((url, at) => url === this.#urls[at]);
    return hasSamePages && key.every((byte, at) => byte === this.#key[at]);
  }

  states(): readonly PageState[] {
    return this.#urls.map((_, index) => stateOf(this.#entries.get(index)));
  }

  async page(index: number): Promise<Outcome<PagePicture>> {
    const known = this.#entries.get(index);
    if (known?.kind === 'ready') {
      this.#set(index, known);
      return done(known.picture);
    }
    return known?.kind === 'loading' ? known.work : this.#load(index);
  }

  prefetch(index: number): void {
    for (const wanted of [index, index + 1]) {
      if (wanted < this.#urls.length && !this.#entries.has(wanted)) void this.#load(wanted);
    }
  }

  wipe(): void {
    this.#controller.abort();
    for (const entry of this.#entries.values()) overwrite(entry);
    this.#entries.clear();
    this.#key.fill(0);
  }

  #load(index: number): Promise<Outcome<PagePicture>> {
    const work = this.#fetch(this.#urls[index]).then((outcome) => this.#keep(index, outcome));
    this.#set(index, { kind: 'loading', work });
    this.#options.onChange();
    return work;
  }

  #keep(index: number, outcome: Outcome<PagePicture>): Outcome<PagePicture> {
    if (this.#controller.signal.aborted) {
      if (outcome.ok) outcome.value.bytes.fill(0);
      return this.#fail('CONTENT_GONE');
    }
    this.#set(
      index,
      outcome.ok ? { kind: 'ready', picture: outcome.value } : { kind: 'damaged', failure: outcome.failure },
    );
    this.#options.onChange();
    return outcome;
  }

  async #fetch(url: string | undefined): Promise<Outcome<PagePicture>> {
    if (url === undefined) return this.#fail('CONTENT_GONE');
    const fetched = await this.#options.download(url, this.#controller.signal);
    if (!fetched.ok) return fetched;
    const bytes = decipher(fetched.value, this.#key);
    if (!bytes) return this.#fail('PAGE_DAMAGED');
    const facts = bytes.length > contentLimits.pageBytes ? 'too-large' : readPicture(bytes, crc32);
    if (typeof facts !== 'string') return done({ bytes, ...facts });
    bytes.fill(0);
    return this.#fail(codes[facts]);
  }

  /** Puts it last, and lets the one seen least lately go. What is on the way stays. */
  #set(index: number, entry: Entry): void {
    this.#entries.delete(index);
    this.#entries.set(index, entry);
    const ready = [...this.#entries].filter(([, held]) => held.kind === 'ready');
    for (const [old, held] of ready.slice(0, Math.max(0, ready.length - mostHeld))) {
      overwrite(held);
      this.#entries.delete(old);
    }
  }

  #fail(code: FailureCode): Outcome<never> {
    return failed({ code, at: this.#options.wall() });
  }
}

const codes: Readonly<Record<PictureProblem, FailureCode>> = {
  strange: 'PAGE_STRANGE',
  damaged: 'PAGE_DAMAGED',
  'too-large': 'PAGE_TOO_LARGE',
};

function stateOf(entry: Entry | undefined): PageState {
  if (!entry) return { kind: 'waiting' };
  return entry.kind === 'damaged' ? entry : { kind: entry.kind };
}

function overwrite(entry: Entry): void {
  if (entry.kind === 'ready') entry.picture.bytes.fill(0);
}

/** AES-128-CBC with the IV in front; undefined when length or padding are wrong. What is left of the work is overwritten. */
function decipher(sent: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (sent.length < 2 * blockLength || sent.length % blockLength !== 0) return undefined;
  const cipher = createDecipheriv('aes-128-cbc', key, sent.subarray(0, blockLength));
  const parts: Buffer[] = [];
  try {
    parts.push(cipher.update(sent.subarray(blockLength)));
    parts.push(cipher.final());
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  } catch {
    return undefined;
  } finally {
    for (const part of parts) part.fill(0);
  }
}
