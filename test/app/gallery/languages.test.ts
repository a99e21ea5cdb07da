/**
 * Every screen in the pseudo-language: a word that stays plain is in no language file, and what grows by two fifths still fits. In German and
 * French what once was cut; and the menu, which is not the window's, calls a screen what the screen calls itself.
 */
import { english } from '../../../src/main/platform/words/english.ts';
import { french } from '../../../src/main/platform/words/french.ts';
import { german } from '../../../src/main/platform/words/german.ts';
import { pack as germanPack } from '../../../src/renderer/locales/de/pack.ts';
import { pack as englishPack } from '../../../src/renderer/locales/en/pack.ts';
import { pack as frenchPack } from '../../../src/renderer/locales/fr/pack.ts';
import { findOverflow } from '../fitness.ts';
import { withGallery } from '../gallery-window.ts';
import { expect, test } from '../offhook.ts';

/** Texts of the page that neither went through the words of a language nor are somebody's own. */
function plainTexts(): string[] {
  const theirs = window.name.replaceAll('\\"', '"');
  // What is the same in every language: the letters of telephone keys, values such as FALSE, schemes of links, and dates, which the engine writes.
  const shared = /^[A-Z]{3,5}$|^[a-z]+:$|\b\d{1,2} Mar(ch)?\b/;
  const isPlain = (text: string) => /[a-z]{3,}/i.test(text) && !/[⟦⟧]/.test(text);
  const isOurs = (text: string) =>
    text
      .split(/ · |, |\n|\b\/\b/)
      .some((part) => /[a-z]{3,}/i.test(part) && !theirs.includes(part.trim().replace(/^· /, '')));
  const found: string[] = [];
  const take = (text: string | null, element: Element | null) => {
    // The configuration's own names are those that Microsoft's client shows.
    const isHidden = element?.closest('[aria-hidden=true], th[scope=row]');
    if (text && isPlain(text) && !isHidden && !shared.test(text.trim()) && isOurs(text.trim())) found.push(text.trim());
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) take(texts.currentNode.nodeValue, texts.currentNode.parentElement);
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) take(element.getAttribute(name), element);
  }
  return found;
}

test('every word of every screen is in the language files, and two fifths more of it fit into 360 pixels', async () => {
  await withGallery(async ({ window, scenes, show, setSize }) => {
    expect(scenes.length).toBeGreaterThan(50);
    await setSize(360, 800);
    const found: string[] = [];
    for (const scene of scenes) {
      await show(scene, 'pseudo');
      if (!(await window.evaluate(() => document.querySelector('#root')?.textContent))) found.push(`${scene}: empty`);
      for (const text of await window.evaluate(plainTexts)) found.push(`${scene}: ${text}`);
      for (const fault of await findOverflow(window)) found.push(`${scene}: ${fault}`);
    }
    expect(found).toEqual([]);
  });
});

/** Titles, buttons and labels whose words are wider than they are, or that stand out of their place, and lines of the list of own meetings that are torn apart. */
function cutWords(): string[] {
  const shown = [...document.querySelectorAll<HTMLElement>('h1, h1 bdi, button, label')].filter((one) =>
    one.checkVisibility(),
  );
  const cut = shown.filter(
    (element) =>
      element.scrollWidth > element.clientWidth + 1 ||
      element.getBoundingClientRect().right > (element.parentElement?.getBoundingClientRect().right ?? 0) + 1,
  );
  const times = [...document.querySelectorAll<HTMLElement>('li span')].filter((element) =>
    /^[^:]*\d\d:\d\d\s–\s\d\d:\d\d$/.test(element.textContent ?? ''),
  );
  const torn = times.filter(({ firstChild }) => {
    const range = document.createRange();
    if (firstChild) range.selectNodeContents(firstChild);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size !== 1;
  });
  return [...cut, ...torn].map(({ textContent }) => textContent ?? '');
}

test('German and French are whole in 360 pixels: titles beside buttons, buttons beside numbers, times of own meetings', async () => {
  await withGallery(async ({ window, show, setSize }) => {
    await setSize(360, 800);
    const found: string[] = [];
    for (const scene of ['diagnostics-dns', 'contact', 'support', 'meetings-own']) {
      for (const language of ['de', 'fr']) {
        await show(scene, language);
        for (const text of await window.evaluate(cutWords)) found.push(`${scene}, ${language}: ${text}`);
      }
    }
    expect(found).toEqual([]);
  });
});

/** How wide the hints are that stand with a way to put the setting back, in pixels. */
function hintsBesideReset(): number[] {
  const hints = [...document.querySelectorAll('[id^="setting-"]:has(> button) .fui-Field__hint')];
  return hints.map((hint) => hint.getBoundingClientRect().width);
}

test('the hint of a setting has room to be read beside the button that puts it back, in 360 pixels and in a wide window', async () => {
  await withGallery(async ({ window, show, setSize }) => {
    for (const width of [360, 1000]) {
      await setSize(width, 800);
      for (const language of ['en', 'de', 'fr']) {
        await show('settings-advanced', language);
        const widths = await window.evaluate(hintsBesideReset);
        expect(widths, `${language}, ${width}`).toHaveLength(1);
        // With less the button is to stand below.
        expect(Math.min(...widths), `${language}, ${width}`).toBeGreaterThanOrEqual(240);
      }
    }
  });
});

test('the menu calls a screen what the screen calls itself', () => {
  const languages = [
    [english.menu, englishPack],
    [german.menu, germanPack],
    [french.menu, frenchPack],
  ] as const;
  for (const [menu, { setupCheck, support, diagnosticsScreen }] of languages) {
    expect(menu.setupCheck).toBe(setupCheck.setupTexts.title);
    expect(menu.setupCheck).toBe(setupCheck.setupTexts.link);
    expect(menu.support).toBe(support.supportTexts.title);
    expect(menu.diagnostics).toBe(diagnosticsScreen.diagnosticsTexts.title);
  }
});
