import { useEffect, useState } from 'react';
import { useServices } from './services.tsx';

/** The wall clock, refreshed every `everyMs` while the component shows; `active` false stops the refreshing. */
export function useNow(everyMs: number, active = true): number {
  const { now } = useServices();
  const [value, setValue] = useState(now);
  useEffect(() => {
    if (!active) return;
    setValue(now());
    const timer = setInterval(() => setValue(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs, active]);
  return value;
}
