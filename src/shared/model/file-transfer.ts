/** One file on its way between two people, as its line in the conversation shows it. */
import type { Failure } from './failure.ts';

export interface FileTransfer {
  readonly direction: 'incoming' | 'outgoing';
  /** Safe to show and to save: no path, no invisible or reordering characters. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** It can run something when it is opened: the window says so before Accept. */
  readonly isProgram: boolean;
  readonly progress: FileProgress;
}

/**
 * `offered`: waits for the receiver. `connecting`: accepted, the way is being found. `moving`: bytes that are over. `done`: arrived whole and
 * checked; `savedAs` is the path it lies at here. `declined`: the receiver did not want it. `cancelled`: `by` ended it. `failed`: it broke.
 */
export type FileProgress =
  | { readonly kind: 'offered' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'moving'; readonly bytes: number }
  | { readonly kind: 'done'; readonly savedAs?: string }
  | { readonly kind: 'declined' }
  | { readonly kind: 'cancelled'; readonly by: 'me' | 'them' }
  | { readonly kind: 'failed'; readonly failure: Failure };
