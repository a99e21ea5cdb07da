/** The media relay's process, made by Electron. */
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { RelayProcess } from '../media/relay-link.ts';

/** Forks the relay's bundle; `folder` is where it lies beside the main one. */
export function forkRelay(folder: string): RelayProcess {
  return utilityProcess.fork(join(folder, 'relay.js'), [], { serviceName: 'Offhook media', stdio: 'ignore' });
}
