import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';

export type Opened<T> =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly it: T }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Opening<T> {
  /** The same function as long as the same device is meant. */
  readonly open: () => Promise<T>;
  readonly close: (it: T) => void;
  readonly explain: (error: unknown) => Failure;
}

/** A device held open while the component shows, let go with it, and opened anew when `open` is another. */
export function useOpened<T>({ open, close, explain }: Opening<T>): readonly [opened: Opened<T>, again: () => void] {
  const [opened, setOpened] = useState<Opened<T>>({ state: 'opening' });
  const [round, setRound] = useState(0);
  // Another round is another beginning, so that "Try again" opens anew.
  const begin = useCallback(() => ({ round, opening: open() }), [open, round]);
  useEffect(() => {
    let isLeft = false;
    let held: T | undefined;
    setOpened({ state: 'opening' });
    begin().opening.then(
      (it) => {
        // Left while it was opening: nobody else would let it go.
        if (isLeft) close(it);
        else {
          held = it;
          setOpened({ state: 'open', it });
        }
      },
      (error: unknown) => {
        if (!isLeft) setOpened({ state: 'failed', failure: explain(error) });
      },
    );
    return () => {
      isLeft = true;
      if (held !== undefined) close(held);
    };
  }, [begin, close, explain]);
  return [opened, () => setRound((before) => before + 1)];
}
