/** Starts the built-in lab as a process of its own and asks it to stop. Nothing of the lab's code runs in main. */
import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { LabHost, LabProfile } from '../session/lab/lab-service.ts';

type LabMessage =
  | { readonly kind: 'ready'; readonly profile: LabProfile }
  | { readonly kind: 'failed'; readonly reason: string };

/** A host for the bundle beside the main one; `folder` is where both lie. */
export function createLabHost(folder: string): LabHost {
  let child: UtilityProcess | undefined;
  return {
    start(onExit) {
      return new Promise((resolve, reject) => {
        const started = utilityProcess.fork(join(folder, 'lab.js'), [], {
          serviceName: 'Offhook lab',
          stdio: 'ignore',
        });
        child = started;
        started.once('exit', () => {
          if (child === started) child = undefined;
          reject(new Error('the lab process ended'));
          onExit();
        });
        started.on('message', (message: LabMessage) => {
          if (message.kind === 'ready') resolve(message.profile);
          else if (message.kind === 'failed') reject(new Error(message.reason));
        });
        started.postMessage({ kind: 'start', options: { ports: 'free' } });
      });
    },
    stop() {
      const stopping = child;
      if (!stopping) return Promise.resolve();
      return new Promise((resolve) => {
        stopping.once('exit', () => resolve());
        stopping.postMessage({ kind: 'stop' });
      });
    },
  };
}
