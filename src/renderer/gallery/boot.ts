/** The gallery's beginning, with a language as the window has it: `gallery.html?scene=contacts&language=pseudo`. */
import { loadLanguage } from '../locales/load-language.ts';

async function boot(): Promise<void> {
  await loadLanguage(document);
  await import('./gallery.tsx');
}

void boot();
