/** What moves in a window, for tests of people who want nothing to. */
import type { Page } from '@playwright/test';

/**
 * Looks at every frame for something that moves, by CSS or by script, until the returned function is called: that tells what did, each once, with how
 * long it takes. What is over before the next frame cannot be seen to move.
 */
export async function watchMotion(window: Page): Promise<() => Promise<string[]>> {
  const watch = await window.evaluateHandle(() => {
    const frameMs = 16;
    const seen = new Set<string>();
    let frame = 0;
    const look = () => {
      for (const { effect } of document.getAnimations()) {
        const takes = Number(effect?.getComputedTiming().endTime ?? 0);
        if (takes <= frameMs) continue;
        const target = effect instanceof KeyframeEffect ? effect.target?.outerHTML.slice(0, 160) : undefined;
        seen.add(`moves for ${Math.round(takes)} ms: ${target}`);
      }
      frame = requestAnimationFrame(look);
    };
    look();
    const next = () => new Promise(requestAnimationFrame);
    return {
      async end() {
        // What was just begun is there in the next frame, and looked at in the one after it.
        await next();
        await next();
        cancelAnimationFrame(frame);
        return [...seen];
      },
    };
  });
  return () => watch.evaluate((watching) => watching.end());
}
