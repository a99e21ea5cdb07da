/** The words of "Save for support" and of a session that ended badly. */
import type { SupportFileName } from '../../../shared/model/support.ts';

const files: Readonly<Record<SupportFileName, string>> = {
  'outcome.txt': 'What became of this session',
  'versions.txt': 'Versions',
  'journey.txt': 'The last sign-in, step by step',
  'configuration.txt': 'Configuration information',
  'network.json': 'Network, connections and devices',
  'settings.json': 'Settings',
  'ladder.txt': 'Messages as arrows',
  'trace.jsonl': 'Trace',
  'trace.uccapilog': 'Trace as Microsoft’s client writes it',
};

export const supportTexts = {
  title: 'Save for support',
  hint: 'Offhook saves these files as one zip file where you choose, and sends nothing. Passwords, keys, messages and the people of meetings are not in them; names of people and servers you dealt with are.',
  files: 'Files to save',
  fileNames: files,
  size: (lines: number, size: string) => `${lines === 1 ? '1 line' : `${lines} lines`}, ${size}`,
  show: (file: string) => `Read ${file}`,
  read: 'Read',
  preview: (file: string) => `Every line of ${file}`,
  emptyLine: (number: number) => `Line ${number} is empty`,
  wholeLine: 'The chosen line',
  wholeLineHint: 'Choose a line to read all of it.',
  loading: 'Collecting the files',
  save: 'Save…',
  saved: 'Saved.',
  again: 'Collect again',
  nothingChosen: 'Choose at least one file.',
  logFolder: 'Open log folder',
  crashFolder: 'Open the folder with crash reports',
  crashHint:
    'Crash reports stay on this computer and are not part of what is saved: they hold pieces of memory, which can be anything.',
  endedBadly: 'Offhook ended unexpectedly last time.',
  broke: 'Something inside Offhook broke.',
  badEndNext: 'If it happens again, save the files for support.',
} as const;
