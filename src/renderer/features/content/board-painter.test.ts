import { describe, expect, it } from 'vitest';
import { boardSize, type NewStroke, strokeColours } from '../../../shared/model/meeting-content.ts';
import { createCoat } from './board-coat.ts';
import { type Brush, createPainter, type Shades, type Surface } from './board-painter.ts';
import { boundsOf, type PathSink } from './stroke-shape.ts';

/** The shade of a colour is its name. */
const shades = Object.fromEntries(strokeColours.map((colour) => [colour, colour])) as Shades;

interface Path extends PathSink {
  readonly steps: number[];
}

function setUp(pixels: number = boardSize.width) {
  const done: string[] = [];
  let built = 0;
  const newPath = (): Path => {
    built += 1;
    const steps: number[] = [];
    const step = (x: number) => {
      steps.push(x);
    };
    return { steps, moveTo: step, lineTo: step, quadraticCurveTo: step, rect: step, ellipse: step };
  };
  const brush: Brush<Path> = {
    strokeStyle: '',
    lineWidth: 0,
    lineCap: '',
    lineJoin: '',
    globalAlpha: 1,
    setTransform: (a) => {
      done.push(`scale ${a}`);
    },
    clearRect: (x, y, width, height) => {
      done.push(`clear ${x} ${y} ${width} ${height}`);
    },
    stroke: () => {
      done.push(`stroke ${String(brush.strokeStyle)} ${brush.lineWidth} ${brush.globalAlpha}`);
    },
    save: () => undefined,
    restore: () => {
      done.push('restore');
    },
    beginPath: () => undefined,
    rect: () => undefined,
    clip: () => {
      done.push('clip');
    },
  };
  const surface: Surface<Path> = { brush, pixels, shades };
  return { painter: createPainter(newPath), surface, done, built: () => built };
}

function line(colour: NewStroke['colour'], y: number, tool: NewStroke['tool'] = 'line'): NewStroke {
  const points = [
    { x: 0, y },
    { x: 1000, y },
  ];
  return { tool, colour, width: 20, points };
}

describe('painting a whiteboard', () => {
  it('fills the real pixels of the canvas with the whole board', () => {
    const { painter, surface, done } = setUp(2 * boardSize.width);
    painter.paintOnly(surface, [line('red', 100), line('blue', 200, 'highlighter')]);
    expect(done).toEqual(['scale 2', 'clear 0 0 10000 7500', 'stroke red 20 1', 'stroke blue 20 0.4']);
  });

  it('puts new strokes on top and touches no others', () => {
    const { painter, surface, done } = setUp();
    const old = line('red', 100);
    const added = { ...line('green', 5000), id: 'a', by: 'Bonnie', isOwn: false };
    painter.paint(surface, { kind: 'some', added: [added], holes: [] }, () => [old, added]);
    expect(done).toEqual(['scale 1', 'stroke green 20 1']);
  });

  it('paints anew only what reaches into a hole', () => {
    const { painter, surface, done } = setUp();
    const near = line('red', 110);
    const far = line('blue', 5000);
    painter.paint(surface, { kind: 'some', added: [], holes: [boundsOf(line('green', 100))] }, () => [near, far]);
    expect(done).toEqual(['scale 1', 'clip', 'clear -11 89 1022 22', 'stroke red 20 1', 'restore']);
  });

  it('grows a hole to whole pixels, so that no seam is left', () => {
    const { painter, surface, done } = setUp(1000);
    painter.paint(surface, { kind: 'some', added: [], holes: [boundsOf(line('green', 105))] }, () => []);
    expect(done).toContain('clear -20 90 1040 30');
  });

  it('builds the way of a stroke once, however often it is painted', () => {
    const { painter, surface, built } = setUp();
    const strokes = Array.from({ length: 2000 }, (_, index) => line('red', index));
    for (let frame = 0; frame < 5; frame += 1) painter.paintOnly(surface, strokes);
    expect(built()).toBe(2000);
  });
});

describe('painting a full whiteboard', () => {
  /** Long ways, so that one portion holds a few of them. */
  const long = (colour: NewStroke['colour']): NewStroke => ({
    tool: 'pen',
    colour,
    width: 20,
    points: Array.from({ length: 1500 }, (_, x) => ({ x, y: 100 })),
  });

  function setUpCoat(strokes: Map<string, NewStroke>) {
    const { painter, surface, done } = setUp();
    const waiting = new Map<number, () => void>();
    let last = 0;
    const coat = createCoat(painter, () => strokes.values(), {
      request(callback) {
        last += 1;
        waiting.set(last, callback);
        return last;
      },
      cancel: (handle) => {
        waiting.delete(handle);
      },
    });
    const nextFrame = () => {
      const [frame] = waiting;
      if (!frame) return false;
      waiting.delete(frame[0]);
      frame[1]();
      return true;
    };
    const strokesDone = () => done.filter((step) => step.startsWith('stroke')).length;
    return { coat, surface, done, nextFrame, strokesDone, waiting };
  }

  const board = (count: number) => new Map(Array.from({ length: count }, (_, index) => [`s${index}`, long('red')]));

  it('goes on from frame to frame until all is there', () => {
    const { coat, surface, nextFrame, strokesDone } = setUpCoat(board(10));
    coat.renew(surface);
    expect(strokesDone()).toBe(3);
    let frames = 0;
    while (nextFrame()) frames += 1;
    expect([strokesDone(), frames]).toEqual([10, 3]);
  });

  it('reaches what is drawn meanwhile, once', () => {
    const strokes = board(4);
    const { coat, surface, nextFrame, done } = setUpCoat(strokes);
    coat.renew(surface);
    const added = { ...long('green'), id: 'new', by: 'Bonnie', isOwn: false };
    strokes.set('new', added);
    coat.change(surface, { kind: 'some', added: [added], holes: [] });
    while (nextFrame());
    expect(done.filter((step) => step.startsWith('stroke green'))).toHaveLength(1);
  });

  it('begins anew when something vanishes meanwhile, and stops when told so', () => {
    const strokes = board(8);
    const { coat, surface, nextFrame, done, waiting } = setUpCoat(strokes);
    coat.renew(surface);
    strokes.delete('s0');
    coat.change(surface, { kind: 'some', added: [], holes: [boundsOf(long('red'))] });
    expect(waiting.size).toBe(1);
    while (nextFrame());
    const lastWipe = done.findLastIndex((step) => step.startsWith('clear'));
    expect(done.slice(lastWipe).filter((step) => step.startsWith('stroke'))).toHaveLength(7);
    coat.renew(surface);
    coat.stop();
    expect(nextFrame()).toBe(false);
  });
});
