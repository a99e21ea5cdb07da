import { Radio, RadioGroup, Text } from '@fluentui/react-components';
import type { InterfaceVerdict } from '../../../shared/model/network.ts';
import { labelled } from '../../locales/format.ts';
import { interfaceReasons } from '../../locales/network.ts';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSlice } from '../../state/services.tsx';
import { useSettings } from './use-settings.ts';

/** Each interface with its verdict, and which one is preferred. */
export function InterfaceSettings() {
  const { settings, change } = useSettings();
  const interfaces = useSlice((snapshot) => snapshot.network.interfaces);
  if (interfaces.length === 0) return <Text>{texts.interfacesNone}</Text>;
  return (
    <RadioGroup
      aria-label={texts.interfaces}
      value={settings.preferredInterface}
      onChange={(_, data) => change({ preferredInterface: data.value })}
    >
      <Radio value="" label={texts.byRoute} />
      {interfaces.map((known) => (
        <Radio key={known.name} value={known.name} label={verdictWords(known)} />
      ))}
    </RadioGroup>
  );
}

function verdictWords(known: InterfaceVerdict): string {
  const reason = interfaceReasons[known.reason];
  const state = known.chosen ? labelled(texts.inUse, `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`) : reason;
  return [known.name, known.addresses.join(', '), state].filter((part) => part !== '').join(' · ');
}
