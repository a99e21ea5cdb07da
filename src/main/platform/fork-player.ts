/** The process that plays scenarios, made by Electron. */
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { PlayerProcess } from '../session/lab/scenario-player.ts';

/** Forks the player's bundle; `folder` is where it lies beside the main one. */
export function forkPlayer(folder: string): PlayerProcess {
  return utilityProcess.fork(join(folder, 'player.js'), [], { serviceName: 'Offhook scenarios', stdio: 'ignore' });
}
