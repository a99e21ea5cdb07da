/** The German words of About. */
import type * as english from '../en/about.ts';
import type { Worded } from '../language-pack.ts';

export const aboutTexts: Worded<typeof english.aboutTexts> = {
  title: 'Info zu Offhook',
  what: 'Softphone und Besprechungsclient für Skype for Business Server und Standard-SIP, mit eingebautem Labor.',
  version: 'Version',
  runtime: 'Laufzeit',
  platform: 'System',
  sandbox: 'Sandbox',
  sandboxOn: 'Ein',
  sandboxOff: 'Aus: ohne Sandbox gestartet',
  passwords: 'Kennwörter',
  passwordsKept: (backend) => `Vom Desktop verschlüsselt (${backend})`,
  passwordsNot: (backend) => `Nicht gespeichert: kein sicherer Ort auf diesem Desktop${backend ? ` (${backend})` : ''}`,
  managed: 'Verwaltet durch',
  managedHeld: (path) => `Ihren Administrator, in ${path}`,
  managedRefused: (path) => `Ihren Administrator, in ${path}; die Datei konnte nicht gelesen werden`,
  managedForTests: 'für Tests angegeben, nicht die Datei des Systems',
  standIn:
    'Das ist die Testlaufzeit. Sie dient für Tests und einen ersten Blick und erhält keine Sicherheitsupdates: Verwenden Sie sie nicht für die Arbeit.',
  licence:
    'Offhook ist freie Software unter der MIT-Lizenz. Die enthaltenen Bibliotheken behalten ihre eigenen Lizenzen.',
  site: 'offhook.org',
  licences: (count) => `Lizenzen der ${count} enthaltenen Bibliotheken`,
  licencesLoading: 'Lizenzen werden gesucht',
  licencesNone: 'Dieser Build enthält keine Lizenzliste.',
  licencesFilter: 'Bibliothek oder Lizenz suchen',
  licencesFilterClear: 'Suche löschen',
  licencesNoneFound: 'Keine passende Bibliothek.',
  licencesNoText: 'Das Paket bringt keinen eigenen Text mit.',
  chromium: 'Lizenzen von Chromium',
};
