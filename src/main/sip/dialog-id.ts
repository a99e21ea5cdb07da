/** Small things that requests and dialogs share. */

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What names a dialog, from our side. RFC 3261 12 */
export interface DialogId {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}
