/** The relay's process as the application has it, without Electron: its bundle in a Node of its own, whose parent port is Node's channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { RelayProcess } from '../../src/main/media/relay-link.ts';

const root = join(import.meta.dirname, '../..');

/** Loaded before the bundle, in the process and in its thread: the first gives Electron's port, the second ends when it is told to. */
const surroundings = `
  import process from 'node:process';
  import { BroadcastChannel, isMainThread } from 'node:worker_threads';
  const channel = new BroadcastChannel('end of the thread');
  channel.unref();
  // No listener before the bundle's own: what comes meanwhile waits for the first.
  if (isMainThread) {
    process.parentPort = {
      postMessage: (message) => process.send(message),
      on: (name, take) => process.on(name, (data) => data.end ? channel.postMessage(data.end) : take({ data })),
    };
  } else channel.onmessage = ({ data }) => {
    if (data.code === undefined) throw new Error('as it was told to');
    process.exit(data.code);
  };
`;

export interface ForkedRelay extends RelayProcess {
  /** Ends the thread with this code; without one, by an error that nobody catches. */
  endThread(code?: number): void;
  /** The process's own. */
  readonly exitCode: Promise<number | null>;
}

/** Lies within the project, where packages are found. */
export async function bundledRelay(): Promise<{ fork(): ForkedRelay; remove(): void }> {
  const folder = mkdtempSync(join(root, 'node_modules/.offhook-relay-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(root, 'src/relay/host.ts'),
      outDir: folder,
      target: 'node20.18',
      rollupOptions: { output: { entryFileNames: 'relay.mjs' } },
    },
  });
  const execArgv = ['--import', `data:text/javascript,${encodeURIComponent(surroundings)}`];
  return {
    fork: () => forked(fork(join(folder, 'relay.mjs'), [], { execArgv })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function forked(child: ChildProcess): ForkedRelay {
  return {
    postMessage: (message) => child.send(message),
    kill: () => child.kill(),
    on: (name, listener) => child.on(name, listener),
    once: (name, listener) => child.once(name, listener),
    endThread: (code) => child.send({ end: { code } }),
    exitCode: new Promise((resolve) => child.once('exit', resolve)),
  };
}
