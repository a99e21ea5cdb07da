/** The person's settings with the administrator's over them: what the whole program sees. */
import type { Failure } from '../../shared/model/failure.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ManagedPolicy } from './managed.ts';
import type { SettingsStore } from './settings.ts';

/** A store whose managed values win, and stay: a change of one is not taken. The person's own lie below, and count again when the file lets go of them. */
export function manageSettings(own: SettingsStore, managed: ManagedPolicy): SettingsStore {
  const listeners = new Set<(settings: Settings) => void>();
  let settings = merged();
  const follow = () => {
    settings = merged();
    for (const listener of listeners) listener(settings);
  };
  own.onChange(follow);
  managed.onChange(follow);

  function merged(): Settings {
    return { ...own.get(), ...managed.values() };
  }

  return {
    get: () => settings,
    change(patch) {
      const locked = managed.values();
      const free = Object.entries(patch).filter(([setting]) => !Object.hasOwn(locked, setting));
      if (free.length > 0) own.change(Object.fromEntries(free) as Partial<Settings>);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forgetSetAside: () => own.forgetSetAside(),
    flush: () => own.flush(),
  };
}

/** Why none of these settings may be changed by the person; undefined when all may. Failure: SETTING_MANAGED, data `setting`, `file`. */
export function refusalOf(managed: ManagedPolicy, settings: readonly string[], at: number): Failure | undefined {
  const { locked, path } = managed.state();
  const setting = locked.find((each) => settings.includes(each));
  return setting ? { code: 'SETTING_MANAGED', data: { setting, file: path }, at } : undefined;
}

/** Why nobody may be a guest in the meetings of a domain; undefined when one may. Failure: GUEST_DOMAIN_BLOCKED, data `domain`, `file`. */
export function guestRefusalOf(managed: ManagedPolicy, domain: string, at: number): Failure | undefined {
  const { blockedGuestDomains, path } = managed.state();
  const name = domain.toLowerCase();
  const isBlocked = blockedGuestDomains.includes('*') || blockedGuestDomains.includes(name);
  return isBlocked ? { code: 'GUEST_DOMAIN_BLOCKED', data: { domain: name, file: path }, at } : undefined;
}
