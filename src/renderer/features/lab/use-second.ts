import { useEffect, useState } from 'react';
import { useServices } from '../../state/services.tsx';

/** The time now, milliseconds since 1970, each second anew while something counts down. */
export function useSecond(isCounting: boolean): number {
  const { now } = useServices();
  const [time, setTime] = useState(now);
  useEffect(() => {
    if (!isCounting) return;
    const look = () => setTime(now());
    look();
    const timer = window.setInterval(look, 1000);
    return () => window.clearInterval(timer);
  }, [isCounting, now]);
  return time;
}
