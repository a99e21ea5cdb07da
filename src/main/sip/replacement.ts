/** Which dialog of ours an INVITE shall take the place of. RFC 3891 3 */
import { InviteClientTransaction, SessionDialog } from 'sip.js/lib/core/index.js';
import { headersOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readReplaces } from '../../protocol/sip/replaces.ts';
import type { SipCore } from './core/sip-core.ts';
import { type DialogId, isSameDialog } from './dialog-id.ts';
import { isHeard } from './dialog-paths.ts';
import { idOf } from './session-parts.ts';

/**
 * The dialog, undefined when none is named, or the status that refuses the INVITE. `isKept` knows those that outlived the connection they stood
 * on: nothing of them is left here.
 */
export function replacedBy(
  core: SipCore,
  request: SipRequest,
  isKept: (id: DialogId) => boolean,
): DialogId | number | undefined {
  const values = headersOf(request, 'replaces');
  const [value] = values;
  if (value === undefined) return undefined;
  const named = values.length === 1 ? readReplaces(value) : undefined;
  if (!named) return 400;
  const { callId, toTag, fromTag, isEarlyOnly } = named;
  const id: DialogId = { callId, localTag: toTag, remoteTag: fromTag };
  const dialog = core.dialogs.get(callId + toTag + fromTag);
  if (!(dialog instanceof SessionDialog) || !isHeard(dialog)) {
    if (!isKept(id)) return 481;
    return isEarlyOnly ? 486 : id;
  }
  // The key runs three names together.
  if (!isSameDialog(idOf(dialog), id)) return 481;
  // One that rings here belongs to the person who is being asked.
  if (dialog.early && !isOurs(dialog)) return 481;
  if (!dialog.early && isEarlyOnly) return 486;
  return id;
}

function isOurs(dialog: object): boolean {
  return (dialog as { readonly initialTransaction?: unknown }).initialTransaction instanceof InviteClientTransaction;
}
