/**
 * Which language the window speaks. It is chosen once, before the first component's module is read, and kept until the
 * page is loaded anew: words are constants everywhere else.
 */
import type { SpokenLanguage } from '../../shared/model/language.ts';

/** By topic. `load-language.ts` hands in a whole LanguagePack; its type is not named here, since the words use this file. */
type Words = Readonly<Record<string, object>>;

let spoken: { readonly language: SpokenLanguage; readonly words: Words } = { language: 'en', words: {} };

/** Speaks another language from now on; whoever read words before keeps the old ones. */
export function speak(language: SpokenLanguage, words: Words): void {
  spoken = { language, words };
}

/** The words of one topic: those of the chosen language, which have the shape of the English ones, or these. */
export function inLanguage<T extends object>(topic: string, english: T): T {
  return (spoken.words[topic] as T | undefined) ?? english;
}

const tags = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  pseudo: 'en-GB',
} as const satisfies Readonly<Record<SpokenLanguage, string>>;

/** For dates, times and numbers. BCP 47 */
export function languageTag(): (typeof tags)[SpokenLanguage] {
  return tags[spoken.language];
}
