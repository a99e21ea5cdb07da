/** The lab in a process of its own, as the application has it: what it computes takes nothing from the client's time. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LabProfile } from '../../src/lab/api.ts';
import type { LabReply, LabRequest } from '../../src/lab/remote.ts';

export interface LabProcess {
  readonly profile: LabProfile;
  /** Turns one of the knobs of src/lab/api.ts; resolves with what it returned, rejects with the lab's reason. */
  control(
    method:
      | 'setLatency'
      | 'roundTrips'
      | 'resetRoundTrips'
      | 'setAuthOffer'
      | 'setContactList'
      | 'setPresence'
      | 'write'
      | 'dropConnections'
      | 'stormPresence'
      | 'meeting.gatherPeople',
    ...args: readonly unknown[]
  ): Promise<unknown>;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Forks the built lab, which lies beside the built bench. Rejects with the reason when it cannot start. */
export async function startLabProcess(): Promise<LabProcess> {
  const child = fork(join(import.meta.dirname, 'lab-process.js'));
  const post = (request: LabRequest) => child.send(request);
  post({ kind: 'start', options: { ports: 'free' } });
  const profile = await ready(child);
  let count = 0;
  return {
    profile,
    control(method, ...args) {
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        const take = (reply: LabReply) => {
          if (reply.kind !== 'controlled' || reply.id !== id) return;
          child.off('message', take);
          if (reply.ok) resolve(reply.value);
          else reject(new Error(reply.reason));
        };
        child.on('message', take);
        post({ kind: 'control', id, method, args });
      });
    },
    stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      post({ kind: 'stop' });
      return ended;
    },
  };
}

function ready(child: ChildProcess): Promise<LabProfile> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the lab process ended')));
    child.once('message', (reply: LabReply) => {
      if (reply.kind === 'ready') resolve(reply.profile);
      else reject(new Error(reply.kind === 'failed' ? reply.reason : 'the lab speaks out of turn'));
    });
  });
}
