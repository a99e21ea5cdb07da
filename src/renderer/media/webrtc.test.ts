import { afterEach, expect, it, vi } from 'vitest';
import { createPeer } from './webrtc.ts';

afterEach(() => vi.unstubAllGlobals());

/** As Chromium: refuses one more than `most`, and counts closed ones until they are collected. */
function limited(most: number, canCollect = true) {
  let counted = 0;
  const asked: unknown[] = [];
  vi.stubGlobal(
    'RTCPeerConnection',
    class {
      constructor() {
        if (counted >= most) throw new Error('Cannot create so many PeerConnections');
        counted += 1;
      }
    },
  );
  const gc = (how: unknown) => {
    asked.push(how);
    counted = 0;
  };
  vi.stubGlobal('gc', canCollect ? gc : undefined);
  return asked;
}

it('a connection that is refused is made once the closed ones are collected, there and then', () => {
  const asked = limited(2);
  for (let count = 0; count < 5; count += 1) expect(createPeer()).toBeDefined();
  expect(asked).toEqual(Array.from({ length: 2 }, () => ({ type: 'major', execution: 'sync' })));
});

it('one that is refused all the same, or where nothing can be collected, says what the browser says', () => {
  limited(0);
  expect(createPeer).toThrow('so many');
  limited(0, false);
  expect(createPeer).toThrow('so many');
});
