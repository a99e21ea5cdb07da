/** The German words for interfaces, DNS answers and connections. */
import type * as english from '../en/network.ts';
import type { Worded } from '../language-pack.ts';

/** None begins with a noun: the first letter is made small within a sentence. */
export const interfaceReasons: Worded<typeof english.interfaceReasons> = {
  'default-route': 'Hat die Standardroute',
  preferred: 'Von Ihnen gewählt',
  'loopback-only': 'Erreicht nur diesen Computer',
  'no-route': 'Führt nirgendwohin',
  'not-preferred': 'Von Ihnen wird eine andere bevorzugt',
  'higher-metric': 'Eine andere Route ist kürzer',
  'no-address': 'Hat keine Adresse',
  'link-local-only': 'Hat nur eine verbindungslokale Adresse',
  down: 'Ist ausgeschaltet',
};

export const dnsOutcomes: Worded<typeof english.dnsOutcomes> = {
  answered: 'Beantwortet',
  'no-name': 'Name existiert nicht',
  'no-data': 'Kein Eintrag dieses Typs',
  'server-failed': 'Fehler des Namenservers',
  timeout: 'Keine rechtzeitige Antwort',
  refused: 'Vom Namenserver abgelehnt',
  cancelled: 'Nicht abgewartet',
};

export const dnsVerdicts: Worded<typeof english.dnsVerdicts> = {
  used: 'Verwendet',
  'lower-rank': 'Übergangen: Ein anderer steht höher',
  untrusted: 'Übergangen: Name nicht vertrauenswürdig',
  'no-answer': 'Nichts zu verwenden',
  'failed-to-connect': 'Versucht: Verbindung fehlgeschlagen',
  'not-needed': 'Nicht nötig',
};

export const passedOverReasons: Worded<typeof english.passedOverReasons> = {
  service: 'ein Transport, den Offhook nicht verwendet',
  flags: 'die Flags führen zu keinem Diensteintrag',
  regexp: 'hat einen Ausdruck, den SIP nicht verwendet',
  replacement: 'führt zu keinem Namen',
  'clear-text': 'unverschlüsselte Verbindungen sind aus',
  order: 'ein anderer kommt zuerst',
  'too-many': 'einer von zu vielen',
};

export const discoveryPurposes: Worded<typeof english.discoveryPurposes> = {
  'sign-in': 'für die Anmeldung',
  'guest-join': 'für den Beitritt als Gast',
};

export const connectionPurposes: Worded<typeof english.connectionPurposes> = {
  account: 'Ihr Unternehmen',
  guest: 'Unternehmen des Organisators, als Gast',
  web: 'Webdienst oder Besprechungsseite',
};

export const connectionStates: Worded<typeof english.connectionStates> = {
  connecting: 'Wird verbunden',
  open: 'Offen',
  closed: 'Geschlossen',
};
