/** What a person draws with, and what becomes of a movement. Pure. */
import {
  boardSize,
  contentLimits,
  type NewStroke,
  type Point,
  type StrokeColour,
  type StrokeTool,
} from '../../../shared/model/meeting-content.ts';
import { thinned } from './stroke-shape.ts';

export type BoardTool = StrokeTool | 'eraser' | 'pointer';

/** In the board's units. */
export const strokeWidths = { thin: 25, medium: 60, thick: 140 } as const;
export type StrokeWidth = keyof typeof strokeWidths;

export interface Kit {
  readonly tool: BoardTool;
  readonly colour: StrokeColour;
  readonly width: StrokeWidth;
}

export const firstKit: Kit = { tool: 'pen', colour: 'black', width: 'medium' };

/** A marker is broader than the pen that is as thick. */
const markerFactor = 3;
const thinTolerance = 6;

/** True for what leaves a stroke. */
export function draws(tool: BoardTool): tool is StrokeTool {
  return tool !== 'eraser' && tool !== 'pointer';
}

/** A place of the board for one of the element it is drawn in; outside becomes the edge. */
export function placeIn(
  box: { left: number; top: number; width: number; height: number },
  x: number,
  y: number,
): Point {
  return onBoard({
    x: ((x - box.left) / Math.max(1, box.width)) * boardSize.width,
    y: ((y - box.top) / Math.max(1, box.height)) * boardSize.height,
  });
}

/** The nearest place of the board, in whole units. */
function onBoard({ x, y }: Point): Point {
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return { x: within(x, boardSize.width), y: within(y, boardSize.height) };
}

/** The stroke a way becomes: the two ends of a shape, the thinned way of a pen. Undefined where the tool draws none. */
export function strokeOf(kit: Kit, way: readonly Point[]): NewStroke | undefined {
  const [first] = way;
  const last = way.at(-1);
  if (!draws(kit.tool) || !first || !last) return undefined;
  const isFree = kit.tool === 'pen' || kit.tool === 'highlighter';
  return {
    tool: kit.tool,
    colour: kit.colour,
    width: strokeWidths[kit.width] * (kit.tool === 'highlighter' ? markerFactor : 1),
    points: isFree ? thinned(way, thinTolerance, contentLimits.pointsInStroke) : [first, last],
  };
}

/** True where a shape would be nothing to see: both its ends are one place. */
export function isNothing(stroke: NewStroke): boolean {
  const [first] = stroke.points;
  const last = stroke.points.at(-1);
  const isFree = stroke.tool === 'pen' || stroke.tool === 'highlighter';
  return !isFree && first?.x === last?.x && first?.y === last?.y;
}

/** In the board's units: one press of an arrow, and one with Shift. */
const [step, farStep] = [200, 1000];

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a key asks for over a board; undefined for those that are not the board's. */
export function boardKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): 'move' | 'press' | 'stop' | 'undo' | undefined {
  if (event.ctrlKey || event.metaKey) return event.key === 'z' ? 'undo' : undefined;
  if (event.altKey) return undefined;
  if (Object.hasOwn(arrows, event.key)) return 'move';
  if (event.key === 'Enter' || event.key === ' ') return 'press';
  return event.key === 'Escape' ? 'stop' : undefined;
}

/** Where an arrow moves the cross to; with Shift it goes far. */
export function moved(from: Point, key: string, isFar: boolean): Point {
  const [x, y] = arrows[key] ?? [0, 0];
  const length = isFar ? farStep : step;
  return onBoard({ x: from.x + x * length, y: from.y + y * length });
}
