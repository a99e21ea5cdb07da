/** The window's copy of one whiteboard: strokes in the order in which they lie, and what each change asks to be painted. */
import type { BoardChanges, Pointer, Stroke } from '../../../shared/model/meeting-content.ts';
import { type Box, boundsOf, isOn } from './stroke-shape.ts';

/** What is to be painted: everything, or what is new on top and where something vanished. */
export type Repaint =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly added: readonly Stroke[]; readonly holes: readonly Box[] };

export interface HeldBoard {
  readonly revision: number;
  readonly pointers: readonly Pointer[];
  /** In the order in which they lie on each other, the topmost last. */
  strokes(): Iterable<Stroke>;
  /** Takes changes over; those that are not newer change nothing. */
  apply(changes: BoardChanges): Repaint;
  /** The topmost stroke at a place, give or take `tolerance`. */
  strokeAt(at: { readonly x: number; readonly y: number }, tolerance: number): Stroke | undefined;
  /** Who drew how many strokes, the most first. */
  authors(): readonly Author[];
}

export interface Author {
  readonly by: string;
  readonly isOwn: boolean;
  readonly count: number;
}

const nothing: Repaint = { kind: 'some', added: [], holes: [] };

/** An empty copy that waits for the whole board. */
export function createHeldBoard(): HeldBoard {
  const held = new Map<string, Stroke>();
  let revision = 0;
  let pointers: readonly Pointer[] = [];

  function remove(id: string): Box | undefined {
    const stroke = held.get(id);
    held.delete(id);
    return stroke && boundsOf(stroke);
  }

  function apply(changes: BoardChanges): Repaint {
    if (changes.revision <= revision && !changes.whole) return nothing;
    revision = changes.revision;
    pointers = changes.pointers;
    if (changes.whole) held.clear();
    // A stroke that is there already comes up to the top, so its old place is painted anew as well.
    const holes = [...changes.removed, ...changes.strokes.map(({ id }) => id)].flatMap((id) => remove(id) ?? []);
    for (const stroke of changes.strokes) held.set(stroke.id, stroke);
    return changes.whole ? { kind: 'all' } : { kind: 'some', added: changes.strokes, holes };
  }

  function authors(): readonly Author[] {
    const counts = new Map<string, Author>();
    for (const { by, isOwn } of held.values()) {
      const key = `${isOwn} ${by}`;
      counts.set(key, { by, isOwn, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    return [...counts.values()].sort((one, other) => other.count - one.count);
  }

  return {
    get revision() {
      return revision;
    },
    get pointers() {
      return pointers;
    },
    strokes: () => held.values(),
    apply,
    strokeAt: (at, tolerance) => [...held.values()].findLast((stroke) => isOn(stroke, at, tolerance)),
    authors,
  };
}
