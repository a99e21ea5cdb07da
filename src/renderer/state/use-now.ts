import { useEffect, useState } from 'react';
import { useServices } from './services.tsx';

/** The wall clock, refreshed every `everyMs` while the component shows; `active` false stops the refreshing. */
export function useNow(everyMs: number, active = true): number {
  const { now } = useServices();
  const [value, setValue] = useState(now);
  const [wasActive, setWasActive] = useState(active);
  // Before anything is drawn: what begins to count would begin at the time it stood still, which may be read out.
  if (active !== wasActive) {
    setWasActive(active);
    if (active) setValue(now());
  }
  useEffect(() => {
    if (!active) return;
    setValue(now());
    const timer = setInterval(() => setValue(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs, active]);
  return value;
}
