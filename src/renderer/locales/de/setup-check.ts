/** The German words of "Test my setup": a sentence and the next thing to do for whatever a step found, and what its report says. */
import type { SetupFinding } from '../../../shared/model/setup-check.ts';
import type * as english from '../en/setup-check.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';
import { findingTexts } from './setup-findings.ts';

export const setupTexts: Worded<typeof english.setupTexts> = {
  title: 'Einrichtung testen',
  hint: 'Offhook prüft alles zwischen diesem Computer und den Servern Ihres Unternehmens, ohne sich anzumelden. Es wird kein Kennwort verlangt oder gesendet. Das dauert weniger als eine Minute.',
  address: 'Ihre Anmeldeadresse',
  addressPlaceholder: 'karen@contoso.com',
  addressMissing: 'Geben Sie Ihre Anmeldeadresse ein, z. B. karen@contoso.com.',
  addressWrong: 'Das ist keine Anmeldeadresse. Geben Sie sie wie karen@contoso.com ein.',
  partner: 'Kann ich einer Besprechung von … beitreten? (optional)',
  partnerHint: 'Domäne eines anderen Unternehmens, eine Adresse dort oder ein Besprechungslink.',
  start: 'Starten',
  again: 'Erneut testen',
  cancel: 'Abbrechen',
  steps: 'Schritte',
  empty: 'Noch wurde nichts geprüft.',
  progress: (done, all) => `${done} von ${all} Schritten fertig`,
  running: (address) => `Einrichtung von ${address} wird getestet`,
  cancelled: 'Der Test wurde abgebrochen. Was bis dahin gefunden war, bleibt unten stehen.',
  took: (time) => `Dauer: ${time}`,
  whoMends: 'Wer es beheben kann',
  details: (step) => `Details: ${step}`,
  copy: 'Als Text kopieren',
  saveText: 'Als Text speichern…',
  saveJson: 'Als JSON speichern…',
  savePage: 'Als Seite speichern…',
  saved: 'Der Bericht wurde gespeichert.',
  link: 'Einrichtung testen',
};

export const stepTitles: Worded<typeof english.stepTitles> = {
  devices: 'Mikrofon, Lautsprecher und Kamera',
  network: 'Netzwerkschnittstelle',
  names: 'Namen der Server Ihres Unternehmens',
  reach: 'Erreichbarkeit der Server',
  certificate: 'Verschlüsselung und Zertifikat',
  server: 'Was der Server sagt',
  web: 'Webdienste',
  partners: 'Wie andere Unternehmen Ihres finden',
  partner: 'Besprechungen eines anderen Unternehmens',
  media: 'Ports für Ton und Bild',
};

/** Said beside a sign, so that colour is never alone. */
export const resultWords: Worded<typeof english.resultWords> = {
  green: 'Gut',
  amber: 'Achtung',
  red: 'Funktioniert nicht',
  skipped: 'Nicht geprüft',
  waiting: 'Wartet',
  running: 'Läuft',
};

/** The whole of it in one sentence. */
export const headlines: Worded<typeof english.headlines> = {
  green: (address) => `Alles funktioniert: ${address} kann sich von hier anmelden.`,
  amber: (address) => `${address} kann sich von hier anmelden, aber einiges braucht Aufmerksamkeit.`,
  red: (address) =>
    `Für ${address} funktioniert etwas nicht: Die markierten Schritte unten sagen, was es ist und wer es beheben kann.`,
  skipped: () => 'Es wurde nichts geprüft.',
};

export const menders: Worded<typeof english.menders> = {
  you: 'Sie, an diesem Computer.',
  network: 'Der Betreiber des Netzwerks, in dem dieser Computer ist.',
  company: 'Die Administratoren der Server Ihres Unternehmens.',
  either:
    'Der Betreiber des Netzwerks, in dem dieser Computer ist, oder die Administratoren Ihres Unternehmens: Eine Firewall und ein ausgeschalteter Server sehen von hier gleich aus.',
  partner: 'Die Administratoren des anderen Unternehmens.',
};

/** What a step found, and what to do about it; the second may be empty. */
export function findingWords({ code, data = {}, failure }: SetupFinding): {
  readonly sentence: string;
  readonly next: string;
} {
  if (failure) {
    const text = failureTexts[failure.code];
    return { sentence: text.sentence(failure), next: text.next(failure) };
  }
  const words = code === 'failed' ? undefined : findingTexts[code];
  return { sentence: words?.sentence(data) ?? '', next: words?.next(data) ?? '' };
}

export const nameTrustWords: Worded<typeof english.nameTrustWords> = {
  trusted: 'gehört zur Domäne',
  untrusted: 'gehört nicht zur Domäne: nicht verbunden mit',
};

export const webKinds: Worded<typeof english.webKinds> = {
  lyncdiscover: 'Serversuche (lyncdiscover)',
  'meeting-page': 'Besprechungsseiten',
  certificates: 'Anmeldezertifikate',
};

/** The labels of the details, in the window and in reports. */
export const detailTexts: Worded<typeof english.detailTexts> = {
  name: 'Name',
  answer: 'Antwort',
  server: 'Server',
  address: 'Adresse',
  result: 'Ergebnis',
  time: 'Zeit',
  connects: 'Nimmt Verbindungen an',
  device: 'Gerät',
  kinds: { microphone: 'Mikrofon', speaker: 'Lautsprecher', camera: 'Kamera' },
  noDevice: 'Keines',
  notAsked: 'Nicht abgefragt: unverschlüsselte Verbindungen sind aus',
  inUse: (name) => `${name} (verwendet)`,
  interface: 'Schnittstelle',
  chosen: 'Verwendet',
  usable: 'Verwendbar',
  unusable: 'Nicht verwendbar',
  nameServers: 'Namenserver',
  schemes: 'Anmeldeverfahren',
  noSchemes: 'Keine',
  known: 'Offhook bekannt',
  software: 'Software',
  answered: 'Antwort',
  roundTrips: 'Umlaufzeiten',
  works: 'Antwortet',
  absent: 'Nicht veröffentlicht',
  ports: 'Portbereich',
  freePorts: 'Frei',
  portsTried: (free, tried) => `${free} von ${tried} geprüften`,
  localAddress: 'Lokale Adresse',
  echo: 'Paket innerhalb dieses Computers',
  noEcho: 'Nicht angekommen',
  outside: 'Von außen gesehen',
  silent: (server) => `${server} antwortet nicht`,
  notPublished: 'Dafür ist kein Server veröffentlicht',
  requirements: 'Was ein Beitritt als Gast braucht',
  records: 'Einträge',
};

/** What only the reports say. */
export const reportTexts: Worded<typeof english.reportTexts> = {
  title: (address) => `Einrichtung von ${address}`,
  made: (at, version) => `Getestet am ${at} mit Offhook ${version}`,
  secretFree: 'Es wurde kein Kennwort verlangt oder gesendet, und keines steht in diesem Bericht.',
  timeline: 'Wann jeder Schritt lief',
  chain: 'Zertifikatkette',
  what: 'Was zu tun ist',
  whole: 'Ganzer Test',
};
