/** The German words of the main window. */
import type * as english from '../en/main.ts';
import type { Worded } from '../language-pack.ts';

export const mainTexts: Worded<typeof english.mainTexts> = {
  presenceMenu: (state) => `Ihr Status: ${state}`,
  states: {
    available: 'Verfügbar',
    busy: 'Beschäftigt',
    'do-not-disturb': 'Nicht stören',
    'be-right-back': 'Bin gleich zurück',
    away: 'Als abwesend anzeigen',
    'off-work': 'Nicht bei der Arbeit',
  },
  resetStatus: 'Status zurücksetzen',
  statusUnseen: 'Ihr Server zeigt niemandem Ihren Status.',
  note: 'Notiz',
  noteEmpty: 'Was gibt es heute?',
  noteEdit: (note) => (note === '' ? 'Was gibt es heute? Notiz für andere schreiben' : `Ihre Notiz: ${note}. Ändern`),
  noteTitle: 'Ihre Notiz und Ihr Ort',
  noteHint: 'Sehen alle, die Ihren Status sehen.',

  noteUntil: 'Behalten',
  noteUntils: { always: 'Bis ich sie ändere', hour: 'Eine Stunde', day: 'Bis Mitternacht', week: 'Eine Woche' },
  noteUntilThen: (when) => `Bis ${when}`,
  noteEarlier: 'Frühere Notizen',
  noteUse: (note) => `Wieder verwenden: ${note}`,
  noteForbidden: 'Ihr Unternehmen lässt keine persönlichen Notizen zu.',
  location: 'Wo Sie sind',
  locationHint: 'Z. B. Büro, Zuhause, Oslo.',
  outOfOffice: 'Andere sehen Ihre Abwesenheitsnotiz.',
  elsewhere: (count) =>
    count === 1
      ? 'Sie sind auf einem weiteren Gerät angemeldet.'
      : `Sie sind auf ${count} weiteren Geräten angemeldet.`,
  save: 'Speichern',
  more: 'Einstellungen und mehr',
  settings: 'Einstellungen',
  diagnostics: 'Diagnose',
  about: 'Info zu Offhook',
  signOut: 'Abmelden',
  signOutTitle: 'Abmelden?',
  signOutEnds: {
    call: 'Ihr Gespräch wird damit beendet.',
    meeting: 'Sie verlassen damit die Besprechung, in der Sie sind.',
    both: 'Ihr Gespräch wird damit beendet, und Sie verlassen die Besprechung.',
  },
  staySignedIn: 'Angemeldet bleiben',
  forgetMe: 'Mich vergessen',
  forgetTitle: 'Ihre Daten auf diesem Computer vergessen?',
  forgetBody:
    'Offhook meldet Sie ab und entfernt, was auf diesem Computer von Ihnen gespeichert ist: Adresse, Kennwort, Anmeldezertifikat, vertraute Server, den Verlauf der Chats und Anrufe sowie Traces.',
  forgetServerContacts: 'Ihre Kontakte bleiben auf dem Server.',
  forgetLocalContacts: 'Auch Ihre Kontakte, die es nur auf diesem Computer gibt, werden entfernt.',
  cancel: 'Abbrechen',
  field: 'Suchen, Nummer wählen, Link einfügen',
  clear: 'Löschen',
  joinThis: 'Dieser Besprechung beitreten',
  callThis: 'Diese Nummer anrufen',
  tabList: 'Ansichten',
  waiting: (count) => `${count} neu`,
  tabs: { contacts: 'Kontakte', chats: 'Chats', phone: 'Telefon', meetings: 'Besprechungen' },
  devices: { camera: 'Kamera', speaker: 'Lautsprecher', microphone: 'Mikrofon' },
  noDevice: { camera: 'Keine Kamera', speaker: 'Kein Lautsprecher', microphone: 'Kein Mikrofon' },
  devicesLoading: 'Geräte werden gesucht',
  devicesFailed: 'Geräte unbekannt',
  devicePicker: (label) => `Audiogeräte: ${label}`,
  signedIn: 'Angemeldet',
  reconnecting: 'Wird neu verbunden',
  signedOut: 'Abgemeldet',
  connection: (state) => `${state}. Diagnose öffnen`,
  retryIn: (seconds, attempt) =>
    seconds > 0
      ? `Nächster Versuch in ${seconds}\u00a0s (Versuch ${attempt}).`
      : `Neuer Versuch läuft (Versuch ${attempt}).`,
  tryNow: 'Jetzt versuchen',
  checking: (server) => `Warten auf eine Antwort von ${server}. Was Sie sehen, ist vielleicht veraltet.`,
  limited:
    'Ihr Homeserver ist nicht erreichbar; ein Ersatzserver bedient Sie. Kontakte, Anwesenheit und Besprechungen funktionieren vielleicht erst wieder, wenn er zurück ist.',
  listFrom: (when) => `Stand der Kontakte: ${when}.`,
  join: 'Besprechung beitreten',
};
