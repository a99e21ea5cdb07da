import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserKit } from './kit.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Moving {
  readonly to: string;
  readonly settle: (isThere: boolean) => Promise<void>;
}

/** An element whose speaker is changed as the test says; `now`: what it plays on. */
function createElement() {
  const moves: Moving[] = [];
  const element = { now: '', moves };
  vi.stubGlobal(
    'Audio',
    class {
      setSinkId(to: string): Promise<void> {
        return new Promise((resolve, reject) => {
          const settle = async (isThere: boolean) => {
            if (isThere) element.now = to;
            if (isThere) resolve();
            else reject(new DOMException('gone', 'NotFoundError'));
            await new Promise((next) => setImmediate(next));
          };
          moves.push({ to, settle });
        });
      }
    },
  );
  return element;
}

describe('a speaker that goes in the moment in which it is chosen', () => {
  it('gives way to the system’s own, and is tried again when it is back', async () => {
    const element = createElement();
    const player = browserKit.createPlayer();
    player.playOn('headset');
    await element.moves[0]?.settle(false);
    expect(element.moves.map(({ to }) => to)).toEqual(['headset', '']);
    await element.moves[1]?.settle(true);
    player.playOn('headset');
    await element.moves[2]?.settle(true);
    expect(element.now).toBe('headset');
  });

  it('takes nothing from the one that was chosen since', async () => {
    const element = createElement();
    const player = browserKit.createPlayer();
    player.playOn('headset');
    player.playOn('desk');
    await element.moves[0]?.settle(false);
    await element.moves[1]?.settle(true);
    for (const move of element.moves.slice(2)) await move.settle(true);
    expect(element.now).toBe('desk');
  });
});
