import type { Settings } from '../../../shared/model/settings.ts';
import { languageWords, settingsTexts as texts, themeWords } from '../../locales/settings.ts';
import { ChoiceSetting } from './choice-setting.tsx';

type Shown = keyof typeof languageWords;
const languages = Object.keys(languageWords) as Shown[];
const themes = Object.keys(themeWords) as Settings['theme'][];

/** Theme and language. */
export function GeneralSettings() {
  return (
    <>
      <ChoiceSetting setting="theme" look="radio" choices={themes} words={(theme) => themeWords[theme]} />
      <ChoiceSetting
        setting="language"
        look="list"
        choices={languages}
        words={(language) => (language === 'pseudo' ? language : languageWords[language])}
        hint={texts.languageHint}
      />
    </>
  );
}
