/** Brings the words of the language that main named in the page's address: `?language=de`. English needs nothing. */
import type { SpokenLanguage } from '../../shared/model/language.ts';
import { speak } from './language.ts';
import type { LanguagePack } from './language-pack.ts';

const packs = {
  de: async () => (await import('./de/pack.ts')).pack,
  fr: async () => (await import('./fr/pack.ts')).pack,
  pseudo: async () => (await import('./pseudo.ts')).pseudoPack(),
} satisfies Partial<Record<SpokenLanguage, () => Promise<LanguagePack>>>;

/** Speaks it from then on and says so to screen readers; unknown names and words that do not load leave it English. */
export async function loadLanguage(page: Document): Promise<void> {
  const name = new URLSearchParams(page.location.search).get('language');
  if (name === null || !isLoadable(name)) return;
  try {
    speak(name, { ...(await packs[name]()) });
    page.documentElement.lang = name === 'pseudo' ? 'en' : name;
  } catch {
    // The files of the window are incomplete; English words are better than none.
  }
}

function isLoadable(name: string): name is keyof typeof packs {
  return Object.hasOwn(packs, name);
}
