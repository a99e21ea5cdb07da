/** Entry of the lab's own process: forked by Electron (utilityProcess) or by Node. It runs until told to stop. */
import process from 'node:process';
import { type LabReply, serveLab } from './remote.ts';
import { startLab } from './start-lab.ts';

/** The part of Electron's parent port that is used, so that the lab needs no Electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const parentPort = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

const remote = serveLab({ post }, startLab, () => process.exit(0));

function post(reply: LabReply): void {
  if (parentPort) parentPort.postMessage(reply);
  else process.send?.(reply);
}

if (parentPort) {
  parentPort.on('message', ({ data }) => void remote.take(data));
} else {
  process.on('message', (message) => void remote.take(message));
  // Nobody is left to serve.
  process.on('disconnect', () => void remote.stop().finally(() => process.exit(0)));
}
