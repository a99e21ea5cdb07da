import { Field, Radio, RadioGroup, Select, Switch } from '@fluentui/react-components';
import type { Settings } from '../../../shared/model/settings.ts';
import { languageWords, settingsTexts as texts, themeWords } from '../../locales/settings.ts';
import { useSettings } from './use-settings.ts';

const languages = Object.keys(languageWords) as (keyof typeof languageWords)[];
const themes = Object.keys(themeWords) as Settings['theme'][];

/** Language, theme, and what happens at start. */
export function GeneralSettings() {
  const { settings, change } = useSettings();
  return (
    <>
      <Field label={texts.theme}>
        <RadioGroup
          value={settings.theme}
          onChange={(_, data) => {
            const theme = themes.find((known) => known === data.value);
            if (theme) change({ theme });
          }}
        >
          {themes.map((theme) => (
            <Radio key={theme} value={theme} label={themeWords[theme]} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={texts.language} hint={texts.languageHint}>
        <Select
          value={settings.language}
          onChange={(_, data) => {
            const language = languages.find((known) => known === data.value);
            if (language) change({ language });
          }}
        >
          {languages.map((language) => (
            <option key={language} value={language}>
              {languageWords[language]}
            </option>
          ))}
        </Select>
      </Field>
      <Field hint={texts.signInAtStartHint}>
        <Switch
          label={texts.signInAtStart}
          checked={settings.signInAtStart}
          onChange={(_, data) => change({ signInAtStart: data.checked })}
        />
      </Field>
    </>
  );
}
