import { Field, SpinButton, Text } from '@fluentui/react-components';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSlice } from '../../state/services.tsx';
import { useSettings } from './use-settings.ts';

const most = 360;

/** After how long without a key or a click others see "Inactive", and "Away". */
export function StatusSettings() {
  const { settings, change } = useSettings();
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const noCalendar = reasonAgainst({ provisioning }, 'calendar-presence');
  const minutes = (value: number | null | undefined, typed: string | undefined): number | undefined => {
    const wish = value ?? Number.parseInt(typed ?? '', 10);
    return Number.isInteger(wish) && wish >= 1 && wish <= most ? wish : undefined;
  };
  return (
    <>
      <Field label={texts.idle} hint={texts.idleHint}>
        <SpinButton
          value={settings.idleMinutes}
          min={1}
          max={most}
          onChange={(_, data) => {
            const wish = minutes(data.value, data.displayValue);
            if (wish !== undefined) change({ idleMinutes: wish });
          }}
        />
      </Field>
      <Field label={texts.away} hint={texts.awayHint}>
        <SpinButton
          value={settings.awayMinutes}
          min={1}
          max={most}
          onChange={(_, data) => {
            const wish = minutes(data.value, data.displayValue);
            if (wish !== undefined) change({ awayMinutes: wish });
          }}
        />
      </Field>
      <Text>{noCalendar ? texts.calendarForbidden : texts.calendarStatus}</Text>
    </>
  );
}
