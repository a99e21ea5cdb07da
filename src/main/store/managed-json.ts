/** JSON (RFC 8259) that an administrator wrote by hand: its value, the line of each part, and where it stops being JSON. Pure. */

export type ManagedJson =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      /** By path, such as `settings.links.1`; the whole is the empty path. Lines count from 1. */
      readonly lines: ReadonlyMap<string, number>;
      /** Paths that one object has twice: nobody can tell which was meant. */
      readonly twice: readonly string[];
    }
  | { readonly kind: 'not-json' | 'too-deep'; readonly line: number };

/** What is meant goes five deep. */
const deepest = 12;

const space = /[ \t\n\r]*/y;
const text = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const plain = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/y;

/** Reads a text of bounded length in one pass. */
export function readManagedJson(source: string): ManagedJson {
  const places = new Places(source);
  const trouble = places.value('', 0) ?? places.end();
  if (trouble) return { kind: trouble, line: places.line };
  return { kind: 'value', value: JSON.parse(source), lines: places.lines, twice: places.twice };
}

type Trouble = 'not-json' | 'too-deep' | undefined;

/** Walks over the text; each method returns why it cannot go on. */
class Places {
  readonly lines = new Map<string, number>();
  readonly twice: string[] = [];
  line = 1;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  value(path: string, depth: number): Trouble {
    this.#skip();
    this.lines.set(path, this.line);
    if (depth > deepest) return 'too-deep';
    if (this.#take('{')) return this.#members(path, depth);
    if (this.#take('[')) return this.#items(path, depth);
    return this.#match(text) !== undefined || this.#match(plain) !== undefined ? undefined : 'not-json';
  }

  end(): Trouble {
    this.#skip();
    return this.#at === this.#source.length ? undefined : 'not-json';
  }

  #members(path: string, depth: number): Trouble {
    if (this.#take('}')) return undefined;
    const names = new Set<string>();
    do {
      this.#skip();
      const quoted = this.#match(text);
      if (quoted === undefined) return 'not-json';
      const name = JSON.parse(quoted) as string;
      const below = path === '' ? name : `${path}.${name}`;
      if (names.has(name)) this.twice.push(below);
      names.add(name);
      if (!this.#take(':')) return 'not-json';
      const trouble = this.value(below, depth + 1);
      if (trouble) return trouble;
    } while (this.#take(','));
    return this.#take('}') ? undefined : 'not-json';
  }

  #items(path: string, depth: number): Trouble {
    if (this.#take(']')) return undefined;
    let index = 0;
    do {
      const trouble = this.value(`${path}.${index}`, depth + 1);
      if (trouble) return trouble;
      index += 1;
    } while (this.#take(','));
    return this.#take(']') ? undefined : 'not-json';
  }

  #take(sign: string): boolean {
    this.#skip();
    if (this.#source[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    for (const sign of this.#match(space) ?? '') if (sign === '\n') this.line += 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}
