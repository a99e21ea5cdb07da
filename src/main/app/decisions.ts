/** What a person decides in the settings, as far as the administrator of this computer leaves it to them. */
import type { Clock } from '../../shared/clock.ts';
import { deviceRoles } from '../../shared/model/devices.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { shownSettings } from '../../shared/model/settings-table.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { DeviceManager } from '../devices/device-manager.ts';
import type { ManagedPolicy } from '../store/managed.ts';
import { refusalOf } from '../store/managed-settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import { withTrustedName } from '../store/trusted-names.ts';

export interface Decisions {
  /** Whether a person may decide these for themselves. Failure of these three: SETTING_MANAGED. */
  mayDecide(settings: readonly (keyof Settings)[]): Outcome<void>;
  trustName(domain: string, host: string): Outcome<void>;
  changeSettings(patch: Partial<Settings>): Outcome<void>;
  /** Everything a page of the settings shows is as it was at first; what the administrator decided stays. */
  resetSettings(): void;
}

export interface DecisionParts {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly managed: ManagedPolicy;
  readonly devices: Pick<DeviceManager, 'choose'>;
  /** Another interface may be the preferred one. */
  readonly showInterfaces: () => void;
}

/** Binds them to what they change. */
export function decisionsOver({ clock, settings, managed, devices, showInterfaces }: DecisionParts): Decisions {
  const mayDecide = (names: readonly string[]): Outcome<void> => {
    const refusal = refusalOf(managed, names, clock.wall());
    return refusal ? failed(refusal) : done(undefined);
  };
  const changeSettings = (patch: Partial<Settings>): Outcome<void> => {
    const allowed = mayDecide(Object.keys(patch));
    if (!allowed.ok) return allowed;
    settings.change(patch);
    if ('preferredInterface' in patch) showInterfaces();
    return allowed;
  };
  return {
    mayDecide,
    changeSettings,
    trustName: (domain, host) =>
      changeSettings({ trustedNames: withTrustedName(settings.get().trustedNames, domain, host) }),
    resetSettings() {
      settings.change(Object.fromEntries(shownSettings().map((key) => [key, defaultSettings[key]])));
      showInterfaces();
      // Those that run are asked again which of them to use.
      for (const role of deviceRoles) devices.choose(role, '');
    },
  };
}
