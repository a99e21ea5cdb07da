/** A dialog in which nothing happens but what a test gives it. */
import type { Dialog } from '../../src/main/sip/agent.ts';

const notHere = () => Promise.reject(new Error('not part of this test'));

export function createFakeDialog(given: Partial<Dialog> = {}): Dialog {
  return {
    callId: 'c',
    localTag: 'ours',
    remoteTag: 'theirs',
    request: notHere,
    reinvite: notHere,
    refer: notHere,
    end: () => Promise.resolve(),
    leave: () => undefined,
    ...given,
  };
}
