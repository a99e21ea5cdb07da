/** The German words of the settings. */
import type { KeepHistory } from '../../../shared/model/history.ts';
import type * as english from '../en/settings.ts';
import type { Worded } from '../language-pack.ts';

export const settingsTexts: Worded<typeof english.settingsTexts> = {
  title: 'Einstellungen',
  page: 'Seite der Einstellungen',
  search: 'Einstellungen durchsuchen',
  searchClear: 'Suche leeren',
  found: (count) => {
    if (count === 0) return 'Keine Einstellung enthält diese Wörter. Versuchen Sie ein anderes Wort.';
    return count === 1 ? '1 Einstellung gefunden' : `${count} Einstellungen gefunden`;
  },
  foundList: 'Gefundene Einstellungen',
  reset: 'Zurücksetzen',
  resetOne: (title) => `Zurücksetzen: ${title}`,
  resetAllTitle: 'Alles auf Anfang',
  resetAllHint: 'Kennwort, Kontakte und Unterhaltungen bleiben.',
  resetAll: 'Alle Einstellungen zurücksetzen…',
  resetAllAsk: 'Alle Einstellungen zurücksetzen?',
  resetAllBody:
    'Jede Einstellung ist wieder wie am Anfang: auch Geräte, von Hand eingegebene Server sowie die Server und Zertifizierungsstellen, denen Sie vertrauen. Unterhaltungen, die älter als ein Jahr sind, werden gelöscht. Das lässt sich nicht rückgängig machen.',
  resetAllNow: 'Alle zurücksetzen',
  account: 'Ihr Konto',
  nobody: 'Niemand ist angemeldet.',
  name: 'Name',
  address: 'Adresse',
  server: 'Server',
  startAtLoginHint: 'Ihr Desktop startet Offhook, wenn Sie sich an ihm anmelden.',
  joinWithSoundHint: 'Wenn es ein Mikrofon gibt. Aus: Sie wählen in der Besprechung.',
  guestNameHint: 'Sehen andere, wenn Sie ohne Ihr Konto beitreten.',
  guestsBlocked: (domains) =>
    domains.includes('*')
      ? 'Ihr Administrator lässt nicht zu, dass Sie Besprechungen anderer Unternehmen als Gast beitreten.'
      : `Ihr Administrator lässt nicht zu, dass Sie Besprechungen von ${listed(domains)} als Gast beitreten.`,
  linksHint: 'Arten von Links, auf die Offhook reagiert, wenn ein anderes Programm sie übergibt.',
  updatesFrom: (feed) => `Von ${feed}; installiert wird erst, wenn Sie zustimmen.`,
  updatesNowhere: 'Ihr Administrator nennt keinen Ort für neuere Versionen, daher wird nicht gesucht.',
  languageHint: 'Das Fenster wird sofort neu geladen; während eines Anrufs danach.',
  tabs: {
    'settings-general': 'Allgemein',
    'settings-personal': 'Persönlich',
    'settings-status': 'Status',
    'settings-phone': 'Telefone und Wählplan',
    'settings-forwarding': 'Anrufweiterleitung',
    'settings-devices': 'Audio und Video',
    'settings-notices': 'Benachrichtigungen',
    'settings-meetings': 'Besprechungen',
    'settings-privacy': 'Datenschutz und Verlauf',
    'settings-network': 'Netzwerk und Zertifikate',
    'settings-advanced': 'Erweitert',
    'settings-lab': 'Labor',
  },
  idleHint: 'Gezählt, solange Sie weder Tastatur noch Maus benutzen.',
  awayHint: 'Gezählt, seit Sie inaktiv wurden.',
  calendarStatus: 'Solange Ihr Kalender eine Besprechung enthält, sehen andere „In einer Besprechung“.',
  calendarForbidden: 'Ihr Unternehmen lässt den Kalender nicht in Ihrem Status erscheinen.',
  noticesHint: 'Bei Status „Nicht stören“ wird nichts angezeigt.',
  callTakesFocusHint: 'Aus: Sein Fenster liegt über allen anderen, und wer gerade schreibt, schreibt weiter.',
  keepRunningHint:
    'Offhook bleibt im Infobereich, wenn Ihr Desktop einen hat; ein neuer Start holt das Fenster zurück.',
  history: 'Unterhaltungen auf diesem Computer',
  historyHint: 'Nachrichten, Dateinamen und die Anrufliste; was in Besprechungen gesagt wurde, wird nie gespeichert.',
  keepForbidden:
    'Ihr Unternehmen lässt nicht zu, dass Unterhaltungen gespeichert werden; es wird keine gespeichert, egal was hier gewählt ist.',
  clearHistory: 'Alles löschen…',
  clearTitle: 'Alles Gesagte löschen?',
  clearBody:
    'Alle Unterhaltungen und die Anrufliste dieses Kontos werden von diesem Computer entfernt. Das lässt sich nicht rückgängig machen.',
  clearNow: 'Löschen',
  cancel: 'Abbrechen',
  signInAtStartHint: 'Mit dem letzten Konto, wenn sein Kennwort auf diesem Computer gespeichert ist.',
  servers: 'Serveradressen',
  serversHint: 'Statt der Suche nach dem Server verwendet. Name oder name:port; der interne wird zuerst versucht.',
  serverLabels: { internal: 'Interner Server', external: 'Externer Server' },
  serverWrong:
    'Geben Sie den Namen eines Servers wie sip.contoso.com oder sip.contoso.com:5061 ein, oder lassen Sie das Feld leer.',
  save: 'Speichern',
  relay: {
    title: 'Medienrelais (TURN)',
    hint: 'Für Anrufe über einfache SIP-Server, wenn der Ton keinen anderen Weg findet. Skype for Business Server nennt ein eigenes; dort wird dieses nicht benutzt.',
    server: 'Relaisserver',
    serverWrong:
      'Geben Sie den Namen eines Servers ein, zum Beispiel turn.example.com oder turn.example.com:3478, oder lassen Sie das Feld leer.',
    transport: 'Erreicht über',
    transports: { udp: 'UDP', tcp: 'TCP' },
    userName: 'Benutzername beim Relais',
    password: 'Kennwort beim Relais',
    passwordKnown: { kept: 'Auf diesem Computer gespeichert', held: 'Bekannt, bis Offhook endet' },
    save: 'Relais speichern',
    passwordHeld:
      'Dieser Desktop hat keinen sicheren Ort für Kennwörter: Geben Sie es nach dem nächsten Start neu ein.',
  },
  rules: 'Server finden und ihnen vertrauen',
  allowTcpHint:
    'Im Unternehmen und zu Standard-SIP-Servern. Aus: Die Einträge solcher Server werden gar nicht erst abgefragt.',
  callEncryptionHint:
    'Ein Anruf, der nicht verschlüsselt ist, zeigt das an. Ihr Unternehmen kann Verschlüsselung auch selbst verlangen.',
  strictNamesHint: 'Nur der Domäne selbst und sip.domäne wird vertraut.',
  lenientHint: 'Mit sip.domäne und Ähnlichem weitermachen, wenn die veröffentlichten Server nicht verwendbar sind.',
  trusted: 'Vertraute Server',
  trustedHint: 'Namen außerhalb einer Domäne, die Sie für sie zugelassen haben.',
  trustedNone: 'Keine',
  trustedDomain: 'Domäne',
  trustedHost: 'Servername',
  trustedDomainWrong: 'Geben Sie eine Domäne wie contoso.com ein.',
  trustedHostWrong: 'Geben Sie den ganzen Namen eines Servers wie sipdir.online.lync.com ein, ohne Port oder Pfad.',
  trustedTwice: (host, domain) => `${host} wird für ${domain} schon vertraut.`,
  trustedMany: (most) => `Für eine Domäne kann höchstens ${most} Namen vertraut werden. Entfernen Sie zuerst einen.`,
  add: 'Hinzufügen',
  remove: (host, domain) => `${host} für ${domain} entfernen`,
  trustedFor: (domain) => `für ${domain}`,
  interfaces: 'Netzwerkschnittstellen',
  interfacesHint: 'Welche Offhook verwendet und warum die anderen nicht.',
  interfacesNone: 'Noch keine Schnittstellen bekannt.',
  byRoute: 'Automatisch, nach Route',
  inUse: 'Verwendet',
};

export const settingTitles: Worded<typeof english.settingTitles> = {
  theme: 'Design',
  language: 'Sprache',
  signInAtStart: 'Beim Start von Offhook anmelden',
  startAtLogin: 'Offhook mit dem Desktop starten',
  keepRunning: 'Beim Schließen des Fensters weiterlaufen',
  idleMinutes: 'Inaktiv nach (Minuten)',
  awayMinutes: 'Abwesend nach (weiteren Minuten)',
  devicePreferences: 'Mikrofon, Lautsprecher, Klingeln und Kamera',
  notices: 'Nachrichten und Personen melden',
  callTakesFocus: 'Eingehender Anruf übernimmt die Tastatur',
  guestName: 'Ihr Name als Gast',
  joinWithSound: 'Besprechungen mit Ton beitreten',
  keepHistory: 'Wie lange sie bleiben',
  manualServers: 'Von Hand eingegebene Server',
  mediaRelay: 'Medienrelais (TURN)',
  strictNames: 'Strenge Servernamen',
  lenientFallback: 'Weitere Hostnamen versuchen',
  allowTcp: 'Unverschlüsselte Verbindungen zulassen',
  callEncryption: 'Verschlüsselung von Anrufen',
  trustedNames: 'Vertraute Server',
  companyAuthorities: 'Zertifizierungsstellen Ihres Unternehmens',
  olderTlsFor: 'Ältere Server zulassen (TLS 1.0 und 1.1)',
  preferredInterface: 'Netzwerkschnittstelle',
  links: 'Links, die Offhook öffnet',
  updates: 'Neuere Versionen',
};

/** What a person may search for that the title does not say. */
export const settingWords: Worded<typeof english.settingWords> = {
  theme: 'dunkel hell Kontrast Farben Aussehen Theme Darstellung',
  language: 'English Deutsch Français Übersetzung',
  signInAtStart: 'automatisch Login Anmeldung einloggen',
  startAtLogin: 'Autostart Systemstart automatisch hochfahren',
  keepRunning: 'Infobereich Tray Hintergrund schließen beenden',
  idleMinutes: 'Leerlauf inaktiv Anwesenheit Zeit',
  awayMinutes: 'abwesend Anwesenheit Zeit',
  devicePreferences: 'Headset Ton Lautstärke Audio Video Mikro Webcam',
  notices: 'Benachrichtigungen Desktop Hinweise Meldungen Popups',
  callTakesFocus: 'Klingeln Fokus Anruffenster Vordergrund',
  guestName: 'anonym Anzeigename',
  joinWithSound: 'Audio Mikrofon Besprechung Meeting',
  keepHistory: 'Verlauf Unterhaltungen Nachrichten Anrufliste löschen Tage speichern',
  manualServers: 'intern extern Serveradresse Proxy',
  mediaRelay: 'TURN STUN NAT Firewall ICE Relais Server Port Kennwort',
  strictNames: 'Vertrauen Zertifikat Domäne Sicherheit',
  lenientFallback: 'Suche DNS Ausweichen Fallback',
  allowTcp: 'TCP TLS unverschlüsselt Klartext Sicherheit',
  callEncryption: 'SRTP DTLS sicher Ton Bild abhören Sicherheit',
  trustedNames: 'Vertrauen Domäne Zertifikat Sicherheit',
  companyAuthorities: 'Zertifikat Stammzertifikat CA Aussteller Vertrauen Sicherheit',
  olderTlsFor: 'alt TLS Verschlüsselung Sicherheit',
  preferredInterface: 'Netzwerkadapter WLAN Wi-Fi Ethernet VPN',
  links: 'sip sips tel callto conf meet URL Protokoll',
  updates: 'Update Aktualisierung Upgrade Version',
};

/** What the pages hold that is no setting of Offhook's own. */
export const pageTopics: Worded<typeof english.pageTopics> = {
  'settings-general': [],
  'settings-personal': [{ title: 'Ihr Konto', words: 'Adresse Name Server angemeldet' }],
  'settings-status': [],
  'settings-phone': [
    { title: 'Wählplan', words: 'Regeln Nummern Normalisierung E.164' },
    { title: 'Nummer prüfen', words: 'wählen Test' },
  ],
  'settings-forwarding': [
    { title: 'Anrufweiterleitung', words: 'Voicemail umleiten gleichzeitig klingeln Stellvertreter Team' },
  ],
  'settings-devices': [{ title: 'Testanruf und Pegel', words: 'prüfen Lautstärke Pegel Echo' }],
  'settings-notices': [],
  'settings-meetings': [],
  'settings-privacy': [{ title: 'Alle Unterhaltungen löschen', words: 'leeren Verlauf entfernen' }],
  'settings-network': [],
  'settings-advanced': [{ title: 'Alle Einstellungen zurücksetzen', words: 'Standard Werkseinstellungen' }],
  'settings-lab': [
    { title: 'Das eingebaute Labor', words: 'simuliert Test Personen Besprechungen starten anhalten Lab' },
  ],
};

/** Where a value comes from; `file` is the administrator's. */
export const sourceWords: Worded<typeof english.sourceWords> = {
  default: () => 'Voreinstellung.',
  person: () => 'Von Ihnen gewählt.',
  administrator: (file) => `Von Ihrem Administrator festgelegt (${file}).`,
  server: () => 'Vom Server Ihres Unternehmens festgelegt.',
};

export const updateWords: Worded<typeof english.updateWords> = {
  off: 'Nicht danach suchen',
  tell: 'Suchen und mir melden',
};

const mostListed = 5;

function listed(domains: readonly string[]): string {
  const more = domains.length - mostListed;
  return more > 0 ? `${domains.slice(0, mostListed).join(', ')} und ${more} weiteren` : domains.join(', ');
}

/** Each language by its own name, so that who landed in a foreign one finds back. */
export const languageWords: Worded<typeof english.languageWords> = {
  system: 'Wie im System',
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
};

export const themeWords: Worded<typeof english.themeWords> = {
  system: 'Wie im System',
  light: 'Hell',
  dark: 'Dunkel',
  'high-contrast': 'Hoher Kontrast',
};

export const callEncryptionWords: Worded<typeof english.callEncryptionWords> = {
  preferred: 'Wenn die andere Seite verschlüsseln kann',
  required: 'Immer: ohne sie gibt es keinen Anruf',
};

export const noticeWords: Worded<typeof english.noticeWords> = {
  all: 'Mit Inhalt',
  'without-text': 'Nur, wer es ist',
  none: 'Nie',
};

/** For how long conversations are kept, in words. */
export function keepWords(keep: KeepHistory): string {
  if (keep === 'off') return 'Gar nicht';
  if (keep === 'forever') return 'Bis ich sie lösche';
  return keep === 365 ? 'Ein Jahr' : `${keep} Tage`;
}
