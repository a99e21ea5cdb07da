/** The words outside the windows, in the person's language. */
import type { SpokenLanguage } from '../../../shared/model/language.ts';
import { type DesktopWords, english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';

const words: Readonly<Partial<Record<SpokenLanguage, DesktopWords>>> = { de: german, fr: french };

/** English where a language has none of its own. */
export function desktopWords(language: SpokenLanguage): DesktopWords {
  return words[language] ?? english;
}
