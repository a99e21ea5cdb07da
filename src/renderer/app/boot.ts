/** What the page begins with: the language first, since words are constants everywhere else, then the window itself. */
import { loadLanguage } from '../locales/load-language.ts';

async function boot(): Promise<void> {
  await loadLanguage(document);
  await import('./main.tsx');
}

void boot();
