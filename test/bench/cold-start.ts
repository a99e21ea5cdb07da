/** From process start to the drawn sign-in screen, against a bare Electron and React window in the same run. */
import { type Bare, inStarted, withBareWindow } from './bare-window.ts';
import { median } from './median.ts';

export interface ColdStart {
  readonly offhookMs: number;
  readonly bareMs: number;
  readonly ratio: number;
}

/**
 * Medians over `runs` starts of each, taken in turns so that the machine's mood meets both. `root` is the checkout, with the
 * application built; the bare window is built here.
 */
export function benchColdStart(root: string, runs: number): Promise<ColdStart> {
  return withBareWindow(root, async (rival) => {
    const offhook: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      bare.push(await startOnce(root, rival));
      offhook.push(await startOnce(root, { entry: '.', env: {} }));
    }
    const offhookMs = median(offhook);
    const bareMs = median(bare);
    return { offhookMs, bareMs, ratio: offhookMs / bareMs };
  });
}

/** Milliseconds from the creation of the main process to the paint of a page that has the address field. */
function startOnce(root: string, started: Bare): Promise<number> {
  return inStarted(root, started, async (app, page) => {
    const created = await app.evaluate(() => process.getCreationTime() ?? Number.NaN);
    const paintedAt = await page.evaluate<number>(paintedWithField);
    return paintedAt - created;
  });
}

/**
 * Runs in the page: when its largest content was painted first, milliseconds since 1970. The field is there already, its paint
 * perhaps still to come; the largest counts, so that an empty frame drawn early wins nothing.
 */
const paintedWithField = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1);
    if (last) resolve(performance.timeOrigin + last.startTime);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})`;
