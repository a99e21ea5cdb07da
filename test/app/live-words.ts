/** What a screen reader would be given to read out by itself: everything that comes into a live region. */
import type { Page } from '@playwright/test';

type Hearing = typeof globalThis & { heard: string[] };

/** Begins to listen; the returned function counts how often some words were said since. */
export async function hearLive(page: Page): Promise<(words: string) => Promise<number>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    (globalThis as Hearing).heard = heard;
    const isLive = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return element?.closest('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]');
    };
    const take = (node: Node) => {
      const words = node.textContent?.trim() ?? '';
      if (words !== '' && isLive(node)) heard.push(words);
    };
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') take(target);
        else for (const node of addedNodes) take(node);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return (words) => page.evaluate((wanted) => (globalThis as Hearing).heard.join('\n').split(wanted).length - 1, words);
}
