/** The lab's process, made by Electron. */
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { LabProcess } from './lab-host.ts';

/** Forks the lab's bundle; `folder` is where it lies beside the main one. */
export function forkLab(folder: string): LabProcess {
  return utilityProcess.fork(join(folder, 'lab.js'), [], { serviceName: 'Offhook lab', stdio: 'ignore' });
}
