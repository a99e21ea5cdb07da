/** What was said, as this computer keeps it: one entry for each message or file of a two-party conversation. Meetings are never kept. */
import type { KeptCall } from './call-log.ts';
import type { Failure } from './failure.ts';

/** For how long conversations are kept: not at all, so many days, or until somebody deletes them. */
export type KeepHistory = 'off' | 30 | 365 | 'forever';

export interface HistoryPeer {
  /** `sip:` and the address, in lower case. */
  readonly uri: string;
  readonly name: string;
}

/** One kept message, or one file that went over. */
export interface HistoryEntry {
  readonly messageId: string;
  readonly conversationId?: string;
  readonly peer: HistoryPeer;
  /** When it was said, wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly from: 'me' | 'them';
  readonly kind: 'text' | 'file';
  /** Plain text; a file's name. */
  readonly text: string;
  /** Nobody said that it arrived: it was refused, or the program ended before the answer. Only of what we sent. */
  readonly failed?: true;
}

/** An entry as it is read back. */
export interface KeptEntry extends HistoryEntry {
  /** Grows with each entry: give an entry's `seq` as `before` to ask for what is older. */
  readonly seq: number;
}

/** Half open, in UTF-16 units of the snippet's text. */
export interface MarkedRange {
  readonly start: number;
  readonly end: number;
}

/** The words around the first match, on one line; an ellipsis stands where text was left out. */
export interface Snippet {
  readonly text: string;
  readonly marks: readonly MarkedRange[];
}

export interface HistoryHit {
  readonly seq: number;
  readonly messageId: string;
  readonly conversationId?: string;
  readonly peer: HistoryPeer;
  readonly at: number;
  readonly from: 'me' | 'them';
  readonly kind: 'text' | 'file';
  readonly snippet: Snippet;
}

/** Newest first. */
export interface HistoryHits {
  readonly hits: readonly HistoryHit[];
  /** There are older ones: ask again with the last hit's `seq`. */
  readonly more: boolean;
  /** Calls with whoever has these words in the name, the number or the address: at most `mostFoundCalls`, with the first page only. */
  readonly calls?: readonly KeptCall[];
}

/** How many calls a search finds; older ones stand in the list of calls. */
export const mostFoundCalls = 50;

/** One stretch of a conversation, oldest first. */
export interface HistoryPage {
  readonly entries: readonly KeptEntry[];
  /** There are older ones: ask again with the first entry's `seq`. */
  readonly more: boolean;
}

/** Somebody one has talked to, with what was said last. */
export interface HistoryPerson {
  readonly peer: HistoryPeer;
  readonly last: KeptEntry;
}

/**
 * Whether conversations are being kept. `off`: the person wants none, the company allows none, or nobody is signed in. `ready`: they are kept.
 * `failed`: they would be, but cannot: nothing is written, everything else works.
 */
export type HistoryState =
  | { readonly kind: 'off' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure };
