/** The German words about the administrator's settings: what could not be read, where, and what it must be. */
import type { ManagedFileProblem, ManagedName, ManagedProblem } from '../../../shared/model/managed.ts';
import type * as english from '../en/managed.ts';
import type { Worded } from '../language-pack.ts';

export const managedTexts: Worded<typeof english.managedTexts> = {
  title: 'Die Einstellungen Ihres Administrators sind nicht lesbar',
  partly: 'Ein Teil der Einstellungen Ihres Administrators ist nicht lesbar',
  safe: 'Bis das behoben ist, steht alles, was Ihre Verbindungen und Unterhaltungen schützt, auf seinem sicheren Wert, und niemand tritt als Gast bei.',
  partlySafe: 'Die anderen Einstellungen gelten. Was etwas schützt, steht auf seinem sicheren Wert.',
  next: 'Informieren Sie Ihren Administrator.',
  details: 'Was nicht stimmt',
  changed: (time) => `Ihr Administrator hat um ${time} Einstellungen geändert.`,
};

const fileProblems: Record<ManagedFileProblem, string> = {
  'no-access': 'Offhook darf die Datei nicht lesen. Sie muss für alle lesbar sein.',
  link: 'Das ist ein Link. Dort muss die Datei selbst stehen.',
  'not-a-file': 'Das ist keine Datei.',
  owner: 'Die Datei gehört nicht root. Nur root darf sie besitzen.',
  writable: 'Auch andere als root dürfen die Datei schreiben. Nur root darf das.',
  folder: 'Der Ordner gehört nicht root, oder andere dürfen dort schreiben.',
  'too-large': 'Die Datei ist größer als 256 kB.',
  'not-json': 'Das ist kein JSON in UTF-8.',
  'too-deep': 'Zu tief verschachtelt.',
  'not-an-object': 'Erwartet wird ein Objekt in geschweiften Klammern.',
  twice: 'Der Name steht zweimal da. Erwartet wird er einmal.',
  version: 'Erwartet wird "version": 1.',
};

const yesNo = 'true oder false';
const minutes = 'eine ganze Zahl von 1 bis 360';
const expected: Record<ManagedName, string> = {
  theme: '"system", "light", "dark" oder "high-contrast"',
  language: '"system", "en", "de" oder "fr"',
  signInAtStart: yesNo,
  startAtLogin: yesNo,
  keepRunning: yesNo,
  idleMinutes: minutes,
  awayMinutes: minutes,
  notices: '"all", "without-text" oder "none"',
  callTakesFocus: yesNo,
  joinWithSound: yesNo,
  keepHistory: '"off", 30, 365 oder "forever"',
  manualServers:
    '"internal" und "external", jeweils ein Name, name:port (bei Bedarf mit ;transport=tls oder ;transport=tcp) oder leer',
  mediaRelay: '"server": ein Name, name:port oder leer; "transport": "udp" oder "tcp"; "userName": ein Text',
  strictNames: yesNo,
  lenientFallback: yesNo,
  allowTcp: yesNo,
  callEncryption: '"preferred" oder "required"',
  trustedNames: 'Domänen, jeweils mit einer Liste ganzer Servernamen',
  olderTlsFor: 'eine Liste von Anmeldeadressen oder Domänen',
  links: 'eine Liste aus "sip", "sips", "tel", "callto", "conf" und "meet"',
  updates:
    '"off" oder "tell" unter den Einstellungen; daneben ein Feed mit https, der auf "/" endet, und ein Ed25519-Schlüssel',
  'guestJoin.blockedDomains': 'eine Liste mit höchstens 1.000 Domänen oder "*"',
};

/** One problem as a line for the administrator: where, and what was expected. */
export function problemWords(problem: ManagedProblem): string {
  const where = problem.line > 0 ? `Zeile ${problem.line}` : '';
  switch (problem.kind) {
    case 'file':
      return [where, fileProblems[problem.reason]].filter(Boolean).join(': ');
    case 'value':
      return `${[where, problem.path].filter(Boolean).join(', ')}: Erwartet wird ${expected[problem.name]}.`;
    case 'unknown':
      return `${[where, problem.path].filter(Boolean).join(', ')}: Offhook kennt diesen Namen nicht.`;
  }
}
