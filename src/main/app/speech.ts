/** Which language Offhook speaks now, and when the window changes to another. */
import type { BrowserWindow } from 'electron';
import { isLive } from '../../shared/model/call.ts';
import { languageFor, type SpokenLanguage } from '../../shared/model/language.ts';
import { pageAddress } from '../platform/page-address.ts';
import { desktopWords } from '../platform/words/desktop-words.ts';
import type { DesktopWords } from '../platform/words/english.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';

export interface Spoken {
  readonly language: SpokenLanguage;
  readonly words: DesktopWords;
}

export interface Speech {
  now(): Spoken;
  /** Loads the page of a window anew when another language was chosen; while a call sounds through it, when that has ended. */
  follow(window: BrowserWindow, state: StateStore): void;
}

/** `preferred` are the system's languages, the most wanted first. */
export function createSpeech(settings: SettingsStore, preferred: () => readonly string[]): Speech {
  const now = (): Spoken => {
    const language = languageFor(settings.get().language, preferred());
    return { language, words: desktopWords(language) };
  };
  return {
    now,
    follow(window, state) {
      let shown = now().language;
      const look = () => {
        const { language } = now();
        if (language === shown || state.get().calls.some(isLive)) return;
        shown = language;
        loadAnew(window, language);
      };
      const stops = [settings.onChange(look), state.onDelta(({ slices }) => slices.calls && look())];
      window.once('closed', () => {
        for (const stop of stops) stop();
      });
    },
  };
}

/** The same place, in another language. */
function loadAnew(window: BrowserWindow, language: SpokenLanguage): void {
  // Empty while its first page is still to come.
  const address = window.webContents.getURL();
  const hash = URL.canParse(address) ? new URL(address).hash : '';
  window.loadURL(pageAddress(language, hash.slice(1))).catch(() => undefined);
}
