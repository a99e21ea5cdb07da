import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

export type SettingsPatch = InputOf<'settings.change'>;

/** The settings as main holds them, and how to change some. */
export function useSettings(): { readonly settings: Settings; readonly change: (patch: SettingsPatch) => void } {
  const { client } = useServices();
  const run = useRun();
  const settings = useSlice((snapshot) => snapshot.settings);
  return { settings, change: (patch) => run(client.request('settings.change', patch)) };
}
