import { useEffect, useState } from 'react';
import type { DevicesState } from '../../../shared/model/devices.ts';
import { changeLine } from '../../locales/devices.ts';
import { useServices, useSlice } from '../../state/services.tsx';

/** Long enough to be read by somebody who looks up from a plug. */
const shownMs = 8000;

/** What was just plugged in or pulled out, for a few seconds; undefined otherwise. */
export function useChangeLine(): string | undefined {
  const { now } = useServices();
  const line = useSlice(({ devices }) => lineOf(devices));
  const at = useSlice(({ devices }) => devices.change?.at ?? 0);
  const [overAt, setOverAt] = useState<number>();
  useEffect(() => {
    const leftMs = at + shownMs - now();
    if (leftMs <= 0) return;
    const timer = setTimeout(() => setOverAt(at), leftMs);
    return () => clearTimeout(timer);
  }, [at, now]);
  return at + shownMs > now() && overAt !== at ? line : undefined;
}

function lineOf({ change, devices }: DevicesState): string | undefined {
  return change && changeLine(change, !devices.some(({ kind }) => kind === change.kind));
}
