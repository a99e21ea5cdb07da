import { describe, expect, it } from 'vitest';
import { boardSize, contentLimits, type Point } from '../../../shared/model/meeting-content.ts';
import { boardKey, firstKit, isNothing, moved, placeIn, strokeOf } from './board-tools.ts';

const key = (name: string, rest: Partial<Parameters<typeof boardKey>[0]> = {}) =>
  boardKey({ key: name, ctrlKey: false, altKey: false, metaKey: false, ...rest });

describe('a place of the board', () => {
  it('is the same whatever size it is drawn in', () => {
    const box = { left: 100, top: 50, width: 400, height: 300 };
    expect(placeIn(box, 300, 200)).toEqual({ x: boardSize.width / 2, y: boardSize.height / 2 });
    expect(placeIn(box, 9999, -5)).toEqual({ x: boardSize.width, y: 0 });
    expect(placeIn({ left: 0, top: 0, width: 0, height: 0 }, 10, 10)).toEqual({
      x: boardSize.width,
      y: boardSize.height,
    });
  });
});

describe('what becomes of a movement', () => {
  const way: readonly Point[] = Array.from({ length: 5000 }, (_, index) => ({ x: index, y: (index * 7919) % 7000 }));

  it('is the two ends of a shape', () => {
    expect(strokeOf({ ...firstKit, tool: 'arrow' }, way)?.points).toEqual([way[0], way.at(-1)]);
  });

  it('is a way of no more points than the board takes', () => {
    const points = strokeOf(firstKit, way)?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(contentLimits.pointsInStroke);
    expect(points.at(-1)).toBe(way.at(-1));
  });

  it('is broader for a marker than for a pen', () => {
    const [pen, marker] = [strokeOf(firstKit, way), strokeOf({ ...firstKit, tool: 'highlighter' }, way)];
    expect(marker?.width).toBeGreaterThan(pen?.width ?? 0);
    expect(marker?.width).toBeLessThanOrEqual(500);
  });

  it('is nothing for the eraser, the pointer, and a shape that goes nowhere', () => {
    expect(strokeOf({ ...firstKit, tool: 'eraser' }, way)).toBeUndefined();
    expect(strokeOf({ ...firstKit, tool: 'pointer' }, way)).toBeUndefined();
    const still = strokeOf({ ...firstKit, tool: 'line' }, [{ x: 1, y: 1 }]);
    const dot = strokeOf(firstKit, [{ x: 1, y: 1 }]);
    expect(still && isNothing(still)).toBe(true);
    expect(dot && isNothing(dot)).toBe(false);
  });
});

describe('the keys of the board', () => {
  it.each([
    ['ArrowUp', 'move'],
    ['Enter', 'press'],
    [' ', 'press'],
    ['Escape', 'stop'],
    ['Tab', undefined],
    ['z', undefined],
    ['constructor', undefined],
  ] as const)('%s means %s', (name, meaning) => {
    expect(key(name)).toBe(meaning);
  });

  it('leaves the commands of the window alone, but for taking back', () => {
    expect(key('z', { ctrlKey: true })).toBe('undo');
    expect(key('z', { metaKey: true })).toBe('undo');
    expect(key('ArrowUp', { ctrlKey: true })).toBeUndefined();
    expect(key('ArrowLeft', { altKey: true })).toBeUndefined();
  });

  it('move the cross, far with Shift, and never off the board', () => {
    expect(moved({ x: 1000, y: 1000 }, 'ArrowRight', false)).toEqual({ x: 1200, y: 1000 });
    expect(moved({ x: 1000, y: 1000 }, 'ArrowDown', true)).toEqual({ x: 1000, y: 2000 });
    expect(moved({ x: 100, y: 100 }, 'ArrowLeft', true)).toEqual({ x: 0, y: 100 });
  });
});
