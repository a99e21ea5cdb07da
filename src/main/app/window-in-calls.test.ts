import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Call } from '../../shared/model/call.ts';
import type { Slices } from '../../shared/model/snapshot.ts';
import { createStateStore } from '../store/state.ts';
import { keepForCalls } from './window-in-calls.ts';

/** As much of Electron's window as is used, with the same events. */
class WindowByHand extends EventEmitter {
  isShown = true;
  isClosed = false;
  throttles: boolean[] = [];
  readonly webContents = { setBackgroundThrottling: (on: boolean) => this.throttles.push(on) };
  isVisible(): boolean {
    return this.isShown;
  }
  hide(): void {
    this.isShown = false;
  }
  show(): void {
    this.isShown = true;
    this.emit('show');
  }
  close(): void {
    let isKept = false;
    const preventDefault = () => {
      isKept = true;
    };
    this.emit('close', { preventDefault });
    if (isKept) return;
    this.isClosed = true;
    this.emit('closed');
  }
}

async function setUp(...before: readonly Call['state'][]) {
  const clock = createFakeClock();
  const calls = before.map((state) => ({ state }));
  const state = createStateStore({ calls } as unknown as Slices, clock);
  const window = new WindowByHand();
  keepForCalls(window as unknown as BrowserWindow, state);
  const tell = async (...states: readonly Call['state'][]) => {
    state.set(
      'calls',
      states.map((each) => ({ state: each }) as Call),
    );
    await clock.advance(100);
  };
  return { window, tell };
}

it('closes as any window while there is no call', async () => {
  const { window, tell } = await setUp();
  await tell('ended');
  window.close();
  expect(window.isClosed).toBe(true);
  await tell('active');
  expect(window.throttles).toEqual([]);
});

it('hides while there is a call, and goes with the last one', async () => {
  const { window, tell } = await setUp();
  await tell('active', 'incoming');
  window.close();
  expect([window.isClosed, window.isShown]).toEqual([false, false]);
  await tell('ended', 'active');
  expect(window.isClosed).toBe(false);
  await tell('ended', 'ended');
  expect(window.isClosed).toBe(true);
  expect(window.throttles).toEqual([false, true]);
});

it('knows of the call that was there before it, as one taken in a toast', async () => {
  const { window, tell } = await setUp('active');
  expect(window.throttles).toEqual([false]);
  window.close();
  expect([window.isClosed, window.isShown]).toEqual([false, false]);
  await tell('ended');
  expect(window.isClosed).toBe(true);
});

it('stays when somebody wanted it back meanwhile', async () => {
  const { window, tell } = await setUp();
  await tell('active');
  window.close();
  window.show();
  await tell('ended');
  expect(window.isClosed).toBe(false);
  window.close();
  expect(window.isClosed).toBe(true);
});
