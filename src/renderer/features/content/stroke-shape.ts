/** What a stroke looks like, in the board's own units: its way, its bounds, and whether a place lies on it. Pure. */
import type { NewStroke, Point } from '../../../shared/model/meeting-content.ts';

/** The part of a canvas path that is used; a Path2D is one. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(throughX: number, throughY: number, x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  ellipse(x: number, y: number, radiusX: number, radiusY: number, turn: number, from: number, to: number): void;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Shape = Pick<NewStroke, 'tool' | 'points' | 'width'>;

/** Half the angle between an arrow's two barbs. */
const barbAngle = Math.PI / 7;
const fullTurn = 2 * Math.PI;

/** Puts the stroke's way into a path. A stroke without points leaves it empty. */
export function traceStroke(stroke: Shape, path: PathSink): void {
  const [first, ...rest] = stroke.points;
  const last = rest.at(-1) ?? first;
  if (!first || !last) return;
  switch (stroke.tool) {
    case 'pen':
    case 'highlighter':
      traceWay(first, rest, path);
      return;
    case 'line':
      traceLine(first, last, path);
      return;
    case 'arrow':
      traceLine(first, last, path);
      traceBarbs(first, last, { width: stroke.width, path });
      return;
    case 'rectangle':
      path.rect(
        Math.min(first.x, last.x),
        Math.min(first.y, last.y),
        Math.abs(last.x - first.x),
        Math.abs(last.y - first.y),
      );
      return;
    case 'ellipse': {
      const [radiusX, radiusY] = [Math.abs(last.x - first.x) / 2, Math.abs(last.y - first.y) / 2];
      path.ellipse((first.x + last.x) / 2, (first.y + last.y) / 2, radiusX, radiusY, 0, 0, fullTurn);
    }
  }
}

function traceLine(from: Point, to: Point, path: PathSink): void {
  path.moveTo(from.x, from.y);
  path.lineTo(to.x, to.y);
}

/** Through the middles between the points, each point pulling the line to itself: no corners where the hand made none. */
function traceWay(first: Point, rest: readonly Point[], path: PathSink): void {
  path.moveTo(first.x, first.y);
  let before = first;
  for (const point of rest) {
    path.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
    before = point;
  }
  // A single point is a dot: a line of no length, round at both ends.
  path.lineTo(before.x, before.y);
}

function traceBarbs(from: Point, to: Point, head: { readonly width: number; readonly path: PathSink }): void {
  const length = barbLength(head.width);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  for (const side of [angle + barbAngle, angle - barbAngle]) {
    head.path.moveTo(to.x, to.y);
    head.path.lineTo(to.x - length * Math.cos(side), to.y - length * Math.sin(side));
  }
}

function barbLength(width: number): number {
  return 150 + 3 * width;
}

/** Strokes never change, so each is measured once. */
const measured = new WeakMap<Shape, Box>();

/** The box around all that is painted of a stroke. */
export function boundsOf(stroke: Shape): Box {
  const known = measured.get(stroke);
  if (known) return known;
  const box = measure(stroke);
  measured.set(stroke, box);
  return box;
}

function measure(stroke: Shape): Box {
  const reach = stroke.width / 2 + (stroke.tool === 'arrow' ? barbLength(stroke.width) : 0) + 1;
  let box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of stroke.points) {
    box = {
      left: Math.min(box.left, x - reach),
      top: Math.min(box.top, y - reach),
      right: Math.max(box.right, x + reach),
      bottom: Math.max(box.bottom, y + reach),
    };
  }
  return box;
}

/** True where two boxes share a place. */
export function overlaps(one: Box, other: Box): boolean {
  return one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
}

/** Whether a place lies on the stroke, give or take `tolerance` of the board's units. */
export function isOn(stroke: Shape, at: Point, tolerance: number): boolean {
  const reach = Math.max(stroke.width / 2, tolerance);
  const box = boundsOf(stroke);
  if (!overlaps(box, { left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach }))
    return false;
  const way = wayOf(stroke);
  return way.some((point, index) => distance(at, way[index - 1] ?? point, point) <= reach);
}

/** The stroke as corners, close enough to be hit. */
function wayOf(stroke: Shape): readonly Point[] {
  const [first] = stroke.points;
  const last = stroke.points.at(-1);
  if (!first || !last) return [];
  if (stroke.tool === 'rectangle') {
    return [first, { x: last.x, y: first.y }, last, { x: first.x, y: last.y }, first];
  }
  if (stroke.tool !== 'ellipse') return stroke.points;
  const corners = 48;
  return Array.from({ length: corners + 1 }, (_, index) => {
    const turn = (fullTurn * index) / corners;
    return {
      x: (first.x + last.x) / 2 + (Math.abs(last.x - first.x) / 2) * Math.cos(turn),
      y: (first.y + last.y) / 2 + (Math.abs(last.y - first.y) / 2) * Math.sin(turn),
    };
  });
}

/** From a place to the nearest one of a straight line between two others. */
function distance(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / square));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}

/**
 * The same way with fewer points: none strays further than `tolerance`, which grows until at most `most` are left (Ramer, Douglas and
 * Peucker). The ends stay.
 */
export function thinned(points: readonly Point[], tolerance: number, most: number): readonly Point[] {
  let kept = simplified(points, tolerance);
  for (let wider = 2 * tolerance; kept.length > most; wider *= 2) kept = simplified(points, wider);
  return kept;
}

function simplified(points: readonly Point[], tolerance: number): readonly Point[] {
  const keep = new Set([0, points.length - 1]);
  // A stack and no recursion: a way of thousands of points may be as deep as it is long.
  const spans: (readonly [number, number])[] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const far = farthest(points, from, to);
    if (far.distance <= tolerance) continue;
    keep.add(far.index);
    spans.push([from, far.index], [far.index, to]);
  }
  return points.filter((_, index) => keep.has(index));
}

function farthest(points: readonly Point[], from: number, to: number): { index: number; distance: number } {
  const [start, end] = [points[from], points[to]];
  let found = { index: from, distance: 0 };
  if (!start || !end) return found;
  for (let index = from + 1; index < to; index += 1) {
    const point = points[index];
    const away = point ? distance(point, start, end) : 0;
    if (away > found.distance) found = { index, distance: away };
  }
  return found;
}
