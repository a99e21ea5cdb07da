/** The only door between window and main: two functions, and never the event object. */
import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { Bridge, eventChannel, Reply, requestChannel } from '../shared/ipc/bridge.ts';

// The preload is one file without imports at run time; the types hold these names to the contract's.
const requests: typeof requestChannel = 'app:request';
const events: typeof eventChannel = 'app:event';

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(requests, name, input) as Promise<Reply>,
  on(listener) {
    const forward = (_event: unknown, name: string, payload: string) => listener(name, payload);
    ipcRenderer.on(events, forward);
    return () => {
      ipcRenderer.off(events, forward);
    };
  },
};

contextBridge.exposeInMainWorld('offhook', bridge);
