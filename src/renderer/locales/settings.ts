/** The words of the settings. */
import * as english from './en/settings.ts';
import { inLanguage } from './language.ts';

export const { keepWords, noticeWords, settingsTexts, languageWords, themeWords } = inLanguage('settings', english);
