/** The menu in which a person chooses the screen or window to show. */
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { DesktopWords } from './words/english.ts';

/** What the menu tells of a source: `screen:…` and `window:…` are the ids Electron gives. */
export interface ScreenSource {
  readonly id: string;
  readonly name: string;
  readonly thumbnail: NativeImage;
}

/** More windows than these nobody finds in a menu. */
const mostWindows = 40;
const longestName = 80;

/** Screens first, then windows by name; each entry calls `pick`. */
export function screenTemplate<S extends ScreenSource>(
  sources: readonly S[],
  pick: (source: S) => void,
  words: DesktopWords['screens'],
): MenuItemConstructorOptions[] {
  const entry = (source: S, label: string): MenuItemConstructorOptions => ({
    label: label.length > longestName ? `${label.slice(0, longestName)}…` : label,
    ...(source.thumbnail.isEmpty() ? {} : { icon: source.thumbnail }),
    click: () => pick(source),
  });
  const screens = sources.filter(({ id }) => id.startsWith('screen:'));
  const windows = sources.filter(({ id }) => !id.startsWith('screen:')).slice(0, mostWindows);
  return [
    ...screens.map((source, at) => entry(source, screens.length === 1 ? words.whole : words.numbered(at + 1))),
    ...(screens.length > 0 && windows.length > 0 ? [{ type: 'separator' as const }] : []),
    ...windows.map((source) => entry(source, source.name || words.unnamedWindow)),
  ];
}
