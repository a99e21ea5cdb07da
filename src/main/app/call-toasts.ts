/** Which calls have a toast: those that ring while nobody looks at the window. */
import type { Call } from '../../shared/model/call.ts';
import type { Snapshot, SnapshotDelta } from '../../shared/model/snapshot.ts';

/** A toast that stands. */
export interface Toast {
  close(): void;
  tell(delta: SnapshotDelta): void;
}

export interface ToastNeeds {
  readonly state: { get(): Snapshot; onDelta(listener: (delta: SnapshotDelta) => void): () => void };
  /** Opens the toast of a call; `place` counts from 0, the first lies nearest to the corner. One that `rings` does so for all calls. */
  readonly open: (callId: string, place: number, rings: boolean) => Toast;
  /** The person looks at the window, where the call has a card already. */
  readonly isInFront: () => boolean;
  /** There is a window, in front or not: it rings. */
  readonly hasWindow: () => boolean;
  /** A call that had a toast was taken: brings the window to the front at it. */
  readonly onAnswered: (callId: string) => void;
}

/** Follows the calls until the returned function is called, which closes all toasts. */
export function followCalls(needs: ToastNeeds): () => void {
  const { state } = needs;
  const toasts = new Map<string, { readonly toast: Toast; readonly place: number; readonly rings: boolean }>();

  function close(id: string): void {
    const known = toasts.get(id);
    toasts.delete(id);
    known?.toast.close();
  }

  function open(id: string): void {
    const taken = new Set([...toasts.values()].map(({ place }) => place));
    let place = 0;
    while (taken.has(place)) place += 1;
    openAt(id, place);
  }

  function openAt(id: string, place: number): void {
    const rings = isSilent();
    toasts.set(id, { toast: needs.open(id, place, rings), place, rings });
  }

  /** One ring is enough, however many call. */
  function isSilent(): boolean {
    return !(needs.hasWindow() || [...toasts.values()].some(({ rings }) => rings));
  }

  /** The one that rang is gone, and others wait: the next opens anew, as a page rings from its beginning or not at all. */
  function ringOn(): void {
    const [next] = toasts;
    if (!next || !isSilent()) return;
    const [id, { place }] = next;
    close(id);
    openAt(id, place);
  }

  /** Those that ring no more; one that was taken is shown. */
  function closePast(calls: readonly Call[]): void {
    for (const id of [...toasts.keys()]) {
      const call = calls.find((each) => each.id === id);
      if (call?.state === 'incoming') continue;
      close(id);
      if (call && call.state !== 'ended') needs.onAnswered(id);
    }
  }

  function follow({ calls, account, ownPresence }: Snapshot, known: ReadonlySet<string>): void {
    closePast(calls);
    ringOn();
    // Who must not be disturbed sees the card in the window, and nothing above other programs.
    const isQuiet = account.kind === 'signed-out' || ownPresence.availability === 'do-not-disturb' || needs.isInFront();
    if (isQuiet) return;
    for (const call of calls) if (call.state === 'incoming' && !known.has(call.id)) open(call.id);
  }

  let known: ReadonlySet<string> = new Set();
  const stop = state.onDelta((delta) => {
    for (const { toast } of [...toasts.values()]) toast.tell(delta);
    if (!('calls' in delta.slices)) return;
    const snapshot = state.get();
    follow(snapshot, known);
    known = new Set(snapshot.calls.map(({ id }) => id));
  });
  return () => {
    stop();
    for (const id of [...toasts.keys()]) close(id);
  };
}
