/** Keeps a copy of a whiteboard up to date, one question at a time. */
import type { BoardChanges } from '../../../shared/model/meeting-content.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { createHeldBoard, type HeldBoard, type Repaint } from './held-board.ts';

export interface FollowedBoard {
  readonly board: HeldBoard;
  /** Calls the listener with what each change asks to be painted; the returned function ends it. */
  onRepaint(listener: (repaint: Repaint) => void): () => void;
  /** Asks for what is new; resolves when what was new at the call is here, or cannot be had. */
  pull(): Promise<void>;
}

/** Follows a board that `ask` knows. A board that is gone stays as it was: that it is gone is told elsewhere. */
export function followBoard(ask: (sinceRevision: number) => Promise<Outcome<BoardChanges>>): FollowedBoard {
  const board = createHeldBoard();
  const listeners = new Set<(repaint: Repaint) => void>();
  let isWanted = false;
  let running: Promise<void> | undefined;

  async function askOnce(): Promise<void> {
    const outcome = await ask(board.revision).catch((error: unknown) => {
      if (error instanceof RequestFailed) return undefined;
      throw error;
    });
    if (!outcome?.ok) return;
    const repaint = board.apply(outcome.value);
    for (const listener of [...listeners]) listener(repaint);
  }

  async function run(): Promise<void> {
    while (isWanted) {
      isWanted = false;
      await askOnce();
    }
    running = undefined;
  }

  return {
    board,
    onRepaint(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    pull() {
      isWanted = true;
      running ??= run();
      return running;
    },
  };
}
