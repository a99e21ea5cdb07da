import { expect, it } from 'vitest';
import { type LanguageChoice, languageFor, type SpokenLanguage } from './language.ts';

it.each<[LanguageChoice, readonly string[], SpokenLanguage]>([
  ['system', ['de-AT', 'en-US'], 'de'],
  ['system', ['it-IT', 'fr', 'en'], 'fr'],
  ['system', ['EN_GB', 'de'], 'en'],
  ['system', ['deu', 'x-de', ''], 'en'],
  ['system', ['pseudo'], 'en'],
  ['system', [], 'en'],
  ['fr', ['de'], 'fr'],
  ['pseudo', ['de'], 'pseudo'],
])('of %s with the system speaking %o, it is %s', (choice, preferred, language) => {
  expect(languageFor(choice, preferred)).toBe(language);
});
