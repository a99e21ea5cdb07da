import { SpinButton, Text } from '@fluentui/react-components';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSlice } from '../../state/services.tsx';
import { SettingField } from './setting-field.tsx';
import { spinButtons } from './spin-buttons.ts';
import { useSettings } from './use-settings.ts';

const most = 360;

/** After how long without a key or a click others see "Inactive", and "Away". */
export function StatusSettings() {
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const noCalendar = reasonAgainst({ provisioning }, 'calendar-presence');
  return (
    <>
      <MinutesSetting setting="idleMinutes" hint={texts.idleHint} />
      <MinutesSetting setting="awayMinutes" hint={texts.awayHint} />
      <Text>{noCalendar ? texts.calendarForbidden : texts.calendarStatus}</Text>
    </>
  );
}

function MinutesSetting(props: { readonly setting: 'idleMinutes' | 'awayMinutes'; readonly hint: string }) {
  const { setting, hint } = props;
  const { settings, change } = useSettings();
  return (
    <SettingField setting={setting} hint={hint}>
      {(locked) => (
        <SpinButton
          {...spinButtons}
          value={settings[setting]}
          min={1}
          max={most}
          disabled={locked}
          onChange={(_, data) => {
            const wish = data.value ?? Number.parseInt(data.displayValue ?? '', 10);
            if (Number.isInteger(wish) && wish >= 1 && wish <= most) change({ [setting]: wish });
          }}
        />
      )}
    </SettingField>
  );
}
