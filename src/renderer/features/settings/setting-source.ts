/** Where the value of a setting comes from. Pure. */
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';

export type SettingSource = 'default' | 'person' | 'administrator' | 'server';

export type SourceParts = Pick<Snapshot, 'settings' | 'managed' | 'provisioning'>;

/** The administrator before the company's server, since the file decides what this program does at all. */
export function sourceOf(setting: ShownSetting, { settings, managed, provisioning }: SourceParts): SettingSource {
  if (isLocked(setting, managed)) return 'administrator';
  // The server can forbid what the setting would allow.
  if (setting === 'keepHistory' && reasonAgainst({ provisioning }, 'save-im')) return 'server';
  return isSame(settings[setting], defaultSettings[setting]) ? 'default' : 'person';
}

/** Whether only the administrator changes it. */
export function isLocked(setting: ShownSetting, { locked }: Snapshot['managed']): boolean {
  return locked.some((each) => each === setting);
}

/** Settings are plain data whose parts are always made in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
