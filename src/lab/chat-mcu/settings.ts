/** How the chat of one meeting works, as a tester turns it. */
import type { HostileText } from './hostile-text.ts';

export interface ChatSettings {
  /** What a message is answered with; the specification has 202, and clients of other makers expect 200 as well. */
  readonly acceptStatus: 200 | 202;
  /** Whether somebody hears of messages that everybody got, too, as the specification has it. */
  readonly reports: 'all' | 'failures' | 'none';
  /** How the report travels; the specification has BENOTIFY, older clients read a MESSAGE. */
  readonly reportBy: 'BENOTIFY' | 'MESSAGE';
  /** Addresses that get nothing, with the status that is reported for each. */
  readonly failing: ReadonlyMap<string, number>;
}

export const usualChat: ChatSettings = {
  acceptStatus: 202,
  reports: 'all',
  reportBy: 'BENOTIFY',
  failing: new Map(),
};

/** What a tester does with the chat of one meeting. */
export interface LabChatControl {
  /** Addresses of who has the chat open, in the order they came. */
  members(): readonly string[];
  /** Somebody who sits in the meeting writes. Throws a sentence when nobody of that address does; so do the others. */
  say(address: string, text: string): void;
  type(address: string): void;
  /** Somebody writes what no client may trust. */
  sayHostile(address: string, kind: HostileText): void;
  /** Messages reach this address no more, and its status is reported to whoever writes; undefined heals. */
  setFailing(address: string, status: number | undefined): void;
  change(patch: Partial<Omit<ChatSettings, 'failing'>>): void;
  /** Ends somebody's chat; he stays in the meeting. */
  remove(address: string): void;
}
