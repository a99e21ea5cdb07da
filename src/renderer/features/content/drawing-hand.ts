/** The hand over a whiteboard, led by a pointer or by keys: what it does becomes strokes, erasures and places pointed at. */
import type { NewStroke, Point, Stroke } from '../../../shared/model/meeting-content.ts';
import { draws, isNothing, type Kit, strokeOf } from './board-tools.ts';

export interface HandActions {
  /** Resolves when the board has the stroke, or refused it. */
  draw(stroke: NewStroke): Promise<void>;
  /** Resolves to false when it was refused. */
  erase(stroke: Stroke): Promise<boolean>;
  point(at: Point | undefined): void;
  strokeAt(at: Point): Stroke | undefined;
  /** Called when what is drawn here and not on the board yet became another; asked for when it is painted. */
  show(current: () => readonly NewStroke[]): void;
}

export interface Hand {
  readonly isDown: boolean;
  /** Puts the tool on the board. */
  begin(kit: Kit, at: Point): void;
  /** Moves it; where it is not on the board only a pointer tells. */
  move(kit: Kit, at: Point): void;
  /** Lifts it; resolves to the stroke it left, if any, once it was sent on its way. */
  end(): NewStroke | undefined;
  /** Lifts it and leaves nothing. */
  cancel(): void;
  /** Points nowhere any more. */
  leave(): void;
}

/** A lifted hand. */
export function createHand(actions: HandActions): Hand {
  const pending = new Set<NewStroke>();
  /** As the board holds them: one that comes back by undoing has the same id, and is another. */
  const erased = new WeakSet<Stroke>();
  let down: { readonly kit: Kit; readonly way: Point[] } | undefined;
  let points = false;

  function current(): readonly NewStroke[] {
    const live = down && strokeOf(down.kit, down.way);
    return live ? [...pending, live] : [...pending];
  }

  const show = () => actions.show(current);

  function rub(at: Point): void {
    const stroke = actions.strokeAt(at);
    if (!stroke || erased.has(stroke)) return;
    erased.add(stroke);
    void actions.erase(stroke).then((isGone) => {
      // What was refused may be tried again.
      if (!isGone) erased.delete(stroke);
    });
  }

  function send(stroke: NewStroke): void {
    pending.add(stroke);
    void actions.draw(stroke).finally(() => {
      pending.delete(stroke);
      show();
    });
  }

  return {
    get isDown() {
      return down !== undefined;
    },
    begin(kit, at) {
      down = { kit, way: [at] };
      if (kit.tool === 'eraser') rub(at);
      if (draws(kit.tool)) show();
    },
    move(kit, at) {
      if (kit.tool === 'pointer') {
        points = true;
        actions.point(at);
      }
      if (!down) return;
      down.way.push(at);
      if (down.kit.tool === 'eraser') rub(at);
      if (draws(down.kit.tool)) show();
    },
    end() {
      const stroke = down && strokeOf(down.kit, down.way);
      down = undefined;
      const left = stroke && !isNothing(stroke) ? stroke : undefined;
      if (left) send(left);
      show();
      return left;
    },
    cancel() {
      down = undefined;
      show();
    },
    leave() {
      if (!points) return;
      points = false;
      actions.point(undefined);
    },
  };
}
