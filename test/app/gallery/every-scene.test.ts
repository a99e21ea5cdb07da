/**
 * Every screen over fixtures, in each state it can stand in: no serious fault of access in light, dark or forced colours; everything within reach in
 * 320 CSS pixels at 200 %, what opens from it too; and nothing moves for who wants nothing to.
 */
import type { Locator, Page } from '@playwright/test';
import { findFaults, findSqueezed, overflowThatStays } from '../fitness.ts';
import { type Gallery, withGallery } from '../gallery-window.ts';
import { watchMotion } from '../motion.ts';
import { test as base, expect } from '../offhook.ts';

/** One window for all of these: it is built and opened once. */
const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    async ({ playwright: _playwright }, use) => {
      await withGallery(async (gallery) => {
        // Loads the page, which then stays.
        await gallery.show(gallery.scenes[0] ?? '', 'en');
        await use(gallery);
      });
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ timeout: 600_000 });

/** Wide enough for a meeting with all its parts; what lies in front has the window for itself, so that no list is judged beside every detail. */
const alone = [799, 800] as const;
const small = [640, 800, 2] as const;

const calm = { colorScheme: null, forcedColors: null, reducedMotion: 'reduce' } as const;
const schemes = [
  { colorScheme: 'light', rules: 'all' },
  { colorScheme: 'dark', rules: 'colours' },
  { forcedColors: 'active', rules: 'colours' },
] as const;

/** Faults in some of the schemes; what is no matter of colour is looked for once. */
async function faultsIn(window: Page, looks: readonly (typeof schemes)[number][]): Promise<string[]> {
  const found: string[] = [];
  for (const { rules, ...look } of looks) {
    await window.emulateMedia({ ...calm, ...look });
    found.push(...(await findFaults(window, rules)).map((fault) => `${Object.values(look).join()}: ${fault}`));
  }
  return found;
}

test('every scene is fit for everybody in light, dark and forced colours', async ({
  gallery: { window, scenes, show, setSize },
}) => {
  expect(scenes.length).toBeGreaterThan(100);
  await setSize(...alone);
  const found: string[] = [];
  for (const scene of scenes) {
    await show(scene, 'en');
    found.push(...(await faultsIn(window, schemes)).map((fault) => `${scene}, ${fault}`));
  }
  expect(found).toEqual([]);
});

test('with 320 pixels at 200 % everything is within reach, and nothing moves for who wants nothing to', async ({
  gallery: { window, scenes, show, setSize },
}) => {
  await window.emulateMedia(calm);
  await setSize(...small);
  const found: string[] = [];
  const look = async (what: string) => {
    for (const fault of [...(await overflowThatStays(window)), ...(await findSqueezed(window))]) {
      found.push(`${what}: ${fault}`);
    }
  };
  for (const scene of scenes) {
    const whatMoved = await watchMotion(window);
    await show(scene, 'en');
    await look(scene);
    // Of a meeting only one part has room at a time.
    for (const part of await window.getByRole('tablist', { name: 'Parts of the meeting' }).getByRole('tab').all()) {
      if ((await part.getAttribute('aria-selected')) === 'true') continue;
      // At a zoom a pointer made by the test would miss.
      await part.press('Enter');
      await expect(part).toHaveAttribute('aria-selected', 'true');
      await look(`${scene}, ${await part.textContent()}`);
    }
    for (const moved of await whatMoved()) found.push(`${scene} ${moved}`);
  }
  expect(found).toEqual([]);
});

test('what opens is fit for everybody, too: menus, dialogs, and all that unfolds', async ({
  gallery: { window, scenes, show, setSize },
}) => {
  await window.emulateMedia(calm);
  await setSize(...small);
  const found: string[] = [];
  const look = async (what: string) => {
    const faults = await faultsIn(
      window,
      schemes.filter((scheme) => !('colorScheme' in scheme) || scheme.rules === 'all'),
    );
    for (const fault of [...faults, ...(await overflowThatStays(window))]) found.push(`${what}: ${fault}`);
    await window.emulateMedia(calm);
  };
  const seen = new Set<string>();
  for (const scene of scenes) {
    await show(scene, 'en');
    for (const [kind, at] of await openersOf(window)) {
      if (seen.has(kind)) continue;
      seen.add(kind);
      await show(scene, 'en');
      const whatMoved = await watchMotion(window);
      await open(window, window.locator(openers).nth(at), `${scene}, ${kind}`);
      await look(`${scene}, ${kind}`);
      for (const moved of await whatMoved()) found.push(`${scene}, ${kind} ${moved}`);
    }
  }
  // The menus of people have no button.
  for (const scene of ['contacts', 'meeting-organizer']) {
    await show(scene, 'en');
    const parts = window.getByRole('tab', { name: 'People' });
    if ((await parts.count()) > 0) await parts.press('Enter');
    await window.getByRole('treeitem', { level: 2 }).last().dispatchEvent('contextmenu');
    await expect(window.getByRole('menu')).toBeVisible();
    await look(`${scene}, menu of a person`);
  }
  expect(seen.size).toBeGreaterThan(25);
  expect(found).toEqual([]);
});

test('nothing turns, fades or slides where that is wanted; elsewhere it does', async ({
  gallery: { window, show, setSize },
}) => {
  await setSize(...alone);
  const whatMoves = async (reducedMotion: 'reduce' | 'no-preference') => {
    await window.emulateMedia({ ...calm, reducedMotion });
    const moved = [];
    for (const [scene, act] of moving) {
      await show(scene, 'en');
      const watched = await watchMotion(window);
      await act(window);
      moved.push({ scene, moved: (await watched()).length > 0 });
    }
    return moved;
  };
  const all = (moved: boolean) => moving.map(([scene]) => ({ scene, moved }));
  expect(await whatMoves('no-preference')).toEqual(all(true));
  expect(await whatMoves('reduce')).toEqual(all(false));
});

/** What moves by itself, by a style, and by a script. */
const moving: readonly [scene: string, act: (window: Page) => Promise<void>][] = [
  ['setup-running', (window) => expect(window.getByRole('progressbar').first()).toBeVisible()],
  [
    'settings-devices',
    async (window) => {
      const call = window.getByRole('region', { name: 'Test call' });
      await call.getByRole('button', { name: 'Start the test call' }).click();
      await expect(call.getByRole('button', { name: 'Stop' })).toBeVisible();
    },
  ],
  ['sign-in', (window) => window.getByRole('button', { name: 'Try the built-in lab' }).hover()],
  [
    'contacts',
    async (window) => {
      await window.getByRole('button', { name: 'Settings and more' }).click();
      await expect(window.getByRole('menu')).toBeVisible();
    },
  ],
];

const openers = ['[aria-haspopup]:not([aria-expanded=true])', '[aria-expanded=false]']
  .map((closed) => `button${closed}:not(:disabled, [aria-disabled=true])`)
  .join();

/** What could be opened, each by what it is for, whoever it is about, with its place among all. */
function openersOf(window: Page): Promise<(readonly [kind: string, at: number])[]> {
  return window.evaluate((all) => {
    const wordsOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? element.textContent;
    const kindOf = (element: HTMLElement) =>
      wordsOf(element)
        .split(/[:\u2068\d]| of | for /)[0]
        ?.trim() || 'Steps';
    return [...document.querySelectorAll<HTMLElement>(all)].flatMap((element, at) =>
      element.checkVisibility() ? [[kindOf(element), at] as const] : [],
    );
  }, openers);
}

/** Presses it, and waits until there is more to see. */
async function open(window: Page, opener: Locator, what: string): Promise<void> {
  const shown = () => window.locator('[role=menu], [role=dialog], dialog[open], [aria-expanded=true]').count();
  const before = await shown();
  await opener.press('Enter');
  await expect.poll(shown, `${what} opens`).toBeGreaterThan(before);
}
