/** The words about the administrator's settings: what could not be read, where, and what it must be. */
import type { ManagedFileProblem, ManagedName, ManagedProblem } from '../../../shared/model/managed.ts';
import type * as english from '../en/managed.ts';
import type { Worded } from '../language-pack.ts';

export const managedTexts: Worded<typeof english.managedTexts> = {
  title: 'Les paramètres de votre administrateur n’ont pas pu être lus',
  partly: 'Une partie des paramètres de votre administrateur n’a pas pu être lue',
  safe: 'En attendant une correction, tout ce qui protège vos connexions et vos conversations est à sa valeur sûre, et personne ne participe en tant qu’invité.',
  partlySafe: 'Les autres paramètres s’appliquent. Ce qui protège quelque chose est à sa valeur sûre.',
  next: 'Prévenez votre administrateur.',
  details: 'Ce qui ne va pas',
  changed: (time) => `Votre administrateur a modifié des paramètres à ${time}.`,
};

const fileProblems: Record<ManagedFileProblem, string> = {
  'no-access': 'Offhook n’a pas le droit de le lire. Il doit être lisible par tous.',
  link: 'C’est un lien. Le fichier lui-même doit se trouver là.',
  'not-a-file': 'Ce n’est pas un fichier.',
  owner: 'Il n’appartient pas à root. Seul root peut en être propriétaire.',
  writable: 'D’autres que root peuvent y écrire. Seul root le peut.',
  folder: 'Son dossier n’appartient pas à root, ou d’autres peuvent y écrire.',
  'too-large': 'Il dépasse 256 Ko.',
  'not-json': 'Ce n’est pas du JSON en UTF-8.',
  'too-deep': 'L’imbrication est trop profonde.',
  'not-an-object': 'Un objet entre accolades est attendu.',
  twice: 'Ce nom y figure deux fois ; il doit n’y figurer qu’une fois.',
  version: '"version": 1 est attendu.',
};

const yesNo = 'true ou false';
const expected: Record<ManagedName, string> = {
  theme: '"system", "light", "dark" ou "high-contrast"',
  language: '"system", "en", "de" ou "fr"',
  signInAtStart: yesNo,
  startAtLogin: yesNo,
  keepRunning: yesNo,
  idleMinutes: 'un nombre entier de 1 à 360',
  awayMinutes: 'un nombre entier de 1 à 360',
  notices: '"all", "without-text" ou "none"',
  callTakesFocus: yesNo,
  joinWithSound: yesNo,
  keepHistory: '"off", 30, 365 ou "forever"',
  manualServers:
    '"internal" et "external", chacun un nom, nom:port (suivi au besoin de ;transport=tls ou ;transport=tcp) ou vide',
  mediaRelay: '"server", un nom, nom:port ou vide ; "transport", "udp" ou "tcp" ; "userName", un texte',
  strictNames: yesNo,
  lenientFallback: yesNo,
  allowTcp: yesNo,
  callEncryption: '"preferred" ou "required"',
  trustedNames: 'des domaines, chacun avec une liste de noms de serveur entiers',
  olderTlsFor: 'une liste d’adresses de connexion ou de domaines',
  links: 'une liste parmi "sip", "sips", "tel", "callto", "conf" et "meet"',
  updates:
    '"off" ou "tell" parmi les paramètres ; à côté d’eux, un flux en https qui finit par "/", et une clé Ed25519',
  'guestJoin.blockedDomains': 'une liste d’au plus 1 000 domaines, ou "*"',
};

/** One problem as a line for the administrator: where, and what was expected. */
export function problemWords(problem: ManagedProblem): string {
  const where = problem.line > 0 ? `Ligne ${problem.line}` : '';
  switch (problem.kind) {
    case 'file':
      return [where, fileProblems[problem.reason]].filter(Boolean).join(' : ');
    case 'value':
      return `${[where, problem.path].filter(Boolean).join(', ')} : valeur attendue : ${expected[problem.name]}.`;
    case 'unknown':
      return `${[where, problem.path].filter(Boolean).join(', ')} : Offhook ne connaît pas ce nom.`;
  }
}
