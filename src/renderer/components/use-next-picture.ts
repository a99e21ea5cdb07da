import { startTransition, useEffect, useState } from 'react';

/** `value`, one picture of the window later: what nobody looks at first is drawn after what everybody waits for. `first` is in the first picture. */
export function useNextPicture<T>(value: T, first: T): T {
  const [shown, setShown] = useState(first);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setShown(value)));
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}
