/** Starts the built-in lab as a process of its own and ends it. Nothing of the lab's code runs in main. */
import type { Clock } from '../../shared/clock.ts';
import { type LabHost, type LabProfile, LabStartError } from '../session/lab/lab-service.ts';
import { type Controlled, LabControls } from './lab-controls.ts';

/** From fork to profile; on a slow machine the certificates take seconds. */
const startLimitMs = 20_000;
/** What the lab has for closing its listeners before it is killed. */
const stopLimitMs = 5000;

/** The part of Electron's UtilityProcess that is used. */
export interface LabProcess {
  postMessage(message: unknown): void;
  /** Ends it without asking. */
  kill(): unknown;
  once(event: 'exit', listener: (code?: number) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

interface Child {
  readonly process: LabProcess;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  /** Its end is no news: it was asked for. */
  isUnwanted: boolean;
  readonly controls: LabControls;
}

/** A host for one lab process at a time; `fork` makes it. */
export function createLabHost(options: { readonly fork: () => LabProcess; readonly clock: Clock }): LabHost {
  const { fork, clock } = options;
  let child: Child | undefined;

  function makeChild(onExit: (wasUnwanted: boolean, code?: number) => void): Child {
    const process = fork();
    const gone = new Promise<void>((resolve) => {
      process.once('exit', (code) => {
        if (child === made) child = undefined;
        made.controls.end();
        resolve();
        onExit(made.isUnwanted, code);
      });
    });
    const made: Child = { process, gone, isUnwanted: false, controls: new LabControls(clock) };
    return made;
  }

  async function stop(): Promise<void> {
    const stopping = child;
    if (!stopping) return;
    stopping.isUnwanted = true;
    const stopLimit = clock.after(stopLimitMs, () => stopping.process.kill());
    stopping.process.postMessage({ kind: 'stop' });
    await stopping.gone;
    stopLimit();
  }

  return {
    stop,
    control(method, args) {
      const asking = child;
      if (!asking) return Promise.reject(new Error('The lab is not running.'));
      return asking.controls.ask((message) => asking.process.postMessage(message), method, args);
    },
    async start(onExit) {
      // One that failed or hangs gives way first: two labs would fight for the same ports.
      while (child) await stop();
      return new Promise<LabProfile>((resolve, reject) => {
        let isReady = false;
        const started = makeChild((wasUnwanted, code) => {
          stopLimit();
          reject(new LabStartError('gone', 'The lab process ended.'));
          if (isReady && !wasUnwanted) onExit(code);
        });
        child = started;
        const giveUp = (reason: Error) => {
          started.isUnwanted = true;
          reject(reason);
          started.process.kill();
        };
        const stopLimit = clock.after(startLimitMs, () =>
          giveUp(new LabStartError('late', 'The lab did not start within 20 seconds.')),
        );
        started.process.on('message', (message) => {
          const { kind, reason, profile } = message as { kind?: unknown; reason?: unknown; profile?: LabProfile };
          if (kind === 'controlled') started.controls.answer(message as Controlled);
          if (kind === 'failed') giveUp(new Error(String(reason)));
          if (kind !== 'ready' || !profile) return;
          isReady = true;
          stopLimit();
          resolve(profile);
        });
        started.process.postMessage({ kind: 'start', options: { ports: 'free' } });
      });
    },
  };
}
