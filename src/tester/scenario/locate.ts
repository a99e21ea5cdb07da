/** Where in the text of a JSON file something stands: people mend lines, not paths. */

export interface Located {
  /** The line, from 1, where what has this path begins; of what is around it, where that itself is missing. */
  lineOf(path: string): number;
  /** The line where the text stops being JSON; undefined where it never does. */
  readonly brokenAt: number | undefined;
  /** Members whose name stood in the same object before: of the two, readers take the last. */
  readonly twice: readonly { readonly path: string; readonly line: number }[];
}

/** Deeper than any scenario is; what lies deeper is told by what is around it. */
const MOST_DEPTH = 100;
/** Longer than any place in a scenario is written: what has a longer one is told by what is around it, else a long name would count with each thing in it. */
const MOST_PATH = 500;
/** More are told by nobody. */
const MOST_TWICE = 20;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// The first 32 characters stand in no string of JSON.
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const blank = /[ \t\r\n]*/y;

/** Never throws, whatever the text is. Paths are written as in `problemsOf`. */
export function locate(text: string): Located {
  const scan = new Scan(text.replace(/^\uFEFF/, ''));
  const isWhole = scan.value('', 0) && scan.isAtEnd;
  return {
    lineOf: (path) => scan.lineAt(nearest(scan.places, path)),
    twice: scan.twice.map(({ path, at }) => ({ path, line: scan.lineAt(at) })),
    brokenAt: isWhole || scan.gaveUp ? undefined : scan.lineAt(scan.at),
  };
}

class Scan {
  /** By path, where its value begins; of a member, where its name does. */
  readonly places = new Map<string, number>([['', 0]]);
  readonly twice: { readonly path: string; readonly at: number }[] = [];
  at = 0;
  /** It is deeper than is looked. */
  gaveUp = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#take(blank);
    return this.at === this.#text.length;
  }

  lineAt(offset: number): number {
    return this.#text.slice(0, offset).split('\n').length;
  }

  /** Passes over one value; false where there is none, with `at` where it stopped. Without a path it keeps no place. */
  value(path: string | undefined, depth: number): boolean {
    this.#take(blank);
    if (path !== undefined && !this.places.has(path)) this.places.set(path, this.at);
    const first = this.#text[this.at];
    if (first !== '{' && first !== '[') return this.#take(string) !== '' || this.#take(scalar) !== '';
    this.gaveUp ||= depth >= MOST_DEPTH;
    if (this.gaveUp) return false;
    this.at += 1;
    return first === '{' ? this.#members(path, depth) : this.#items(path, depth);
  }

  #members(path: string | undefined, depth: number): boolean {
    if (this.#sign('}')) return true;
    const names = new Set<string>();
    do {
      this.#take(blank);
      const start = this.at;
      const name = this.#take(string);
      if (name === '') return false;
      const plain = String(JSON.parse(name));
      const member = below(path, `${path === '' ? '' : '.'}${plain}`);
      if (names.has(plain) && this.twice.length < MOST_TWICE)
        this.twice.push({ path: member ?? path ?? '', at: start });
      names.add(plain);
      if (member !== undefined) this.places.set(member, start);
      if (!this.#sign(':') || !this.value(member, depth + 1)) return false;
    } while (this.#sign(','));
    return this.#sign('}');
  }

  #items(path: string | undefined, depth: number): boolean {
    if (this.#sign(']')) return true;
    let count = 0;
    do {
      if (!this.value(below(path, `[${count}]`), depth + 1)) return false;
      count += 1;
    } while (this.#sign(','));
    return this.#sign(']');
  }

  #sign(sign: string): boolean {
    this.#take(blank);
    const isThere = this.#text[this.at] === sign;
    if (isThere) this.at += 1;
    return isThere;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

function below(path: string | undefined, name: string): string | undefined {
  return path === undefined || path.length + name.length > MOST_PATH ? undefined : path + name;
}

function nearest(places: ReadonlyMap<string, number>, path: string): number {
  let known = path;
  while (!places.has(known)) known = known.slice(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['), 0));
  return places.get(known) ?? 0;
}
