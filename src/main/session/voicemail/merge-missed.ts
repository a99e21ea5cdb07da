/** Two lists of missed items as one: what both have is shown once. */
import type { MissedItem } from '../../../shared/model/voicemail.ts';

const mostShown = 200;
/** Exchange writes its item when the sender's client gives up, which takes a little longer than ours. */
const nearMs = 3 * 60_000;

/**
 * The items of the mailbox and ours, newest first, at most 200. Where both tell of the same one, the mailbox's stays, which other devices see
 * too; read here counts as read. `readHere` holds ids.
 */
export function mergeMissed(
  stored: readonly MissedItem[],
  local: readonly MissedItem[],
  readHere: ReadonlySet<string>,
): MissedItem[] {
  const isRead = (item: MissedItem) => !item.isUnread || readHere.has(item.id);
  const left = new Set(stored);
  const alone: MissedItem[] = [];
  const readTwins = new Set<string>();
  for (const ours of local) {
    const twin = [...left].find((theirs) => isSame(ours, theirs));
    // One of theirs stands for one of ours: two calls in a row are two.
    if (twin) left.delete(twin);
    if (twin && isRead(ours)) readTwins.add(twin.id);
    if (!twin) alone.push(ours);
  }
  return [...stored, ...alone]
    .map((item) => ({ ...item, isUnread: !isRead(item) && !readTwins.has(item.id) }))
    .sort((one, other) => other.at - one.at)
    .slice(0, mostShown);
}

function isSame(ours: MissedItem, theirs: MissedItem): boolean {
  const isNear = Math.abs(ours.at - theirs.at) <= nearMs;
  return isNear && ours.kind === theirs.kind && ours.from.uri !== undefined && ours.from.uri === theirs.from.uri;
}
