/** One whiteboard: its strokes in the order in which they lie, and what changed since any revision. Bounded in every direction. */
import type { WireStroke } from '../../../protocol/content/messages.ts';
import { type BoardChanges, contentLimits, type Pointer, type Stroke } from '../../../shared/model/meeting-content.ts';

/** Removals remembered; who asks about older ones gets the whole board. */
const mostRemovals = 4000;

export interface Board {
  readonly revision: number;
  readonly strokeCount: number;
  /** Puts strokes on top; one that is there already moves up. Beyond the bound the newest are left out. */
  draw(strokes: readonly WireStroke[]): void;
  erase(ids: readonly string[]): void;
  /** Where somebody points; without a place, nowhere any more. */
  point(who: string, pointer: Pointer | undefined): void;
  changesSince(revision: number): BoardChanges;
  /** Forgets everything. */
  wipe(): void;
}

interface Held {
  readonly stroke: Stroke;
  readonly revision: number;
}

/**
 * An empty board, so that "since 0" is always the whole. `next` counts its revisions, each greater than any before: shared with the board whose
 * place it takes, so that whoever holds a copy of that one is told the whole.
 */
export function createBoard(isOwn: (who: string | undefined) => boolean, next: () => number = counter()): Board {
  const strokes = new Map<string, Held>();
  const pointers = new Map<string, Pointer>();
  let removals: { readonly id: string; readonly revision: number }[] = [];
  let revision = next();
  /** What happened up to here is not known one by one. */
  let floor = revision;

  function forgetOldRemovals(): void {
    if (removals.length <= mostRemovals) return;
    const dropped = removals.splice(0, removals.length - mostRemovals);
    floor = dropped.at(-1)?.revision ?? floor;
  }

  return {
    get revision() {
      return revision;
    },
    get strokeCount() {
      return strokes.size;
    },
    draw(drawn) {
      revision = next();
      for (const { who, by = '', ...stroke } of drawn) {
        strokes.delete(stroke.id);
        if (strokes.size >= contentLimits.strokes) continue;
        strokes.set(stroke.id, { stroke: { ...stroke, by, isOwn: isOwn(who) }, revision });
      }
    },
    erase(ids) {
      revision = next();
      for (const id of ids) if (strokes.delete(id)) removals.push({ id, revision });
      forgetOldRemovals();
    },
    point(who, pointer) {
      if (pointer ? pointers.size >= contentLimits.pointers && !pointers.has(who) : !pointers.has(who)) return;
      revision = next();
      if (pointer) pointers.set(who, pointer);
      else pointers.delete(who);
    },
    changesSince(since) {
      const whole = since < floor || since > revision;
      const from = whole ? 0 : since;
      return {
        revision,
        whole,
        strokes: [...strokes.values()].filter((held) => held.revision > from).map(({ stroke }) => stroke),
        removed: whole ? [] : [...new Set(removals.filter((one) => one.revision > from).map(({ id }) => id))],
        pointers: [...pointers.values()],
      };
    },
    wipe() {
      strokes.clear();
      pointers.clear();
      removals = [];
    },
  };
}

function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}
