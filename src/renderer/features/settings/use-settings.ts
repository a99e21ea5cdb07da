import type { InputOf } from '../../../shared/ipc/contract.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { isLocked, type SettingSource, sourceOf } from './setting-source.ts';

export type SettingsPatch = InputOf<'settings.change'>;

/** The settings as main holds them, and how to change some. */
export function useSettings(): { readonly settings: Settings; readonly change: (patch: SettingsPatch) => void } {
  const { client } = useServices();
  const run = useRun();
  const settings = useSlice((snapshot) => snapshot.settings);
  return { settings, change: (patch) => run(client.request('settings.change', patch)) };
}

export interface SettingState {
  readonly locked: boolean;
  readonly source: SettingSource;
  /** The managed file, for those that are locked. */
  readonly file: string;
  /** Puts it back as it was at first; undefined where there is nothing to put back, or nobody may. */
  readonly reset: (() => void) | undefined;
}

/** How one setting stands. */
export function useSetting(setting: ShownSetting): SettingState {
  const { change } = useSettings();
  const settings = useSlice((snapshot) => snapshot.settings);
  const managed = useSlice((snapshot) => snapshot.managed);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const source = sourceOf(setting, { settings, managed, provisioning });
  const mayReset = source === 'person' && isResettable(setting);
  return {
    source,
    locked: isLocked(setting, managed),
    file: managed.path,
    reset: mayReset ? () => change(firstOf(setting)) : undefined,
  };
}

type Resettable = keyof SettingsPatch & ShownSetting;

/** Devices and authorities are changed by requests of their own. */
function isResettable(setting: ShownSetting): setting is Resettable {
  return setting !== 'devicePreferences' && setting !== 'companyAuthorities';
}

function firstOf(setting: Resettable): SettingsPatch {
  return structuredClone({ [setting]: defaultSettings[setting] });
}
