/** The words of failures that say more than their code: what was wrong with a link, what could not be kept. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { LabEnding } from '../../../shared/model/lab.ts';
import { entryOf, type SentenceAndNext } from '../failure-text.ts';
import { askSupport } from './failure-words.ts';

const unreadable = [
  'This is not a meeting link that Offhook can read.',
  'Copy the whole link or the whole invitation and paste it again.',
] as const;

/** By what main found wrong with the link: sentence and advice. */
const linkProblems: Readonly<Record<string, readonly [sentence: string, next: string]>> = {
  'not-https': [
    'This link begins with http://, so anybody on the way could change where it leads.',
    'Ask the organizer for the link that begins with https://.',
  ],
  'user-in-page': [
    'This link shows one address and leads to another.',
    'Do not use it. Ask the organizer for the link again.',
  ],
  'foreign-letters': [
    'The address in this link has letters, such as "ü", that no meeting address can have.',
    'Copy the link again from the invitation, or ask the organizer for another one.',
  ],
  'not-a-meeting': [
    'This link leads to something other than a meeting.',
    'Copy the whole link or the whole invitation and paste it again.',
  ],
};

/** Sentence and advice for a link that cannot be used. */
export function linkProblem(failure: Failure): readonly [sentence: string, next: string] {
  const problem = failure.data?.problem ?? '';
  return (Object.hasOwn(linkProblems, problem) ? linkProblems[problem] : undefined) ?? unreadable;
}

const signedOut = ['The server signed you out.', 'Sign in again. Your account may have been used elsewhere.'] as const;

/** By the server's own word in its notice. [MS-SIPREGE] 3.1.5, RFC 3680 5.1 */
const signedOutWords: Readonly<Record<string, readonly [sentence: string, next: string]>> = {
  rejected: [
    'The server signed you out: this account may not sign in any more.',
    'Ask your support team whether your account is still enabled.',
  ],
  deactivated: ['The server signed you out, because another server may look after your account now.', 'Sign in again.'],
};

function signedOutPair(failure: Failure): readonly [sentence: string, next: string] {
  const reason = failure.data?.reason ?? '';
  return (Object.hasOwn(signedOutWords, reason) ? signedOutWords[reason] : undefined) ?? signedOut;
}

/** Sentence and advice for a registration that the server ended. */
export const signedOutByServer = {
  sentence: (failure: Failure) => signedOutPair(failure)[0],
  next: (failure: Failure) => signedOutPair(failure)[1],
};

const storageSentences: Readonly<Record<string, string>> = {
  trace: 'The record of what happens on the wire cannot be written to this computer; it is kept in memory only.',
  password: 'Your password could not be kept on this computer. Offhook asks for it at the next start.',
  forgotten: 'Not everything could be removed from this computer.',
  history: 'Your conversations could not be kept on this computer. What was kept before may be missing, too.',
  file: 'The file could not be saved on this computer.',
  autostart: 'Your desktop could not be told whether to start Offhook when you sign in.',
  settings: 'Your settings could not be kept on this computer. They hold until you quit.',
};

/** What it means that a kind of thing could not be kept. */
export function storageSentence(what = ''): string {
  const known = Object.hasOwn(storageSentences, what) ? storageSentences[what] : undefined;
  return known ?? 'Something could not be kept on this computer. Offhook works on without it.';
}

const damagedSentences: Readonly<Record<string, string>> = {
  settings: 'The file with your settings could not be read, so Offhook starts with the usual ones.',
  password: 'The file with your passwords could not be read, so Offhook asks for them again.',
};

/** What it means that a file of ours was damaged and made way for a new one. */
export function damagedSentence(what = ''): string {
  const known = Object.hasOwn(damagedSentences, what) ? damagedSentences[what] : undefined;
  return known ?? 'A file of Offhook’s could not be read, so Offhook begins a new one.';
}

const historyReasons: Readonly<Record<string, readonly [sentence: string, next: string]>> = {
  'signed-out': ['Nobody is signed in, so there are no conversations to show.', 'Sign in first.'],
  policy: ['Your company does not let conversations be kept on this computer.', 'Ask your support team why.'],
  off: ['Conversations are not kept on this computer.', 'Turn keeping them on in the options, if you want that.'],
  library: [
    'Conversations cannot be kept on this computer, because a part of Offhook does not work here.',
    'Everything else works. Copy the details and send them to your support team.',
  ],
  newer: ['Your conversations were kept by a newer version of Offhook.', 'Use that version to read them.'],
};

/** Sentence and advice for a history that cannot be used. */
export function historyReason(failure: Failure): readonly [sentence: string, next: string] {
  const reason = failure.data?.reason ?? '';
  const known = Object.hasOwn(historyReasons, reason) ? historyReasons[reason] : undefined;
  return known ?? ['Your conversations cannot be read just now.', 'Try again in a moment.'];
}

const labFailures: Readonly<Record<LabEnding, SentenceAndNext>> = {
  late: ['The built-in lab did not start in time.', 'Try again once this computer has less to do.'],
  gone: ['The built-in lab ended while it was being started.', `Try again. ${askSupport}`],
  again: [
    'The built-in lab ended by itself twice within a minute, so it was not started again. What was signed in to it is signed out.',
    `Start it again when you want to. ${askSupport}`,
  ],
};

/** Why there is no lab; where nobody told, the lab's own sentence in the details must do. */
export function labWords({ data }: Failure): SentenceAndNext {
  const other: SentenceAndNext = ['The built-in lab could not start.', 'Try again. The details say what was missing.'];
  return entryOf(labFailures, data?.why) ?? other;
}
