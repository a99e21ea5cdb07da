/** The words about newer versions. */
import type * as english from '../en/updates.ts';
import type { Worded } from '../language-pack.ts';

export const updateTexts: Worded<typeof english.updateTexts> = {
  title: 'Nouvelles versions',
  off: 'Offhook ne recherche pas de nouvelles versions. Cela dépend du paramètre « Nouvelles versions » et de votre administrateur.',
  checking: 'Recherche d’une nouvelle version…',
  newest: (time) => `Cette version est la plus récente (vérifié : ${time}).`,
  available: (version) => `La version ${version} est disponible. Rien n’est téléchargé ni installé sans votre accord.`,
  downloading: (version, percent) => `Téléchargement de la version ${version} : ${percent} %`,
  ready: (version) => `La version ${version} est là et sa signature est bonne. L’installer ferme d’abord Offhook.`,
  check: 'Rechercher maintenant',
  download: 'Télécharger',
  install: 'Installer et redémarrer',
};
