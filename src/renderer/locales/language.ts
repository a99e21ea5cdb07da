/**
 * Which language the window speaks. It is chosen once, before the first component's module is read, and kept until the
 * page is loaded anew: words are constants everywhere else.
 */
import type { SpokenLanguage } from '../../shared/model/language.ts';
import type { LanguagePack } from './language-pack.ts';

interface Spoken {
  readonly language: SpokenLanguage;
  readonly pack: LanguagePack | undefined;
}

let spoken: Spoken = { language: 'en', pack: undefined };

/** Speaks another language from now on; whoever read words before keeps the old ones. */
export function speak(language: SpokenLanguage, pack: LanguagePack | undefined): void {
  spoken = { language, pack };
}

/** The words of one topic: those of the chosen language, or the English ones. */
export function inLanguage<K extends keyof LanguagePack>(topic: K, english: LanguagePack[K]): LanguagePack[K] {
  return spoken.pack?.[topic] ?? english;
}

const tags: Readonly<Record<SpokenLanguage, string>> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', pseudo: 'en-GB' };

/** For dates, times and numbers. BCP 47 */
export function languageTag(): string {
  return tags[spoken.language];
}
