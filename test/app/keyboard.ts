/** Going about a window by keyboard alone. */
import type { Locator, Page } from '@playwright/test';

/** More stops than any screen has. */
export const mostStops = 90;

/** Goes on by Tab until something has the focus, as somebody does who sees where it is. */
export async function tabTo(window: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await isFocused(target)) return;
    await window.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached by Tab`);
}

export async function isFocused(target: Locator): Promise<boolean> {
  return (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement);
}
