import { useEffect, useRef } from 'react';
import { chosenDevice } from '../../../../shared/model/devices.ts';
import { useServices } from '../../../state/services.tsx';
import { playTone } from './tone-player.ts';
import { keyTone } from './tone-table.ts';

/** Sounds a key as it is pressed, for oneself; the far end gets its digits otherwise. */
export function useKeySound(): (key: string) => void {
  const { store } = useServices();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return (key) => {
    const tone = keyTone(key);
    // Where there is no sound at all the keys still work.
    if (!tone || typeof AudioContext === 'undefined') return;
    stop.current?.();
    stop.current = playTone(tone, chosenDevice(store.get().devices, 'speaker')?.windowId);
  };
}
