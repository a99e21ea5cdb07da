import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardSize, type NewStroke, type Point, strokeTools } from '../../../shared/model/meeting-content.ts';
import { boundsOf, isOn, overlaps, type PathSink, thinned, traceStroke } from './stroke-shape.ts';

function stroke(tool: NewStroke['tool'], points: readonly (readonly [number, number])[]): NewStroke {
  return { tool, colour: 'black', width: 20, points: points.map(([x, y]) => ({ x, y })) };
}

/** Remembers what was traced, and every place that was named. */
function record(): { readonly sink: PathSink; readonly said: string[]; readonly places: Point[] } {
  const said: string[] = [];
  const places: Point[] = [];
  const note = (name: string, ...numbers: number[]) => {
    said.push(`${name} ${numbers.map(Math.round).join(' ')}`);
  };
  const sink: PathSink = {
    moveTo: (x, y) => {
      note('to', x, y);
      places.push({ x, y });
    },
    lineTo: (x, y) => {
      note('line', x, y);
      places.push({ x, y });
    },
    quadraticCurveTo: (throughX, throughY, x, y) => {
      note('curve', throughX, throughY, x, y);
      places.push({ x, y });
    },
    rect: (x, y, width, height) => {
      note('rect', x, y, width, height);
      places.push({ x, y }, { x: x + width, y: y + height });
    },
    ellipse: (x, y, radiusX, radiusY) => {
      note('ellipse', x, y, radiusX, radiusY);
      places.push({ x: x - radiusX, y: y - radiusY }, { x: x + radiusX, y: y + radiusY });
    },
  };
  return { sink, said, places };
}

function traced(shape: NewStroke): readonly string[] {
  const { sink, said } = record();
  traceStroke(shape, sink);
  return said;
}

const place = fc.record({
  x: fc.integer({ min: 0, max: boardSize.width }),
  y: fc.integer({ min: 0, max: boardSize.height }),
});
const anyStroke = fc.record({
  tool: fc.constantFrom(...strokeTools),
  colour: fc.constant('red' as const),
  width: fc.integer({ min: 1, max: 500 }),
  points: fc.array(place, { minLength: 1, maxLength: 60 }),
});

describe('the way of a stroke', () => {
  it('draws each shape from its two ends, whichever comes first', () => {
    expect(
      traced(
        stroke('line', [
          [10, 20],
          [30, 40],
        ]),
      ),
    ).toEqual(['to 10 20', 'line 30 40']);
    expect(
      traced(
        stroke('rectangle', [
          [30, 40],
          [10, 20],
        ]),
      ),
    ).toEqual(['rect 10 20 20 20']);
    expect(
      traced(
        stroke('ellipse', [
          [30, 40],
          [10, 20],
        ]),
      ),
    ).toEqual(['ellipse 20 30 10 10']);
  });

  it('gives an arrow two barbs at its end', () => {
    const [shaft, end, ...barbs] = traced(
      stroke('arrow', [
        [0, 0],
        [1000, 0],
      ]),
    );
    expect([shaft, end]).toEqual(['to 0 0', 'line 1000 0']);
    expect(barbs.filter((part) => part === 'to 1000 0')).toHaveLength(2);
  });

  it('rounds the corners of a pen, and ends where the hand was lifted', () => {
    expect(
      traced(
        stroke('pen', [
          [0, 0],
          [100, 0],
          [100, 100],
        ]),
      ),
    ).toEqual(['to 0 0', 'curve 0 0 50 0', 'curve 100 0 100 50', 'line 100 100']);
  });

  it('makes a dot of a single point, and nothing of none', () => {
    expect(traced(stroke('pen', [[5, 5]]))).toEqual(['to 5 5', 'line 5 5']);
    expect(traced(stroke('pen', []))).toEqual([]);
  });

  it('stays within its bounds, whatever the stroke', () => {
    fc.assert(
      fc.property(anyStroke, (shape) => {
        const { sink, places } = record();
        traceStroke(shape, sink);
        const box = boundsOf(shape);
        return places.every(({ x, y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
      }),
    );
  });
});

describe('what lies under a place', () => {
  it.each<[NewStroke['tool'], Point, boolean]>([
    ['line', { x: 500, y: 500 }, true],
    ['line', { x: 500, y: 800 }, false],
    ['rectangle', { x: 0, y: 500 }, true],
    ['rectangle', { x: 500, y: 500 }, false],
    ['ellipse', { x: 500, y: 0 }, true],
    ['ellipse', { x: 0, y: 0 }, false],
  ])('takes hold of the line of a %s and not of what it goes round: %j', (tool, at, isHit) => {
    expect(
      isOn(
        stroke(tool, [
          [0, 0],
          [1000, 1000],
        ]),
        at,
        50,
      ),
    ).toBe(isHit);
  });

  it('finds a dot', () => {
    expect(isOn(stroke('pen', [[5, 5]]), { x: 40, y: 5 }, 50)).toBe(true);
  });

  it('finds every stroke at its own first point, but for what goes round it', () => {
    fc.assert(
      fc.property(anyStroke, (shape) => {
        const [first = { x: 0, y: 0 }] = shape.points;
        return shape.tool === 'ellipse' || isOn(shape, first, 1);
      }),
    );
  });

  it('knows which boxes share a place', () => {
    const box = { left: 0, top: 0, right: 10, bottom: 10 };
    expect(overlaps(box, { left: 10, top: 10, right: 20, bottom: 20 })).toBe(true);
    expect(overlaps(box, { left: 11, top: 0, right: 20, bottom: 10 })).toBe(false);
  });
});

describe('a thinned way', () => {
  it('drops what lies on a straight line and keeps the corners', () => {
    const way = [0, 1, 2, 3].map((x) => ({ x: x * 100, y: 0 })).concat({ x: 300, y: 300 });
    expect(thinned(way, 5, 100)).toEqual([
      { x: 0, y: 0 },
      { x: 300, y: 0 },
      { x: 300, y: 300 },
    ]);
  });

  it('keeps its ends, its order and its bound, whatever the way', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 300 }), fc.integer({ min: 2, max: 40 }), (way, most) => {
        const thin = thinned(way, 4, most);
        expect(thin.length).toBeLessThanOrEqual(Math.max(most, 2));
        expect(thin[0]).toBe(way[0]);
        expect(thin.at(-1)).toBe(way.at(-1));
        const places = thin.map((point) => way.indexOf(point));
        expect([...places].sort((one, other) => one - other)).toEqual(places);
      }),
    );
  });
});
