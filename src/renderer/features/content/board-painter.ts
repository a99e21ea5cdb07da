/** Paints strokes on a canvas, and of a change only what changed. Sizes of the canvas are real pixels, so that it is crisp at any zoom. */
import { boardSize, type NewStroke, type StrokeColour } from '../../../shared/model/meeting-content.ts';
import type { Repaint } from './held-board.ts';
import { type Box, boundsOf, overlaps, type PathSink, traceStroke } from './stroke-shape.ts';

/** The part of a canvas context that is used; `Path` is what `stroke` takes. */
export interface Brush<Path> {
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: unknown;
  lineJoin: unknown;
  globalAlpha: number;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
  stroke(path: Path): void;
  save(): void;
  restore(): void;
  beginPath(): void;
  rect(x: number, y: number, width: number, height: number): void;
  clip(): void;
}

export type Shades = Readonly<Record<StrokeColour, string>>;

export interface Surface<Path> {
  readonly brush: Brush<Path>;
  /** Real pixels from one side to the other. */
  readonly pixels: number;
  readonly shades: Shades;
}

export interface Painter<Path> {
  /** Paints what a change asks for. `all` gives the whole board as it is now. */
  paint(surface: Surface<Path>, repaint: Repaint, all: () => Iterable<NewStroke>): void;
  wipe(surface: Surface<Path>): void;
  /** Paints strokes until about so many points are done; true when none are left. */
  paintNext(surface: Surface<Path>, strokes: Iterator<NewStroke>, points: number): boolean;
  /** Wipes the surface and paints these alone. */
  paintOnly(surface: Surface<Path>, strokes: Iterable<NewStroke>): void;
}

/** The box grown to whole pixels: a part of a pixel would leave a seam in the strokes that cross its edge. */
function onPixels(box: Box, factor: number): Box {
  return {
    left: Math.floor(box.left * factor) / factor,
    top: Math.floor(box.top * factor) / factor,
    right: Math.ceil(box.right * factor) / factor,
    bottom: Math.ceil(box.bottom * factor) / factor,
  };
}

const markerAlpha = 0.4;
const whole: Box = { left: 0, top: 0, right: boardSize.width, bottom: boardSize.height };

/** Makes a painter. The way of each stroke is built once and kept as long as the stroke is. */
export function createPainter<Path extends PathSink & object>(newPath: () => Path): Painter<Path> {
  const paths = new WeakMap<NewStroke, Path>();

  function pathOf(stroke: NewStroke): Path {
    const known = paths.get(stroke);
    if (known) return known;
    const path = newPath();
    traceStroke(stroke, path);
    paths.set(stroke, path);
    return path;
  }

  function paintStroke({ brush, shades }: Surface<Path>, stroke: NewStroke): void {
    const isMarker = stroke.tool === 'highlighter';
    brush.strokeStyle = shades[stroke.colour];
    brush.lineWidth = stroke.width;
    brush.lineCap = isMarker ? 'butt' : 'round';
    brush.lineJoin = 'round';
    brush.globalAlpha = isMarker ? markerAlpha : 1;
    brush.stroke(pathOf(stroke));
  }

  /** The board's units fill the canvas, whatever its size. */
  function scale({ brush, pixels }: Surface<Path>): void {
    const factor = pixels / boardSize.width;
    brush.setTransform(factor, 0, 0, factor, 0, 0);
  }

  function refill(surface: Surface<Path>, hole: Box, all: () => Iterable<NewStroke>): void {
    const { brush } = surface;
    const box = onPixels(hole, surface.pixels / boardSize.width);
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    brush.save();
    brush.beginPath();
    brush.rect(box.left, box.top, width, height);
    brush.clip();
    brush.clearRect(box.left, box.top, width, height);
    for (const stroke of all()) if (overlaps(boundsOf(stroke), box)) paintStroke(surface, stroke);
    brush.restore();
  }

  function wipe(surface: Surface<Path>): void {
    scale(surface);
    surface.brush.clearRect(whole.left, whole.top, whole.right, whole.bottom);
  }

  function paintOnly(surface: Surface<Path>, strokes: Iterable<NewStroke>): void {
    wipe(surface);
    for (const stroke of strokes) paintStroke(surface, stroke);
  }

  function paintNext(surface: Surface<Path>, strokes: Iterator<NewStroke>, points: number): boolean {
    scale(surface);
    for (let left = points; left > 0; ) {
      const { done, value } = strokes.next();
      if (done) return true;
      paintStroke(surface, value);
      left -= value.points.length;
    }
    return false;
  }

  return {
    wipe,
    paintNext,
    paintOnly,
    paint(surface, repaint, all) {
      if (repaint.kind === 'all') {
        paintOnly(surface, all());
        return;
      }
      scale(surface);
      // Where something vanished all is painted again, what is new with it; the rest of what is new goes on top.
      for (const hole of repaint.holes) refill(surface, hole, all);
      for (const stroke of repaint.added) {
        if (repaint.holes.length === 0) paintStroke(surface, stroke);
        else refill(surface, boundsOf(stroke), all);
      }
    },
  };
}
