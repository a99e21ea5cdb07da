/** What is measured inside the page: as text, since these run there and not here. */

/** What the probe has seen so far; times are `performance.now()` of the page, milliseconds. */
export interface Seen {
  /** A contact list of the length waited for reached the page. */
  readonly arrived: number | null;
  /** The first frame with a person's row was painted. */
  readonly painted: number | null;
  /** Tasks of 50 ms and more since the last reset; shorter ones the browser does not tell. */
  readonly longTasks: readonly number[];
  /** How often the list's content changed since then: the times it was drawn anew. */
  readonly drawings: number;
}

/**
 * Sits in the page from its first script on as `benchProbe`. It listens before the page's own scripts do, so that the arrival is not told
 * by somebody who waited for the drawing.
 */
export function pageProbe(contacts: number): string {
  return `(() => {
    const seen = { arrived: null, painted: null, longTasks: [], drawings: 0 };
    const row = () => document.querySelector('[role="treeitem"][aria-level="2"]');
    // Before anything else that waits: a message would come behind all that main sent while the frame was drawn.
    const afterPaint = (task) => requestAnimationFrame(() => scheduler.postTask(task, { priority: 'user-blocking' }));
    const look = () => afterPaint(() => row() ? (seen.painted = performance.now()) : look());
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    window.benchProbe = {
      seen,
      afterPaint: () => new Promise(afterPaint),
      watchList() {
        new MutationObserver(() => { seen.drawings += 1; })
          .observe(document.querySelector('[role="tree"]'), { subtree: true, childList: true, characterData: true, attributes: true });
      },
      reset() { seen.longTasks = []; seen.drawings = 0; },
    };
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return;
      offhook.on((name, payload) => {
        if (seen.arrived !== null || name !== 'snapshot.changed') return;
        const now = performance.now();
        // Counted in the text: to read it here would take the page its time to read it.
        if ((payload.match(/"groupIds":/g)?.length ?? 0) < ${contacts}) return;
        seen.arrived = now;
        look();
      });
    });
  })();`;
}

/** What the probe has seen. */
export const readProbe = 'benchProbe.seen';
export const watchList = 'benchProbe.watchList()';
export const resetProbe = 'benchProbe.reset()';

/** From the click on another tab and back: milliseconds until the list is painted again. */
export const reopenContacts = `(async () => {
  const tab = (name) => [...document.querySelectorAll('[role="tab"]')].find(({ id }) => id === 'tab-' + name);
  tab('meetings').click();
  await benchProbe.afterPaint();
  await benchProbe.afterPaint();
  const started = performance.now();
  tab('contacts').click();
  do await benchProbe.afterPaint(); while (!document.querySelector('[role="treeitem"][aria-level="2"]'));
  return performance.now() - started;
})()`;

/** What scrolling from one end to the other looked like. */
export interface Scrolled {
  readonly frames: number;
  readonly ms: number;
  readonly longestFrameMs: number;
  /** The most rows that were there at once. */
  readonly mostRows: number;
  /** Frames in which the middle of the list had no row to show. */
  readonly emptyFrames: number;
  readonly reachedEnd: boolean;
}

/** One screen in eight frames, as a quick hand does. */
export const scrollThrough = `(async () => {
  const list = document.querySelector('[role="tree"]');
  const frame = () => new Promise(requestAnimationFrame);
  const { left, top, width, height } = list.getBoundingClientRect();
  const step = list.clientHeight / 8;
  list.scrollTop = 0;
  await frame();
  const started = await frame();
  const result = { frames: 0, ms: 0, longestFrameMs: 0, mostRows: 0, emptyFrames: 0, reachedEnd: false };
  for (let last = started, at = step; ; at += step) {
    list.scrollTop = at;
    const now = await frame();
    result.frames += 1;
    result.ms = now - started;
    result.longestFrameMs = Math.max(result.longestFrameMs, now - last);
    result.mostRows = Math.max(result.mostRows, list.querySelectorAll('[role="treeitem"]').length);
    const middle = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!middle?.closest('[role="treeitem"]')) result.emptyFrames += 1;
    last = now;
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) break;
  }
  result.reachedEnd = true;
  return result;
})()`;
