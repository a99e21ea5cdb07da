/** Canvases for a test's window, which has none: they have a size, and remember what was painted. For tests only. */
import type { Brush } from './board-painter.ts';

export interface Painted {
  /** One line for each stroke that was painted and each wiping, in order. */
  readonly done: string[];
}

/** Gives the window canvases; call before drawing. Sizes never change by themselves. */
export function prepareCanvases(): Painted {
  const done: string[] = [];
  const brush: Brush<unknown> = {
    strokeStyle: '',
    lineWidth: 0,
    lineCap: '',
    lineJoin: '',
    globalAlpha: 1,
    setTransform: () => undefined,
    clearRect: () => {
      done.push('wipe');
    },
    stroke: () => {
      done.push(`stroke ${brush.lineWidth}`);
    },
    save: () => undefined,
    restore: () => undefined,
    beginPath: () => undefined,
    rect: () => undefined,
    clip: () => undefined,
  };
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { configurable: true, value: () => brush });
  Object.defineProperty(PointerEvent.prototype, 'getCoalescedEvents', { configurable: true, value: () => [] });
  Object.defineProperty(Element.prototype, 'setPointerCapture', { configurable: true, value: () => undefined });
  // Where clearWindow() takes them away again.
  Object.defineProperty(HTMLElement.prototype, 'getBoundingClientRect', {
    configurable: true,
    value: () => new DOMRect(0, 0, 400, 300),
  });
  window.ResizeObserver = SizedOnce;
  window.Path2D = NoPath as unknown as typeof Path2D;
  return { done };
}

class SizedOnce implements ResizeObserver {
  private readonly tell: ResizeObserverCallback;

  constructor(tell: ResizeObserverCallback) {
    this.tell = tell;
  }

  observe(target: Element): void {
    const size = [{ inlineSize: 1000, blockSize: 750 }];
    const contentRect = target.getBoundingClientRect();
    this.tell(
      [{ target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size }],
      this,
    );
  }

  unobserve = () => undefined;
  disconnect = () => undefined;
}

class NoPath {
  moveTo = () => undefined;
  lineTo = () => undefined;
  quadraticCurveTo = () => undefined;
  rect = () => undefined;
  ellipse = () => undefined;
}
