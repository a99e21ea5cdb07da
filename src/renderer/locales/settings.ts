/** The words of the settings. */
import * as english from './en/settings.ts';
import { inLanguage } from './language.ts';

export const {
  callEncryptionWords,
  keepWords,
  languageWords,
  noticeWords,
  pageTopics,
  settingsTexts,
  settingTitles,
  settingWords,
  sourceWords,
  themeWords,
  updateWords,
} = inLanguage('settings', english);
