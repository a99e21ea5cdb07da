import type { NativeImage } from 'electron';
import { expect, it } from 'vitest';
import { screenTemplate } from './screen-menu.ts';
import { english } from './words/english.ts';

const picture = (isEmpty: boolean) => ({ isEmpty: () => isEmpty }) as NativeImage;
const source = (id: string, name: string, isEmpty = false) => ({ id, name, thumbnail: picture(isEmpty) });

const labels = (...sources: readonly ReturnType<typeof source>[]) =>
  screenTemplate(sources, () => undefined, english.screens).map(({ label, type }) => label ?? type);

it('lists screens first, then windows, with names for those that have none', () => {
  const windows = [source('window:1', 'Letter'), source('window:2', '')];
  expect(labels(...windows, source('screen:0', 'Entire screen'))).toEqual([
    'Whole screen',
    'separator',
    'Letter',
    'Window without a name',
  ]);
  expect(labels(source('screen:0', ''), source('screen:1', ''))).toEqual(['Screen 1', 'Screen 2']);
  expect(labels(...windows)).toEqual(['Letter', 'Window without a name']);
});

it('cuts long names, lists forty windows at most, and has no picture where there is none', () => {
  const many = Array.from({ length: 100 }, (_, at) => source(`window:${at}`, 'x'.repeat(200), at === 0));
  const entries = screenTemplate(many, () => undefined, english.screens);
  expect(entries).toHaveLength(40);
  expect(entries[0]?.label).toBe(`${'x'.repeat(80)}…`);
  expect(entries.map(({ icon }) => icon !== undefined).slice(0, 2)).toEqual([false, true]);
});

it('tells which one was chosen', () => {
  const picked: string[] = [];
  const entries = screenTemplate(
    [source('screen:0', ''), source('window:7', 'Letter')],
    ({ id }) => picked.push(id),
    english.screens,
  );
  const { click } = entries[2] ?? {};
  (click as () => void)();
  expect(picked).toEqual(['window:7']);
});
