/** Small things that requests and dialogs share. */
import type { Replaces } from '../../protocol/sip/replaces.ts';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What names a dialog, from our side. RFC 3261 12 */
export interface DialogId {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** How a new call asks the far end to give it the place of this dialog: our tag is the other side's there, and its own is its own. RFC 3891 6.1 */
export function placeOf({ callId, localTag, remoteTag }: DialogId): Replaces {
  return { callId, toTag: remoteTag, fromTag: localTag, isEarlyOnly: false };
}

/** Whether two names are those of one dialog. */
export function isSameDialog(one: DialogId, other: DialogId): boolean {
  return one.callId === other.callId && one.localTag === other.localTag && one.remoteTag === other.remoteTag;
}
