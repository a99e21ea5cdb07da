/** The words about microphone, speaker, camera and ringer. */
import * as english from './en/devices.ts';
import { inLanguage } from './language.ts';

export const {
  changeLine,
  deviceChoiceSources,
  deviceSources,
  deviceStates,
  devicesTexts,
  levelWord,
  noDeviceWords,
  roleTitles,
} = inLanguage('devices', english);
