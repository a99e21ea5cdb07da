import { Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { Settings } from '../../../shared/model/settings.ts';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';
import { SettingField } from './setting-field.tsx';
import { useSettings } from './use-settings.ts';

type Choice = 'theme' | 'language' | 'notices' | 'keepHistory' | 'updates' | 'callEncryption';

interface ChoiceProps<K extends Choice & ShownSetting> {
  readonly setting: K;
  readonly choices: readonly (Settings[K] & (string | number))[];
  readonly words: (choice: Settings[K]) => string;
  readonly hint?: string;
  readonly look: 'radio' | 'list';
}

/** A setting that is one of a few. */
export function ChoiceSetting<K extends Choice>(props: ChoiceProps<K>) {
  const { setting, choices, words, hint, look } = props;
  const { settings, change } = useSettings();
  const choose = (value: string) => {
    const wish = choices.find((known) => String(known) === value);
    if (wish !== undefined) change({ [setting]: wish });
  };
  const value = String(settings[setting]);
  return (
    <SettingField setting={setting} {...(hint ? { hint } : {})}>
      {(locked) =>
        look === 'radio' ? (
          <RadioGroup value={value} disabled={locked} onChange={(_, data) => choose(data.value)}>
            {choices.map((choice) => (
              <Radio key={choice} value={String(choice)} label={words(choice)} />
            ))}
          </RadioGroup>
        ) : (
          <Select value={value} disabled={locked} onChange={(_, data) => choose(data.value)}>
            {choices.map((choice) => (
              <option key={choice} value={String(choice)}>
                {words(choice)}
              </option>
            ))}
          </Select>
        )
      }
    </SettingField>
  );
}
