/** What a search over the settings finds, and where that stands. Pure. */
import {
  type SettingsPage,
  type ShownSetting,
  settingsTable,
  shownSettings,
} from '../../../shared/model/settings-table.ts';
import type { ScreenId } from '../../app/screens.ts';
import { pageTopics, settingTitles, settingWords, settingsTexts as texts } from '../../locales/settings.ts';

/** Pages in the order in which they are listed. */
export const settingsPages = [
  'settings-general',
  'settings-personal',
  'settings-status',
  'settings-phone',
  'settings-forwarding',
  'settings-devices',
  'settings-notices',
  'settings-meetings',
  'settings-privacy',
  'settings-network',
  'settings-advanced',
  'settings-lab',
] as const satisfies readonly ScreenId[];

export type SettingsScreenId = (typeof settingsPages)[number];

export interface Hit {
  readonly page: SettingsScreenId;
  /** Undefined for something on a page that is no setting. */
  readonly setting?: ShownSetting;
  readonly title: string;
}

/** The id of the element that holds a setting. */
export function anchorOf(setting: ShownSetting): string {
  return `setting-${setting}`;
}

const screenOf = (page: SettingsPage): SettingsScreenId => `settings-${page}`;

interface Known extends Hit {
  /** In lower case, with what is not in the title. */
  readonly words: string;
}

/** Everything that can be found, in the language of the window. */
function everything(): readonly Known[] {
  const settings = shownSettings().map((setting): Known => {
    const page = screenOf(settingsTable[setting].page);
    const title = settingTitles[setting];
    return { page, setting, title, words: plain(`${title} ${settingWords[setting]} ${texts.tabs[page]}`) };
  });
  const topics = settingsPages.flatMap((page) =>
    pageTopics[page].map(
      ({ title, words }): Known => ({ page, title, words: plain(`${title} ${words} ${texts.tabs[page]}`) }),
    ),
  );
  return [...settings, ...topics];
}

/** What has every word that was typed, those with one in their title first; nothing for no words. */
export function findSettings(typed: string): readonly Hit[] {
  const wanted = plain(typed).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const found = everything().filter(({ words }) => wanted.every((word) => words.includes(word)));
  const inTitle = ({ title }: Known) => wanted.every((word) => plain(title).includes(word));
  return [...found.filter(inTitle), ...found.filter((each) => !inTitle(each))].map(({ words: _, ...hit }) => hit);
}

/** Without case, accents and punctuation, so that "resume" finds "Résumé". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
