import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useSlice } from '../../state/services.tsx';
import { useChangeLine } from './use-change-line.ts';

/** Reads out what was plugged in or pulled out, once for however many pickers show it. */
export function DeviceNews() {
  const { announce } = useAnnounce();
  const line = useChangeLine();
  const at = useSlice(({ devices }) => devices.change?.at);
  const saidAt = useRef<number>(undefined);
  useEffect(() => {
    if (line === undefined || at === saidAt.current) return;
    saidAt.current = at;
    announce(line);
  }, [announce, line, at]);
  return null;
}
