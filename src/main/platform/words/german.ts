/** The German words outside the windows. */
import type { Availability } from '../../../shared/model/presence.ts';
import type { NoticeAction } from '../../session/notices/notice.ts';
import type { DesktopWords } from './english.ts';

type Named<K extends string> = Readonly<Record<K, string>>;

const actions: Named<NoticeAction> = {
  'open-chat': 'Öffnen',
  'accept-chat': 'Annehmen',
  'decline-chat': 'Ablehnen',
  'open-contact': 'Anzeigen',
  'add-watcher': 'Hinzufügen',
  'open-phone': 'Anzeigen',
  'open-meeting': 'Anzeigen',
  'open-meeting-chat': 'Öffnen',
  admit: 'Einlassen',
  deny: 'Abweisen',
  'admit-all': 'Alle einlassen',
  'open-app': 'Anzeigen',
  'accept-invitation': 'Beitreten',
  'decline-invitation': 'Ablehnen',
  'open-call': 'Anzeigen',
  'answer-call': 'Annehmen',
  'decline-call': 'Ablehnen',
};

/** How somebody is, after their name. */
const becomes: Named<Availability> = {
  available: 'ist verfügbar',
  'available-idle': 'ist inaktiv',
  busy: 'ist beschäftigt',
  'busy-idle': 'ist beschäftigt und inaktiv',
  'do-not-disturb': 'möchte nicht gestört werden',
  'be-right-back': 'ist gleich zurück',
  away: 'ist abwesend',
  offline: 'ist offline',
  unknown: 'hat den Status geändert',
};

const statuses: Named<Availability> = {
  available: 'Verfügbar',
  'available-idle': 'Inaktiv',
  busy: 'Beschäftigt',
  'busy-idle': 'Beschäftigt, inaktiv',
  'do-not-disturb': 'Nicht stören',
  'be-right-back': 'Bin gleich zurück',
  away: 'Abwesend',
  offline: 'Offline',
  unknown: 'Unbekannt',
};

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const german: DesktopWords = {
  actions,
  notices: {
    message: 'hat Ihnen eine Nachricht gesendet.',
    wantsToTalk: 'möchte mit Ihnen sprechen.',
    callsFrom: (number) => `ruft Sie von ${number} an.`,
    calls: 'ruft Sie an.',
    invites: 'lädt Sie zu einer Besprechung ein.',
    inLobby: 'wartet im Wartebereich.',
    meeting: 'Besprechung',
    severalInLobby: 'Mehrere Personen warten im Wartebereich.',
    wroteInMeeting: 'hat in der Besprechung geschrieben.',
    becomes: (availability) => `${becomes[availability]}.`,
    addedYou: 'hat Sie zu den eigenen Kontakten hinzugefügt.',
    missed: 'Verpasst',
    missedOne: 'Sie haben eine Unterhaltung verpasst.',
    voicemail: 'Voicemail',
    newVoicemail: (count) => `${some(count, 'neue Voicemail', 'neue Voicemails')}.`,
  },
  waiting: {
    messages: (count) => some(count, 'ungelesene Nachricht', 'ungelesene Nachrichten'),
    meetingMessages: (count) => some(count, 'Nachricht in der Besprechung', 'Nachrichten in der Besprechung'),
    invitations: (count) => some(count, 'Einladung zu einer Besprechung', 'Einladungen zu Besprechungen'),
    missed: (count) => `${count} verpasst`,
    voicemail: (count) => some(count, 'neue Voicemail', 'neue Voicemails'),
    watchers: (count) => some(count, 'Person hat Sie hinzugefügt', 'Personen haben Sie hinzugefügt'),
  },
  tray: {
    statuses,
    appearAway: 'Als abwesend anzeigen',
    open: 'Offhook öffnen',
    status: (status) => `Status: ${status}`,
    resetStatus: 'Status zurücksetzen',
    signOut: 'Abmelden',
    quit: 'Beenden',
    reconnecting: 'Wird neu verbunden',
    signingIn: 'Wird angemeldet',
    signedOut: 'Abgemeldet',
  },
  menu: {
    file: '&Datei',
    quit: 'Beenden',
    edit: '&Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    view: '&Ansicht',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    help: '&Hilfe',
    logFolder: 'Protokollordner öffnen',
    support: 'Für den Support speichern',
    setupCheck: 'Einrichtung testen',
    diagnostics: 'Diagnose',
    about: 'Info zu Offhook',
  },
  files: { all: 'Alle Dateien', certificates: 'Zertifikate', pictures: 'Bilder', scenarios: 'Szenariodateien' },
  screens: {
    whole: 'Gesamter Bildschirm',
    numbered: (number) => `Bildschirm ${number}`,
    unnamedWindow: 'Fenster ohne Namen',
  },
  incomingCall: 'Eingehender Anruf',
  cannotStart: 'Offhook kann nicht starten',
};
