/** A whiteboard as the server keeps it: strokes, and what can be undone. docs/protocol/content.md */

import { wholeIn, wholesIn, wordIn } from './fields.ts';
import type { JsonObject } from './frames.ts';

export const BOARD = { width: 10_000, height: 7500 } as const;
export const MOST_STROKES = 2000;
const MOST_POINTS = 2000;
const MOST_REMEMBERED = 2000;

const TOOLS = ['pen', 'highlighter', 'line', 'arrow', 'rectangle', 'ellipse'] as const;
const COLOURS = ['black', 'red', 'blue', 'green', 'orange', 'purple', 'yellow', 'grey'] as const;
const WAYS: ReadonlySet<string> = new Set(['pen', 'highlighter']);

/** Who did something: the entity in the roster, and the name. */
export interface Author {
  readonly who: string;
  readonly by: string;
}

export interface NewStroke {
  readonly tool: (typeof TOOLS)[number];
  readonly colour: (typeof COLOURS)[number];
  readonly width: number;
  /** x, y, x, y, … */
  readonly points: readonly number[];
}

export interface Stroke extends NewStroke, Author {
  readonly id: string;
}

/** One thing somebody did to a board. */
interface Deed {
  readonly who: string;
  readonly kind: 'drew' | 'removed';
  readonly strokes: readonly Stroke[];
}

/** What an undo changed. */
export interface Undone {
  readonly drawn: readonly Stroke[];
  readonly erased: readonly string[];
}

/** A stroke a client sent; undefined when it is none. */
export function readStroke(object: JsonObject): NewStroke | undefined {
  const tool = wordIn(object, 'tool', TOOLS);
  const colour = wordIn(object, 'colour', COLOURS);
  const width = wholeIn(object, 'width', 1, 500);
  const points = wholesIn(object, 'points', 2 * MOST_POINTS, BOARD.width);
  if (!tool || !colour || width === undefined || !points || points.length < 2 || points.length % 2 !== 0)
    return undefined;
  const isInside = points.every((value, index) => index % 2 === 0 || value <= BOARD.height);
  if (!isInside || (!WAYS.has(tool) && points.length !== 4)) return undefined;
  return { tool, colour, width, points };
}

export class Board {
  readonly id: string;
  readonly title: string;
  readonly author: Author | undefined;
  readonly #strokes = new Map<string, Stroke>();
  readonly #deeds: Deed[] = [];

  constructor(id: string, title: string, author: Author | undefined) {
    this.id = id;
    this.title = title;
    this.author = author;
  }

  /** In the order in which they lie on each other. */
  get strokes(): readonly Stroke[] {
    return [...this.#strokes.values()];
  }

  /** False when the board is full. */
  draw(stroke: Stroke): boolean {
    if (this.#strokes.size >= MOST_STROKES) return false;
    this.#strokes.set(stroke.id, stroke);
    this.#remember({ who: stroke.who, kind: 'drew', strokes: [stroke] });
    return true;
  }

  strokeOf(id: string): Stroke | undefined {
    return this.#strokes.get(id);
  }

  /** The ids that are gone by it. */
  erase(who: string, id: string): readonly string[] {
    const stroke = this.#strokes.get(id);
    return stroke ? this.#removeAll(who, [stroke]) : [];
  }

  clear(who: string): readonly string[] {
    return this.#removeAll(who, this.strokes);
  }

  /** Takes back the last thing this person did here that still stands. */
  undo(who: string): Undone {
    const at = this.#deeds.findLastIndex((deed) => deed.who === who);
    const [deed] = at < 0 ? [] : this.#deeds.splice(at, 1);
    if (!deed) return { drawn: [], erased: [] };
    if (deed.kind === 'drew') {
      const erased = deed.strokes.filter(({ id }) => this.#strokes.delete(id)).map(({ id }) => id);
      return { drawn: [], erased };
    }
    const drawn = deed.strokes.slice(0, MOST_STROKES - this.#strokes.size);
    for (const stroke of drawn) this.#strokes.set(stroke.id, stroke);
    return { drawn, erased: [] };
  }

  #removeAll(who: string, strokes: readonly Stroke[]): readonly string[] {
    for (const { id } of strokes) this.#strokes.delete(id);
    if (strokes.length > 0) this.#remember({ who, kind: 'removed', strokes });
    return strokes.map(({ id }) => id);
  }

  #remember(deed: Deed): void {
    this.#deeds.push(deed);
    if (this.#deeds.length > MOST_REMEMBERED) this.#deeds.shift();
  }
}
