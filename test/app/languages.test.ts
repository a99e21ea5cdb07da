/** Every screen in the pseudo-language: a word that stays plain is in no language file, and what grows by two fifths still fits. */
import { findOverflow } from './fitness.ts';
import { withGallery } from './gallery-window.ts';
import { expect, test } from './offhook.ts';

/** Texts of the page that neither went through the words of a language nor are somebody's own. */
function plainTexts(): string[] {
  const theirs = window.name.replaceAll('\\"', '"');
  const isPlain = (text: string) => /[a-z]{3,}/i.test(text) && !/[⟦⟧]/.test(text);
  const isOurs = (text: string) =>
    text.split(/ · |, |\n/).some((part) => /[a-z]{3,}/i.test(part) && !theirs.includes(part.trim().replace(/^· /, '')));
  const found: string[] = [];
  const take = (text: string | null, element: Element | null) => {
    if (text && isPlain(text) && !element?.closest('[aria-hidden=true]') && isOurs(text.trim()))
      found.push(text.trim());
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) take(texts.currentNode.nodeValue, texts.currentNode.parentElement);
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) take(element.getAttribute(name), element);
  }
  return found;
}

test('every word of every screen is in the language files, and two fifths more of it fit into 360 pixels', async () => {
  test.slow();
  await withGallery(async ({ window, scenes, show, setSize }) => {
    expect(scenes.length).toBeGreaterThan(50);
    await setSize(360, 800);
    const found: string[] = [];
    for (const scene of scenes) {
      await show(scene, 'pseudo');
      for (const text of await window.evaluate(plainTexts)) found.push(`${scene}: ${text}`);
      for (const fault of await findOverflow(window)) found.push(`${scene}: ${fault}`);
    }
    expect(found).toEqual([]);
  });
});
