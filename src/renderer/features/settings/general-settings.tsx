import { Field, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import type { Settings } from '../../../shared/model/settings.ts';
import { settingsTexts as texts, themeWords } from '../../locales/en/settings.ts';
import { useSettings } from './use-settings.ts';

const themes = Object.keys(themeWords) as Settings['theme'][];

/** Theme, and what happens at start. */
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
