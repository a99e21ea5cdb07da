/** The German words about newer versions. */
import type * as english from '../en/updates.ts';
import type { Worded } from '../language-pack.ts';

export const updateTexts: Worded<typeof english.updateTexts> = {
  title: 'Neuere Versionen',
  off: 'Offhook sucht nicht nach neueren Versionen. Das entscheiden die Einstellung „Neuere Versionen“ und Ihr Administrator.',
  checking: 'Suche nach einer neueren Version…',
  newest: (time) => `Dies ist die neueste Version, Stand ${time}.`,
  available: (version) => `Version ${version} ist verfügbar. Geladen und installiert wird erst, wenn Sie es sagen.`,
  downloading: (version, percent) => `Version ${version} wird geladen: ${percent} %`,
  ready: (version) =>
    `Version ${version} ist geladen und ist die signierte. Zum Installieren wird Offhook zuerst beendet.`,
  check: 'Jetzt suchen',
  download: 'Laden',
  install: 'Installieren und neu starten',
};
