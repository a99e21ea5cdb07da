/** Entry of the player's own process: forked by Electron (utilityProcess) or by Node. It plays until it is ended. */
import process from 'node:process';
import { systemClock } from '../../lab/net/system.ts';
import type { PlayerReply } from '../../shared/model/lab-run.ts';
import { servePlayer } from './serve-player.ts';

/** The part of Electron's parent port that is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const parentPort = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;
const take = servePlayer({ post }, systemClock());

function post(reply: PlayerReply): void {
  if (parentPort) parentPort.postMessage(reply);
  else process.send?.(reply);
}

if (parentPort) {
  parentPort.on('message', ({ data }) => void take(data));
} else {
  process.on('message', (message) => void take(message));
  // Nobody is left to play for.
  process.on('disconnect', () => process.exit(0));
}
