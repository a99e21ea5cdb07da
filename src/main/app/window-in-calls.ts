/** The window carries the sound of calls: while there is one it is hidden rather than closed, and its timers keep their pace. */
import type { BrowserWindow } from 'electron';
import { isLive } from '../../shared/model/call.ts';
import type { StateStore } from '../store/state.ts';

/** Holds for one window until it goes; one that was hidden is closed when the last call has ended. */
export function keepForCalls(window: BrowserWindow, state: StateStore): void {
  let isTalking = false;
  let isUnwanted = false;
  const follow = () => {
    const talks = state.get().calls.some(isLive);
    if (talks === isTalking) return;
    isTalking = talks;
    // Of a window nobody sees, Chromium slows down what makes figures and tones.
    window.webContents.setBackgroundThrottling(!talks);
    if (!talks && isUnwanted && !window.isVisible()) window.close();
  };
  // It may be opened while somebody calls, or at a call that was taken in a toast.
  follow();
  const stop = state.onDelta(follow);
  window.on('close', (event) => {
    if (!isTalking) return;
    event.preventDefault();
    isUnwanted = true;
    window.hide();
  });
  window.on('show', () => {
    isUnwanted = false;
  });
  window.once('closed', stop);
}
