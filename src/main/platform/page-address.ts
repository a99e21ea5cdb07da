/** The address of the window's page: its language, then the screen. */
import type { SpokenLanguage } from '../../shared/model/language.ts';
import { appOrigin } from './window-policy.ts';

/** `path` is a screen such as `/about`, or '' for the first one. English is what the page speaks by itself. */
export function pageAddress(language: SpokenLanguage, path: string): string {
  return `${appOrigin}/${language === 'en' ? '' : `?language=${language}`}${path === '' ? '' : `#${path}`}`;
}

/** The same page at another screen, without loading it anew. */
export function atScreen(address: string, path: string): string {
  const url = new URL(address === '' ? `${appOrigin}/` : address);
  url.hash = path;
  return url.href;
}
