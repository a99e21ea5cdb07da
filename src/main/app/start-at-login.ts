/** The setting "Start with the desktop" and what the desktop does, kept the same. */
import type { Autostart } from '../platform/autostart.ts';
import type { SettingsStore } from '../store/settings.ts';

export interface LoginParts {
  readonly settings: SettingsStore;
  /** The administrator decides: then the desktop follows, else the setting follows what was done in the desktop meanwhile. */
  readonly managed: () => boolean;
  readonly autostart: Autostart;
  readonly onProblem: (what: 'autostart', error: unknown) => void;
}

/** Compares once, and follows each change of the setting until stopped. */
export function followLogin({ settings, managed, autostart, onProblem }: LoginParts): () => void {
  const trying = (work: () => void) => {
    try {
      work();
    } catch (error) {
      onProblem('autostart', error);
    }
  };
  let wanted = settings.get().startAtLogin;
  trying(() => {
    const isOn = autostart.isOn();
    if (isOn === wanted) return;
    if (managed()) autostart.set(wanted);
    else {
      wanted = isOn;
      settings.change({ startAtLogin: isOn });
    }
  });
  return settings.onChange(({ startAtLogin }) => {
    if (startAtLogin === wanted) return;
    wanted = startAtLogin;
    trying(() => autostart.set(startAtLogin));
  });
}
