/** Two lists of missed items as one: what both have is shown once. */
import { addressOf, readUri } from '../../../protocol/sip/uri.ts';
import type { MissedItem } from '../../../shared/model/voicemail.ts';
import { peerAt } from '../call-peer.ts';

const mostShown = 200;
/** Exchange writes its item when the sender's client gives up, which takes a little longer than ours. */
const nearMs = 3 * 60_000;

/**
 * Ids of ours, each with the mailbox's for the same. What was found to be the same stays so when the mailbox has its item no more: somebody
 * deleted it there. `before` holds what was found until now.
 */
export function twinsOf(
  stored: readonly MissedItem[],
  local: readonly MissedItem[],
  before: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  // One of theirs stands for one of ours: two calls in a row are two.
  const taken = new Set(before.values());
  const twins = new Map<string, string>();
  for (const ours of local) {
    const known = before.get(ours.id);
    const id = known ?? stored.find((theirs) => !taken.has(theirs.id) && isSame(ours, theirs))?.id;
    if (id === undefined) continue;
    taken.add(id);
    twins.set(ours.id, id);
  }
  return twins;
}

/**
 * The items of the mailbox and ours, newest first, at most 200. Where both tell of the same one, the mailbox's stays, which other devices see
 * too; read here counts as read. `readHere` holds ids.
 */
export function mergeMissed(
  stored: readonly MissedItem[],
  local: readonly MissedItem[],
  readHere: ReadonlySet<string>,
  twins: ReadonlyMap<string, string> = twinsOf(stored, local),
): MissedItem[] {
  const isRead = (item: MissedItem) => !item.isUnread || readHere.has(item.id);
  const readTwins = new Set(local.filter(isRead).map(({ id }) => twins.get(id)));
  const alone = local.filter(({ id }) => !twins.has(id));
  return [...stored, ...alone]
    .map((item) => ({ ...item, isUnread: !isRead(item) && !readTwins.has(item.id) }))
    .sort((one, other) => other.at - one.at)
    .slice(0, mostShown);
}

function isSame(ours: MissedItem, theirs: MissedItem): boolean {
  const isNear = Math.abs(ours.at - theirs.at) <= nearMs;
  const [here, there] = [ours.from.uri, theirs.from.uri];
  if (!isNear || ours.kind !== theirs.kind || here === undefined || there === undefined) return false;
  return callerIn(here) === callerIn(there);
}

/** A call brings a number as an address of the own company, the mailbox has it as `tel:`. */
function callerIn(text: string): string {
  const uri = readUri(text);
  const number = uri?.kind === 'sip' ? peerAt(uri)?.number : undefined;
  return number === undefined ? addressOf(text) : `tel:${number}`;
}
