/** The notices that stand on the desktop: one about each thing, taken back when it is past, and never more than a person can read. */
import type { Notice, NoticeAction, NoticeParts } from './notice.ts';
import { noticesOf, stillSays } from './notices.ts';

/**
 * Shows a notice. `onEnd` is told at most once: of the action that was chosen, or of nothing where the desktop says that the notice went.
 * The returned function takes the notice back.
 */
export type PutUp = (notice: Notice, onEnd: (action?: NoticeAction) => void) => () => void;

export interface NoticeBoard {
  /** The state became another one; `isInFront` says whether the person looks at the window. */
  change(before: NoticeParts, after: NoticeParts, isInFront: boolean): void;
  /** Takes everything back. */
  clear(): void;
}

interface Standing {
  readonly notice: Notice;
  readonly takeBack: () => void;
}

/** Each may be a process of its own. */
const mostStanding = 10;

/** Makes an empty board; `onAction` hears what a person chose from a notice. */
export function createNoticeBoard(putUp: PutUp, onAction: (notice: Notice, action: NoticeAction) => void): NoticeBoard {
  /** Oldest first. */
  const standing = new Map<string, Standing>();

  function remove(key: string): void {
    const old = standing.get(key);
    standing.delete(key);
    old?.takeBack();
  }

  function show(notice: Notice): void {
    const key = keyOf(notice);
    remove(key);
    const [oldest] = standing.keys();
    if (oldest !== undefined && standing.size >= mostStanding) remove(oldest);
    let hasEnded = false;
    const takeBack = putUp(notice, (action) => {
      hasEnded = true;
      // Another one about the same thing may stand there by now.
      if (standing.get(key)?.notice === notice) standing.delete(key);
      if (action !== undefined) onAction(notice, action);
    });
    if (!hasEnded) standing.set(key, { notice, takeBack });
  }

  return {
    change(before, after, isInFront) {
      for (const [key, { notice }] of [...standing]) {
        const says = stillSays(notice, after);
        if (says === true) continue;
        if (says === false || isInFront) remove(key);
        else show(says);
      }
      for (const notice of noticesOf(before, after, isInFront)) show(notice);
    },
    clear() {
      for (const key of [...standing.keys()]) remove(key);
    },
  };
}

/** A message and the question whether to talk are about the same conversation, and there is one lobby. */
function keyOf({ kind, about }: Notice): string {
  if (kind === 'lobby') return kind;
  return `${kind === 'waiting' ? 'message' : kind} ${about}`;
}
