import { Field, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import type { Settings } from '../../../shared/model/settings.ts';
import { noticeWords, settingsTexts as texts } from '../../locales/settings.ts';
import { useSettings } from './use-settings.ts';

const choices = Object.keys(noticeWords) as Settings['notices'][];

/** What the desktop shows when something comes in, how a call does, and whether Offhook stays when its window goes. */
export function NoticeSettings() {
  const { settings, change } = useSettings();
  return (
    <>
      <Field label={texts.notices} hint={texts.noticesHint}>
        <RadioGroup
          value={settings.notices}
          onChange={(_, data) => {
            const wish = choices.find((known) => known === data.value);
            if (wish) change({ notices: wish });
          }}
        >
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={noticeWords[choice]} />
          ))}
        </RadioGroup>
      </Field>
      <Field hint={texts.callTakesFocusHint}>
        <Switch
          label={texts.callTakesFocus}
          checked={settings.callTakesFocus}
          onChange={(_, data) => change({ callTakesFocus: data.checked })}
        />
      </Field>
      <Field hint={texts.keepRunningHint}>
        <Switch
          label={texts.keepRunning}
          checked={settings.keepRunning}
          onChange={(_, data) => change({ keepRunning: data.checked })}
        />
      </Field>
    </>
  );
}
