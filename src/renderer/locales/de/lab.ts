/** The German words of the lab. */
import type * as english from '../en/lab.ts';
import type { Worded } from '../language-pack.ts';

export const labTexts: Worded<typeof english.labTexts> = {
  banner: 'Labor – simulierte Unternehmen',
  meetings: 'Laborbesprechungen',
  stop: 'Labor anhalten',
  stopTitle: 'Labor anhalten?',
  stopBody: (address, inMeeting) => {
    const signedIn =
      address === undefined ? [] : [`Sie sind im Labor als ${address} angemeldet. Anhalten meldet Sie ab.`];
    const meeting = inMeeting ? ['Sie verlassen die Besprechung, in der Sie sind.'] : [];
    return [...signedIn, ...meeting].join(' ');
  },
  keepRunning: 'Weiterlaufen lassen',
  start: 'Labor starten',
  starting: 'Labor wird gestartet',
  stopping: 'Labor wird angehalten',
  off: 'Das Labor ist aus.',
  what: 'Simulierte Unternehmen auf diesem Computer: Namenserver, Edgeserver, Personen und Besprechungen. Nichts verlässt diesen Computer.',
  running: 'Das Labor läuft. Anmelden und Beitreten nutzen seine Namenserver und Zertifikate, bis es angehalten wird.',
  limits: 'Was dieser Computer nicht zulässt',
  users: 'Personen, als die Sie sich anmelden können',
  list: 'Besprechungen im Labor',
  join: 'Beitreten',
  joinNamed: (title) => `${title}: beitreten`,
  copyLink: 'Link kopieren',
  copyLinkNamed: (title) => `Link von ${title} kopieren`,
  organizer: (address) => `Organisator: ${address}`,
  none: 'Das Labor bietet keine Besprechungen an.',
  page: 'Labor',
  openPage: 'Laborseite',
  tabs: { switches: 'Schalter', people: 'Personen', scenarios: 'Szenarien', faults: 'Störungen' },
  tabPanel: (tab) => `Labor, ${tab}`,
  restart: 'Neu starten',
  restarted: (time, refused) =>
    refused === 0
      ? `Das Labor hat sich selbst beendet und wurde um ${time} neu gestartet, mit den gesetzten Schaltern. Melden Sie sich dort wieder an.`
      : `Das Labor hat sich selbst beendet und wurde um ${time} neu gestartet. ${refused === 1 ? 'Einer der Schalter hat seine Einstellung nicht wieder angenommen; setzen Sie ihn' : `${refused} der Schalter haben ihre Einstellung nicht wieder angenommen; setzen Sie sie`} auf der Laborseite.`,
  needsLab:
    'Starten Sie das Labor, um seine Schalter zu stellen, seine Personen handeln zu lassen und Störungen auszulösen. Szenarien laufen auch ohne.',
  loading: 'Labor wird abgefragt',
};

/** The switches of the page. */
export const labSwitchTexts: Worded<typeof english.labSwitchTexts> = {
  situations: 'Situationen',
  situationsHint:
    'Ein Klick stellt die Schalter beider Unternehmen. Melden Sie sich dann als Person des Labors an, und treten Sie bei oder schreiben Sie.',
  asItWas: 'Wie zu Beginn',
  asItWasAbout: 'Jeder Schalter steht wie beim Start des Labors.',
  chosen: (name) => `Das Labor ist eingestellt: ${name}`,
  all: 'Alle Schalter',
  company: 'Unternehmen',
  everywhere: 'Das ganze Labor',
  apply: 'Anwenden',
  applyNamed: (name) => `${name} anwenden`,
  domainsHint: 'Domänen, mit Kommas getrennt.',
  range: (least, most, unit) => `${least} bis ${most} ${unit}`,
  notInRange: (least, most) => `Geben Sie eine ganze Zahl von ${least} bis ${most} ein.`,
  pending: (value, seconds) => `Wird in ${seconds} s zu ${value}`,
  on: 'ein',
  off: 'aus',
  empty: 'leer',
  makes: (situation) => `Bewirkt: ${situation}`,
};

export const labSwitchGroups: Worded<typeof english.labSwitchGroups> = {
  federation: 'Verbund',
  guests: 'Gäste und Wartebereich',
  xmpp: 'XMPP-Partner',
  certificates: 'Zertifikate und TLS',
  servers: 'Servergeneration und Anmeldung',
  network: 'Innen oder außen, Latenz',
};

/** Each situation, and what somebody sees in it. */
export const labSituationWords: Worded<typeof english.labSituationWords> = {
  federated: {
    name: 'Unternehmen im Verbund',
    about: 'karen@contoso.com tritt bei tailspintoys.com unter eigenem Namen bei.',
  },
  'not-listed': {
    name: 'Partner nicht in der Liste',
    about: 'Die Partnersuche ist bei contoso.com aus. Karen tritt nach 504, Diagnose 1017, als Gast bei.',
  },
  blocked: {
    name: 'Partner blockiert',
    about: 'contoso.com blockiert tailspintoys.com. Karen tritt nach 504, Diagnose 1064, als Gast bei.',
  },
  'partner-off': {
    name: 'Partner ohne Verbund',
    about: 'Der Verbund ist bei tailspintoys.com aus. Karen tritt nach 504, Diagnose 1034, als Gast bei.',
  },
  'no-record': {
    name: 'Partner ohne DNS-Eintrag',
    about: 'tailspintoys.com ist über _sipfederationtls nicht zu finden.',
  },
  'online-off': {
    name: 'Gehostetes Unternehmen: ganz aus',
    about: 'garthf@contoso.onmicrosoft.com erreicht niemanden außerhalb: 403, Diagnose 1002.',
  },
  'online-not-listed': {
    name: 'Gehostetes Unternehmen: nur zugelassene Domänen',
    about: 'Die Liste von contoso.onmicrosoft.com ist leer: 504, Diagnose 27000.',
  },
  'no-guests': { name: 'Keine Gäste', about: 'Der Access Edge von tailspintoys.com lässt keinen Gast hinein.' },
  lobby: { name: 'Gäste warten', about: 'Gäste der Besprechung 2Z92HZZZ warten im Wartebereich.' },
  expired: {
    name: 'Zertifikat abgelaufen',
    about: 'sip.contoso.com zeigt neuen Verbindungen ein abgelaufenes Zertifikat.',
  },
  slow: { name: 'Weit weg', about: 'Überall kommt in jeder Richtung eine Viertelsekunde hinzu.' },
};

/** What the switch is behind, by its id; a switch that is not here says enough by itself. */
export const labSwitchMakes: Worded<typeof english.labSwitchMakes> = {
  'enable-federation': 'anonymer Beitritt, Szenarien 1 bis 3, „organiser disabled“',
  'partner-domain-discovery': 'anonymer Beitritt, Szenarien 1 und 2, Diagnosen 1017 und 1028, wenn aus',
  'allowed-domains': 'anonymer Beitritt, Zeilen „allowed“',
  'blocked-domains': 'anonymer Beitritt, Zeilen „blocked“, Diagnose 1064',
  'hosting-provider': 'die Gründe 1028 und 1036 des Hostingdienstes',
  'external-communications': 'anonymer Beitritt, Szenarien 3 und 4, Diagnosen 1002 und 27000',
  'federation-record': 'Serversuche ohne _sipfederationtls',
  'anonymous-at-edge': 'anonymer Beitritt wird am Edge abgelehnt',
  'anonymous-in-policy': 'anonymer Beitritt wird durch die Besprechungsrichtlinie abgelehnt',
  'meeting-lobby': 'Gäste warten, bis jemand sie einlässt',
  'guest-challenge': 'Gäste weisen den Konferenzschlüssel nach',
  side: 'Anmeldung innen, mit _sipinternaltls, oder außen',
  'server-generation': 'Anmeldung mit dem, was jede Generation anbietet',
  'sign-in-schemes': 'der Anmeldeablauf mit jedem Verfahren',
};

/** Simulated people. */
export const labPeopleTexts: Worded<typeof english.labPeopleTexts> = {
  people: 'Personen',
  hint: 'Lassen Sie jemanden etwas tun, und sehen Sie zu, wie es ankommt.',
  to: (name) => `Sie rufen ${name} an und schreiben dorthin.`,
  signInFirst: 'Melden Sie sich als Person des Labors an, damit man Sie anrufen und Ihnen schreiben kann.',
  message: 'Was geschrieben wird',
  firstMessage: 'Hallo aus dem Labor',
  signedIn: 'Angemeldet',
  here: 'Sie',
  simulated: 'Simuliert',
  status: 'Status setzen',
  statusNamed: (name) => `Status von ${name} setzen`,
  call: 'Mich anrufen',
  callNamed: (name) => `Anruf von ${name} auslösen`,
  write: 'Mir schreiben',
  writeNamed: (name) => `Nachricht von ${name} auslösen`,
  introduce: 'Mich hinzufügen',
  introduceNamed: (name) => `Mich von ${name} zu den Kontakten hinzufügen lassen`,
  done: (what) => `Erledigt: ${what}`,
  meetings: 'Besprechungen',
  inside: (count) => {
    if (count === 0) return 'Niemand ist darin.';
    return count === 1 ? 'Eine Person' : `${count} Personen`;
  },
  come: (count) => (count === 1 ? 'Eine kommt' : `${count} kommen`),
  comeNamed: (count, title) => `${count === 1 ? 'Eine Person kommt' : `${count} Personen kommen`} zu ${title}`,
  leave: 'Eine geht',
  leaveNamed: (title) => `Eine Person verlässt ${title}`,
  availability: {
    available: 'Verfügbar',
    busy: 'Beschäftigt',
    'do-not-disturb': 'Nicht stören',
    away: 'Abwesend',
    offline: 'Offline',
  },
};

/** Scenarios that are played beside. */
export const labRunTexts: Worded<typeof english.labRunTexts> = {
  hint: 'Jedes wird in einem eigenen Labor mit eigenen Clients gespielt: Wer hier angemeldet ist, bleibt unberührt.',
  file: 'Szenariodatei',
  open: 'Szenariodatei öffnen…',
  openedAs: (name, file) => `${name} (${file})`,
  unreadable: (file) =>
    `${file} lässt sich nicht spielen. Beheben Sie, was hier steht, und öffnen Sie die Datei erneut.`,
  problems: 'Was an der Datei nicht stimmt',
  problem: (line, what) => `Zeile ${line}: ${what}`,
  list: 'Szenarien',
  run: 'Ausführen',
  runNamed: (name) => `${name} ausführen`,
  cancel: 'Abbrechen',
  save: 'Bericht speichern…',
  copy: 'Bericht kopieren',
  tooLongToCopy: 'Dieser Bericht ist zum Kopieren zu lang. Speichern Sie ihn.',
  saved: 'Gespeichert.',
  steps: 'Schritte',
  phase: {
    running: 'Läuft',
    passed: 'Wie erwartet',
    failed: 'Nicht wie erwartet',
    error: 'Nicht spielbar',
    cancelled: 'Abgebrochen',
  },
  expected: 'Erwartet',
  got: 'Erhalten',
  ladder: (who) => `Nachrichten von ${who}`,
  noMessages: 'Keine Nachrichten.',
  loading: 'Szenarien werden gelesen',
};

/** Faults on a line of time. */
export const labFaultTexts: Worded<typeof english.labFaultTexts> = {
  hint: 'Setzen Sie Störungen auf die Zeitachse, und starten Sie sie: Jede kommt zu ihrer Zeit, gezählt vom Start.',
  add: 'Störung hinzufügen',
  layer: 'Schicht',
  layers: {
    dns: 'DNS',
    tcp: 'TCP',
    tls: 'TLS',
    sip: 'SIP',
    http: 'HTTP',
    media: 'Ton und Bild',
    malice: 'Böswilligkeit',
  },
  kind: 'Was schiefgeht',
  server: 'Server',
  record: 'SRV-Eintrag',
  seconds: 'Nach Sekunden',
  afterMethod: 'Gezählt ab',
  start: 'Dem Start',
  request: (method) => `Dem ersten ${method}`,
  forSeconds: 'Sekunden lang (leer: bis zum Aufheben)',
  notSeconds: 'Geben Sie Sekunden von 0 bis 3600 ein.',
  put: 'Auf die Zeitachse',
  line: 'Zeitachse',
  empty: 'Auf der Zeitachse ist nichts.',
  run: 'Zeitachse starten',
  clear: 'Alles aufheben',
  remove: 'Entfernen',
  removeNamed: (fault) => `${fault} entfernen`,
  elapsed: (seconds) => `${seconds} s seit dem Start`,
  when: (seconds, method) =>
    method === undefined ? `${seconds} s nach dem Start` : `${seconds} s nach dem ersten ${method}`,
  lasting: (seconds) => `${seconds} s lang`,
  state: {
    planned: 'Nicht gestartet',
    waiting: 'Wartet auf die Anfrage',
    due: 'Wartet auf die Zeit',
    done: 'Ausgeführt',
    healed: 'Vorbei',
    failed: 'Fehlgeschlagen',
  },
  kinds: {
    dns: {
      nxdomain: 'Existiert nicht',
      servfail: 'Serverfehler',
      silence: 'Keine Antwort',
      late: 'Antwortet 3 s zu spät',
      'name-loop': 'Namen, die auf sich selbst zeigen',
    },
    tcp: {
      drop: 'Trennt jede Verbindung',
      refuse: 'Lehnt Verbindungen ab',
      silent: 'Nimmt an und schweigt',
      short: 'Endet nach 2.000 Bytes',
    },
    tls: {
      expired: 'Zertifikat abgelaufen',
      'wrong-name': 'Zertifikat für anderen Namen',
      'unknown-root': 'Zertifikat einer unbekannten Stelle',
      revoked: 'Zertifikat widerrufen',
      old: 'Nur TLS 1.0',
      silent: 'Schweigt nach dem Handshake',
    },
    sip: {
      silent: 'Antwortet nicht',
      late: 'Antwortet 4 s zu spät',
      unavailable: '503 auf INVITE',
      forbidden: '403 auf INVITE',
      register: '503 auf REGISTER',
      malformed: 'Beschädigte Antworten',
      signature: 'Falsche Signaturen',
    },
    http: {
      autodiscover: 'Autodiscover nicht verfügbar',
      ticket: 'Webticket abgelehnt',
      certificate: 'Zertifikatdienst nicht verfügbar',
      'address-book': 'Kein Adressbuch',
      ews: 'Exchange lehnt ab',
    },
    media: {
      loss: '10 % der Pakete verloren',
      jitter: '60 ms Jitter',
      delay: '400 ms zu spät',
      'rtp-flood': 'Eine Flut von Paketen',
      'rtcp-lies': 'Berichte, die lügen',
      'stun-flood': 'Eine Flut von Verbindungsprüfungen',
      'dtls-hellos': 'Beginnt den Handshake immer wieder',
    },
    malice: {
      'reset-in-answer': 'Bricht mitten in der Antwort ab',
      garbage: 'Antwortet mit zufälligen Bytes',
      'endless-body': 'Antwortet ohne Ende',
      trickle: 'Antwortet Byte für Byte',
      bomb: 'Webantworten von 32 MB, klein gepackt',
      twice: 'Sendet jede Nachricht zweimal',
      hijack: 'Ein Fremder mischt sich in jeden Dialog',
      'deep-xml': 'XML mit 50.000 Ebenen',
      'relay-other-transaction': 'Das Medienrelais antwortet einem anderen',
    },
  },
};
