/** What the window shows of how Offhook itself fared, and the files that help somebody else to understand it. */

export interface SupportState {
  /** The first line of the last session's file, where that session ended without a word; null once it was read. */
  readonly endedBadly: string | null;
  /** Something inside Offhook broke in this session, at this wall clock; null once it was read. */
  readonly brokeAt: number | null;
  /** Where the system's own crash reports lie; empty where none are written. They are never part of what is saved. */
  readonly crashFolder: string;
}

/** Before anything happened. */
export const noSupport: SupportState = { endedBadly: null, brokeAt: null, crashFolder: '' };

/** What a file is about: the window has its words. */
export const supportFileNames = [
  'outcome.txt',
  'versions.txt',
  'journey.txt',
  'configuration.txt',
  'network.json',
  'settings.json',
  'ladder.txt',
  'trace.jsonl',
  'trace.uccapilog',
] as const;

export type SupportFileName = (typeof supportFileNames)[number];

/** One file as it would be saved. */
export interface SupportFile {
  readonly name: SupportFileName;
  readonly lines: number;
  readonly bytes: number;
}
