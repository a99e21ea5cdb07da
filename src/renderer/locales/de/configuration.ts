/** The German words of "Configuration information". */
import type * as english from '../en/configuration.ts';
import type { Worded } from '../language-pack.ts';

export const configurationTexts: Worded<typeof english.configurationTexts> = {
  name: 'Einstellung',
  value: 'Wert',
  status: 'Status',
  copyName: 'Alles kopieren',
  refresh: 'Aktualisieren',
  refreshing: 'Wird aktualisiert',
  offers: 'Von Ihrem Unternehmen angeboten, nicht von Offhook',
  offersHint: 'Verwenden Sie dafür einen anderen Client.',
  offer: (name, key) => `${name} (${key})`,
  problems: 'Teile, die nicht lesbar waren',
  problemsHint: 'Der Rest gilt trotzdem.',
  nothingSent: 'Der Server hat keine Einstellungen gesendet.',
  signedOut: 'Was der Server sendet, erscheint hier, sobald Sie angemeldet sind.',
  empty: '(leer)',
  unknownKey: '– Offhook nicht bekannt',
};

export const offerWords: Worded<typeof english.offerWords> = {
  'persistent-chat': 'Beständiger Chat',
  'call-via-work': 'Anruf über Arbeit',
};

export const sectionWords: Worded<typeof english.sectionWords> = {
  conferencing: 'Konferenzrichtlinie',
  'media-ports': 'Medienports und Dienstqualität',
  client: 'Clientrichtlinie',
  voice: 'VoIP-Richtlinie',
  emergency: 'Notrufe',
  bandwidth: 'Bandbreite (Anrufsteuerung)',
  location: 'Standort',
  'pstn-usages': 'PSTN-Verwendungen',
  'persistent-chat': 'Beständiger Chat',
  photo: 'Fotos',
  voicemail: 'Voicemail',
  'user-data': 'Benutzerdaten',
  'call-via-work': 'Anruf über Arbeit',
  server: 'Serverdaten',
  partners: 'Partner und öffentliche Anbieter',
  other: 'Sonstiges',
};

/** Of the facts; their names stand as Microsoft's own window has them, since support compares by these. */
export const factWords: Worded<typeof english.factWords> = {
  notSent: 'Der Server hat seine Einstellungen nicht gesendet',
  notSet: 'Nicht festgelegt',
  notSignedIn: 'Nicht angemeldet',
  exchange: {
    off: 'Nicht verwendet',
    loading: 'Wird abgefragt',
    ready: 'EWS ist in Ordnung',
    failed: 'EWS ist nicht eingerichtet oder wurde verweigert',
  },
  noMapi: 'MAPI wird nicht verwendet: Der Kalender kommt über die Exchange-Webdienste',
  portsBinding: 'Müssen verwendet werden',
  portsFree: 'Vom Server nicht vorgeschrieben',
  searched: 'Wird auf dem Server durchsucht',
  noAddressBook: 'Kein Adressbuch: nur eigene Kontakte',
  line: (number, extension) => (number ? `${number}, Durchwahl ${extension}` : `Durchwahl ${extension}`),
  dialPlan: { none: '', loading: 'Wird abgefragt', failed: 'Unbrauchbar' },
  dialPlanActive: (rules) => `Aktiv, ${rules === 1 ? '1 Regel' : `${rules} Regeln`}`,
};
