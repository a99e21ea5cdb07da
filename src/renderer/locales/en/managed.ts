/** The words about the administrator's settings: what could not be read, where, and what it must be. */
import type { ManagedFileProblem, ManagedName, ManagedProblem } from '../../../shared/model/managed.ts';

export const managedTexts = {
  title: "Your administrator's settings could not be read",
  partly: "A part of your administrator's settings could not be read",
  safe: 'Until this is mended, whatever guards your connections and conversations is at its safe value, and nobody joins as a guest.',
  partlySafe: 'The other settings hold. What guards something is at its safe value.',
  next: 'Tell your administrator.',
  details: 'What is wrong',
  changed: (time: string) => `Your administrator changed settings at ${time}.`,
} as const;

const fileProblems: Record<ManagedFileProblem, string> = {
  'no-access': 'Offhook is not allowed to read it. It must be readable for everybody.',
  link: 'It is a link. The file itself must stand there.',
  'not-a-file': 'It is no file.',
  owner: 'It does not belong to root. Only root may own it.',
  writable: 'Others than root may write it. Only root may.',
  folder: 'Its folder does not belong to root, or others may write there.',
  'too-large': 'It is larger than 256 kB.',
  'not-json': 'This is not JSON in UTF-8.',
  'too-deep': 'It is nested too deeply.',
  'not-an-object': 'Expected an object in braces.',
  twice: 'It stands there twice. Once is expected.',
  version: 'Expected "version": 1.',
};

const yesNo = 'true or false';
const expected: Record<ManagedName, string> = {
  theme: '"system", "light", "dark" or "high-contrast"',
  language: '"system", "en", "de" or "fr"',
  signInAtStart: yesNo,
  startAtLogin: yesNo,
  keepRunning: yesNo,
  idleMinutes: 'a whole number from 1 to 360',
  awayMinutes: 'a whole number from 1 to 360',
  notices: '"all", "without-text" or "none"',
  callTakesFocus: yesNo,
  joinWithSound: yesNo,
  keepHistory: '"off", 30, 365 or "forever"',
  manualServers:
    '"internal" and "external", each a name, name:port (with ;transport=tls or ;transport=tcp if need be) or empty',
  mediaRelay: '"server", a name, name:port or empty; "transport", "udp" or "tcp"; "userName", a text',
  strictNames: yesNo,
  lenientFallback: yesNo,
  allowTcp: yesNo,
  callEncryption: '"preferred" or "required"',
  trustedNames: 'domains, each with a list of whole server names',
  olderTlsFor: 'a list of sign-in addresses or domains',
  links: 'a list of "sip", "sips", "tel", "callto", "conf" and "meet"',
  updates: '"off" or "tell" among the settings; beside them a feed at https that ends in "/", and an Ed25519 key',
  'guestJoin.blockedDomains': 'a list of at most 1,000 domains, or "*"',
};

/** One problem as a line for the administrator: where, and what was expected. */
export function problemWords(problem: ManagedProblem): string {
  const where = problem.line > 0 ? `Line ${problem.line}` : '';
  switch (problem.kind) {
    case 'file':
      return [where, fileProblems[problem.reason]].filter(Boolean).join(': ');
    case 'value':
      return `${[where, problem.path].filter(Boolean).join(', ')}: expected ${expected[problem.name]}.`;
    case 'unknown':
      return `${[where, problem.path].filter(Boolean).join(', ')}: Offhook does not know this name.`;
  }
}
