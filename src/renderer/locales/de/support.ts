/** The German words of "Save for support" and of a session that ended badly. */
import type { SupportFileName } from '../../../shared/model/support.ts';
import type * as english from '../en/support.ts';
import type { Worded } from '../language-pack.ts';

const files: Readonly<Record<SupportFileName, string>> = {
  'outcome.txt': 'Was aus dieser Sitzung wurde',
  'versions.txt': 'Versionen',
  'journey.txt': 'Die letzte Anmeldung, Schritt für Schritt',
  'configuration.txt': 'Konfigurationsinformationen',
  'network.json': 'Netzwerk, Verbindungen und Geräte',
  'settings.json': 'Einstellungen',
  'ladder.txt': 'Nachrichten als Pfeile',
  'trace.jsonl': 'Trace',
  'trace.uccapilog': 'Trace, wie ihn der Client von Microsoft schreibt',
};

export const supportTexts: Worded<typeof english.supportTexts> = {
  title: 'Für den Support speichern',
  hint: 'Offhook speichert diese Dateien als eine ZIP-Datei, wo Sie möchten, und sendet nichts. Kennwörter, Schlüssel, Nachrichten und die Teilnehmer von Besprechungen sind nicht enthalten; Namen von Personen und Servern, mit denen Sie zu tun hatten, schon. Die Dateien sind auf Englisch geschrieben.',
  files: 'Zu speichernde Dateien',
  fileNames: files,
  size: (lines, size) => `${lines === 1 ? '1 Zeile' : `${lines} Zeilen`}, ${size}`,
  show: (file) => `${file} lesen`,
  read: 'Lesen',
  preview: (file) => `Alle Zeilen von ${file}`,
  emptyLine: (number: number) => `Zeile ${number} ist leer`,
  wholeLine: 'Die gewählte Zeile',
  wholeLineHint: 'Wählen Sie eine Zeile, um sie ganz zu lesen.',
  loading: 'Dateien werden gesammelt',
  save: 'Speichern…',
  saved: 'Gespeichert.',
  again: 'Erneut sammeln',
  nothingChosen: 'Wählen Sie mindestens eine Datei.',
  logFolder: 'Protokollordner öffnen',
  crashFolder: 'Ordner mit Absturzberichten öffnen',
  crashHint:
    'Absturzberichte bleiben auf diesem Computer und werden nicht mitgespeichert: Sie enthalten Teile des Arbeitsspeichers, also womöglich alles.',
  endedBadly: 'Offhook wurde beim letzten Mal unerwartet beendet.',
  broke: 'In Offhook ist etwas kaputtgegangen.',
  badEndNext: 'Wenn es wieder vorkommt, speichern Sie die Dateien für den Support.',
};
