/** The German words of the sign-in journey: stages, their states, and what happened in them. */
import type { JourneyStep, StepState } from '../../../shared/model/journey.ts';
import type * as english from '../en/journey.ts';
import { entryOf } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { roleTitles } from './devices.ts';
import { interfaceReasons } from './network.ts';

export const stageTitles: Worded<typeof english.stageTitles> = {
  devices: 'Ton und Kamera',
  discovery: 'Server finden',
  connect: 'Sicher verbinden',
  register: 'Anmelden',
  settings: 'Ihre Einstellungen',
  contacts: 'Kontakte und Anwesenheit',
};

export const stagesTitle = 'Stufen der Anmeldung';

/** How many steps a stage had. */
export function stepCount(steps: number): string {
  return steps === 1 ? '1 Schritt' : `${steps} Schritte`;
}

export const stateWords: Worded<typeof english.stateWords> = {
  waiting: 'Wartet',
  running: 'Läuft',
  done: 'Fertig',
  skipped: 'Übersprungen',
  failed: 'Fehlgeschlagen',
};

/** Of a stage that waited when one before it failed. */
export const notReached = 'Nicht erreicht';

function requests(count: string | undefined): string {
  return count === '1' ? '1 Anfrage' : `${count ?? '?'} Anfragen`;
}

type StepWords = (data: Readonly<Record<string, string>>, state: StepState) => string;

/** What came, or that it did not. */
function received(done: string, failed: string): StepWords {
  return (_, state) => (state === 'failed' ? failed : done);
}

function protection(protocol: string | undefined): string {
  return protocol?.replace(/^TLSv/, 'TLS ') ?? 'verschlüsselt';
}

const stepWords: Readonly<Record<string, StepWords>> = {
  device: ({ device, label, volume }) =>
    `${entryOf(roleTitles, device) ?? 'Gerät'}: ${label ?? 'nicht gefunden'}${volume ? `, Lautstärke ${volume}` : ''}`,
  interface: ({ name, reason }) =>
    `Netzwerkschnittstelle ${name ?? '?'}: ${entryOf(interfaceReasons, reason) ?? reason ?? 'nicht beurteilt'}`,
  lookups: ({ asked, answered, chosen }) =>
    `${asked ?? '?'} Namen abgefragt, ${answered ?? '?'} beantwortet${chosen ? `: ${chosen}` : ''}`,
  connecting: ({ server, address }) =>
    `Verbindung zu ${server ?? 'dem Server'} wird hergestellt (${address ?? 'Adresse unbekannt'})`,
  connected: ({ server, address }) => `Mit ${server ?? 'dem Server'} verbunden (${address ?? 'Adresse unbekannt'})`,
  verified: ({ protocol, host }) =>
    protocol === 'tcp'
      ? `Die Verbindung zu ${host ?? 'dem Server'} ist nicht verschlüsselt`
      : `Zertifikat von ${host ?? 'dem Server'} geprüft, ${protection(protocol)}`,
  moved: ({ server }) => `Ihr Konto ist auf ${server ?? 'einem anderen Server'} zu Hause; weiter dorthin`,
  unserved: ({ server, why }) => `${server ?? 'Der Server'} ${notServed(why)}; ein anderer wird gesucht`,
  plain: () => 'Der Server ist ein einfacher SIP-Server; weiter ohne das, was nur Skype for Business hat',
  registered: ({ scheme, count }) => `Registriert mit ${scheme ?? 'dem Server'} nach ${requests(count)}`,
  provisioning: received(
    'Unternehmenseinstellungen erhalten',
    'Unternehmenseinstellungen konnten nicht abgerufen werden',
  ),
  'dial-plan': received('Wählplan erhalten', 'Wählplan konnte nicht abgerufen werden'),
  'contact-list': received('Kontaktliste erhalten', 'Kontaktliste konnte nicht abgerufen werden'),
  available: received('Ihr Status ist veröffentlicht', 'Ihr Status konnte nicht veröffentlicht werden'),
};

/** One sub-step in words. A kind without words of its own shows its name and what it carried. */
export function journeyStepWords(step: JourneyStep): string {
  const words = entryOf(stepWords, step.kind);
  if (words) return words(step.data, step.state);
  const facts = Object.entries(step.data)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${plain(name)} ${value}`);
  const title = plain(step.kind);
  const start = title.charAt(0).toUpperCase() + title.slice(1);
  return facts.length > 0 ? `${start}: ${facts.join(', ')}` : start;
}

/** `dialPlan` and `dial-plan` as people write it. */
function plain(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}

function notServed(why: string | undefined): string {
  if (why === 'SERVER_UNAVAILABLE') return 'hat geantwortet, dass er gerade niemanden anmelden kann';
  return why === 'CONNECTION_LOST'
    ? 'hat die Verbindung vor einer Antwort beendet'
    : 'hat die Verbindung angenommen und nicht geantwortet';
}

/** The name of a stage's list of steps. */
export function stepsOf(title: string): string {
  return `Schritte von „${title}“`;
}
