import type { Settings } from '../../../shared/model/settings.ts';
import { noticeWords, settingsTexts as texts } from '../../locales/settings.ts';
import { ChoiceSetting } from './choice-setting.tsx';
import { SwitchSetting } from './switch-setting.tsx';

const choices = Object.keys(noticeWords) as Settings['notices'][];

/** What the desktop shows when something comes in, how a call does, and whether Offhook stays when its window goes. */
export function NoticeSettings() {
  return (
    <>
      <ChoiceSetting
        setting="notices"
        look="radio"
        choices={choices}
        words={(choice) => noticeWords[choice]}
        hint={texts.noticesHint}
      />
      <SwitchSetting setting="callTakesFocus" hint={texts.callTakesFocusHint} />
      <SwitchSetting setting="keepRunning" hint={texts.keepRunningHint} />
    </>
  );
}
