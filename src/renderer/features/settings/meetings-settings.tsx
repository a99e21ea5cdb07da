import { Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSlice } from '../../state/services.tsx';
import { SettingField } from './setting-field.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { useSettings } from './use-settings.ts';

const longestName = 255;

/** How one comes into meetings. */
export function MeetingsSettings() {
  const blocked = useSlice((snapshot) => snapshot.managed.blockedGuestDomains);
  return (
    <>
      <SwitchSetting setting="joinWithSound" hint={texts.joinWithSoundHint} />
      <GuestName />
      {blocked.length > 0 && <Text>{texts.guestsBlocked(blocked)}</Text>}
    </>
  );
}

/** Kept when the field is left, so that no half of a name is ever used. */
function GuestName() {
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState<string>();
  const keep = () => {
    const name = typed?.trim();
    if (name !== undefined && name !== settings.guestName) change({ guestName: name });
    setTyped(undefined);
  };
  return (
    <SettingField setting="guestName" hint={texts.guestNameHint}>
      {(locked) => (
        <Input
          value={typed ?? settings.guestName}
          maxLength={longestName}
          disabled={locked}
          onChange={(_, data) => setTyped(data.value)}
          onBlur={keep}
          onKeyDown={({ key, nativeEvent }) => key === 'Enter' && !nativeEvent.isComposing && keep()}
        />
      )}
    </SettingField>
  );
}
