import { Switch } from '@fluentui/react-components';
import type { Settings } from '../../../shared/model/settings.ts';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';
import { settingTitles } from '../../locales/settings.ts';
import { SettingField } from './setting-field.tsx';
import { useSettings } from './use-settings.ts';

type OnOrOff = { [K in ShownSetting]: Settings[K] extends boolean ? K : never }[ShownSetting];

/** A setting that is on or off. */
export function SwitchSetting(props: { readonly setting: OnOrOff; readonly hint?: string }) {
  const { setting, hint } = props;
  const { settings, change } = useSettings();
  return (
    <SettingField setting={setting} labelled {...(hint ? { hint } : {})}>
      {(locked) => (
        <Switch
          label={settingTitles[setting]}
          checked={settings[setting]}
          disabled={locked}
          onChange={(_, data) => change({ [setting]: data.checked })}
        />
      )}
    </SettingField>
  );
}
