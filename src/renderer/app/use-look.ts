import type { Settings } from '../../shared/model/settings.ts';
import { useSlice } from '../state/services.tsx';
import { type Look, lookFor } from './theme.ts';
import { useMedia } from './use-media.ts';

const memoryKey = 'offhook.theme';
const themes: readonly Settings['theme'][] = ['system', 'light', 'dark', 'high-contrast'];

/** The look to draw. Until main has answered it is that of the last time, so that the window does not flash. */
export function useLook(): Look {
  const known = useSlice((snapshot) => snapshot.revision >= 0);
  const setting = useSlice((snapshot) => snapshot.settings.theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const forcedColors = useMedia('(forced-colors: active)');
  return lookFor(known ? setting : rememberedTheme(), { dark, forcedColors });
}

/** Keeps the theme for the first frame of the next start. */
export function rememberTheme(theme: Settings['theme']): void {
  window.localStorage.setItem(memoryKey, theme);
}

function rememberedTheme(): Settings['theme'] {
  const kept = window.localStorage.getItem(memoryKey);
  return themes.find((theme) => theme === kept) ?? 'system';
}
