/** The address of the window's page: its language, then the screen. */
import type { SpokenLanguage } from '../../shared/model/language.ts';
import { appOrigin } from './window-policy.ts';

/** `path` is a screen such as `/about`, or '' for the first one. English is what the page speaks by itself. */
export function pageAddress(language: SpokenLanguage, path: string): string {
  return `${appOrigin}/${language === 'en' ? '' : `?language=${language}`}${path === '' ? '' : `#${path}`}`;
}

/**
 * The same page at another screen, without loading it anew; undefined where it is there already. Electron before 35 loads a page anew that is to go
 * where it is. electron/electron#46469
 */
export function atScreen(address: string, path: string): string | undefined {
  const url = new URL(address === '' ? `${appOrigin}/` : address);
  url.hash = path;
  return url.href === address ? undefined : url.href;
}
