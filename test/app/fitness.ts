/** Whether what a window shows is fit for everybody: no serious fault of access, and nothing out of reach where there is little room. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type Offhook } from './offhook.ts';

/** Axe's rules that another theme can break: it changes colours, and nothing else of a page. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Serious and critical faults, each with the elements that have it: by all rules, or by those of colours for a state that was looked at in another
 * theme already.
 */
export async function findFaults(window: Page, by: 'all' | 'colours' = 'all'): Promise<string[]> {
  await untilStill(window);
  // To load axe takes longer than to run it, so a page keeps it.
  const isLoaded = await window.evaluate(() => 'axe' in globalThis);
  const axe = new AxeBuilder({ page: window, ...(isLoaded ? { axeSource: 'undefined' } : {}) })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    // Tabster's guards at the ends of an open menu take the focus only to hand it on.
    .exclude('[data-tabster-dummy]');
  const { violations } = await (by === 'all' ? axe : axe.withRules(colourRules)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** A new theme is faded into: before its colours stand, those between the two would be judged. */
function untilStill(window: Page): Promise<void> {
  return window.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Makes the window so many pixels wide, as seen at a zoom: 640 at 2 are 320 CSS pixels at 200 %. */
export async function setRoom({ app, window }: Offhook, width: number, zoom = 1): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, room) => {
      const [first] = BrowserWindow.getAllWindows().filter(
        ({ webContents }) => !webContents.getURL().includes('/toast'),
      );
      first?.setContentSize(room.width, 800);
      first?.webContents.setZoomFactor(room.zoom);
    },
    { width, zoom },
  );
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(Math.round(width / zoom));
}

/** How far the page is wider than its window, and what can be operated but lies out of reach beside it. */
export function findOverflow(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const overflow = document.documentElement.scrollWidth - innerWidth;
    const operable = 'button, a[href], input, textarea, select, [role=tab], [role^=menuitem], [role=treeitem]';
    const scrollsSideways = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrollsSideways(element.parentElement));
    const lost = [...document.querySelectorAll(operable)].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const isOut = width > 1 && (left < -1 || right > innerWidth + 1);
      return isOut && element.checkVisibility() && !scrollsSideways(element.parentElement);
    });
    return [
      ...(overflow > 0 ? [`${overflow} px too wide`] : []),
      ...lost.map((element) => `out of reach: ${element.outerHTML.slice(0, 120)}`),
    ];
  });
}

/**
 * What can be operated but is cut off above or below by something that does not scroll, and what scrolls but is too low to show a row: where a window
 * has little height, both are out of reach.
 */
export function findSqueezed(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const operable =
      'button, a[href], input, textarea, select, [role=tab], [role^=menuitem], [role=treeitem], [role=option]';
    // A row of the contact list.
    const leastPx = 44;
    const overflowOf = (element: Element) => getComputedStyle(element).overflowY;
    const scrolls = (element: Element) => ['auto', 'scroll'].includes(overflowOf(element));
    const edgeOf = (element: Element) =>
      element.parentElement && element !== document.body
        ? element.getBoundingClientRect()
        : new DOMRect(0, 0, innerWidth, innerHeight);
    const isTooLow = ({ scrollHeight, clientHeight }: Element) =>
      scrollHeight > clientHeight && clientHeight < Math.min(leastPx, scrollHeight);
    /** Whether it hides this box, which stands in it. */
    const hides = (around: Element, { top, bottom }: DOMRect) => {
      const edge = edgeOf(around);
      const middle = (top + bottom) / 2;
      return overflowOf(around) !== 'visible' && (middle < edge.top || middle > edge.bottom);
    };
    /** What stands in its way, if anything: what scrolls brings it into view, and must itself be seen. */
    const wayTo = (element: Element, box: DOMRect, around: Element | null): string | undefined => {
      if (around === null) return undefined;
      if (!scrolls(around)) {
        return hides(around, box)
          ? `cut off: ${element.outerHTML.slice(0, 160)}`
          : wayTo(element, box, around.parentElement);
      }
      if (isTooLow(around)) return `${around.clientHeight} px high: ${around.outerHTML.slice(0, 160)}`;
      return wayTo(around, edgeOf(around), around.parentElement);
    };
    const shown = [...document.querySelectorAll(operable)].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1,
    );
    return [...new Set(shown.map((element) => wayTo(element, edgeOf(element), element.parentElement)))].filter(
      (fault) => fault !== undefined,
    );
  });
}

/** Menus are put in their place a few frames after the window has its new size: what is out of reach then has until the usual limit to come in. */
export async function overflowThatStays(window: Page): Promise<string[]> {
  let overflow: string[] = [];
  await expect
    .poll(async () => {
      overflow = await findOverflow(window);
      return overflow.length;
    })
    .toBe(0)
    .catch(() => undefined);
  return overflow;
}

/**
 * What is wrong with a state of the window: in light and dark, with forced colours, and with 320 CSS pixels at 200 %. `whenNarrow` brings
 * the state back to the front where little room has put it behind a tab.
 */
export async function findUnfit(
  offhook: Offhook,
  what: string,
  whenNarrow = async (): Promise<void> => {},
): Promise<string[]> {
  const { window } = offhook;
  const found: string[] = [];
  for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
    await window.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: 'reduce', ...look });
    const faults = await findFaults(window, 'colorScheme' in look && look.colorScheme === 'light' ? 'all' : 'colours');
    for (const fault of faults) found.push(`${what}, ${Object.values(look).join()}: ${fault}`);
  }
  await window.emulateMedia({ forcedColors: null });
  await setRoom(offhook, 640, 2);
  await whenNarrow();
  for (const fault of await overflowThatStays(window)) found.push(`${what}, 320 px: ${fault}`);
  await setRoom(offhook, 1200);
  return found;
}
