/** The toasts of calls that come in, as windows beside the main one. */
import type { BrowserWindow, WebContents } from 'electron';
import { openCallToast } from '../platform/call-toast.ts';
import { followCalls } from './call-toasts.ts';
import type { Client } from './compose.ts';
import type { Speech } from './speech.ts';
import { tell } from './windows.ts';

export interface ToastWindows {
  /** True for the page of a toast that stands: it may ask what the window may. */
  owns(contents: WebContents): boolean;
  /** Closes them all, and opens none any more. */
  leave(): void;
}

/** Shows a toast for each call that rings while nobody looks at the window. `folder` is that of main's bundle. */
export function joinToasts(needs: {
  readonly client: Pick<Client, 'state' | 'settings'>;
  readonly folder: string;
  readonly speech: Speech;
  readonly window: () => BrowserWindow;
  /** Brings the window to the front at a screen of its own. */
  readonly open: (path: string) => void;
}): ToastWindows {
  const standing = new Set<BrowserWindow>();
  const leave = followCalls({
    state: needs.client.state,
    isInFront: () => !needs.window().isDestroyed() && needs.window().isFocused(),
    onAnswered: (callId) => needs.open(`/call?${new URLSearchParams({ about: callId })}`),
    hasWindow: () => !needs.window().isDestroyed(),
    open(callId, place, rings) {
      const takesFocus = needs.client.settings.get().callTakesFocus;
      const { language, words } = needs.speech.now();
      const title = words.incomingCall;
      const toast = openCallToast(needs.folder, { callId, place, takesFocus, rings, title, language });
      standing.add(toast);
      toast.once('closed', () => standing.delete(toast));
      return {
        close: () => {
          if (!toast.isDestroyed()) toast.destroy();
        },
        tell: (delta) => tell(toast, 'snapshot.changed', delta),
      };
    },
  });
  return {
    owns: (contents) => [...standing].some((toast) => !toast.isDestroyed() && toast.webContents === contents),
    leave,
  };
}
