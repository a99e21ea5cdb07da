import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSoundCards } from './sound-cards.ts';
import { watchFolder } from './watch-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-cards-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('[F5] [F6] says that there is nothing where the kernel has no card, and leaves it to others where it has one', async () => {
  const source = createSoundCards(folder, folder);
  const none = { devices: [], preferred: {} };
  expect(await source.list()).toEqual(none);
  writeFileSync(join(folder, 'cards'), '--- no soundcards ---\n');
  expect(await source.list()).toEqual(none);
  writeFileSync(
    join(folder, 'cards'),
    ' 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7\n',
  );
  expect(await source.list()).toBeUndefined();
});

it('hears of the first card and of the next, until it is left', async () => {
  mkdirSync(join(folder, 'snd'));
  let told: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    told = resolve;
  });
  const stop = createSoundCards(folder, folder).watch(told);
  writeFileSync(join(folder, 'snd', 'controlC1'), '');
  await heard;
  stop();
});

it('does not mind a folder that is not there', () => {
  expect(() => watchFolder(join(folder, 'gone'), /x/, () => undefined)()).not.toThrow();
});
