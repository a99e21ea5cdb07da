/** The languages Offhook speaks, and which of them a person gets. */

/** `pseudo` is English stretched and accented, for tests of the windows; nobody can choose it there. */
export type SpokenLanguage = 'en' | 'de' | 'fr' | 'pseudo';

export type LanguageChoice = 'system' | SpokenLanguage;

const spoken: readonly SpokenLanguage[] = ['en', 'de', 'fr'];

/** The chosen one; else the first of the system's (BCP 47 tags, the preferred first) that Offhook speaks; else English. */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): SpokenLanguage {
  if (choice !== 'system') return choice;
  const primary = preferred.map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  for (const tag of primary) {
    const language = spoken.find((known) => known === tag);
    if (language) return language;
  }
  return 'en';
}
