import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createDesktopActivity } from './idle.ts';

class FakeMonitor extends EventEmitter {
  idleSeconds = 0;
  state: 'active' | 'idle' | 'locked' | 'unknown' = 'active';
  getSystemIdleTime = () => this.idleSeconds;
  getSystemIdleState = () => this.state;
}

function setUp() {
  const monitor = new FakeMonitor();
  const activity = createDesktopActivity(monitor);
  const told: boolean[] = [];
  const stop = activity.onChange(() => told.push(activity.isLocked()));
  return { monitor, activity, told, stop };
}

it('tells at once when the screen is locked and unlocked', () => {
  const { monitor, activity, told, stop } = setUp();
  monitor.emit('lock-screen');
  monitor.emit('unlock-screen');
  expect(told).toEqual([true, false]);
  stop();
  monitor.emit('lock-screen');
  expect([told.length, activity.isLocked()]).toEqual([2, true]);
});

it('a desktop that only answers when asked is locked all the same, and one that cannot tell is not', () => {
  const { monitor, activity } = setUp();
  monitor.state = 'locked';
  expect(activity.isLocked()).toBe(true);
  monitor.state = 'unknown';
  expect(activity.isLocked()).toBe(false);
});

it('a machine that wakes is looked at again', () => {
  const { monitor, activity, told } = setUp();
  monitor.idleSeconds = 900;
  monitor.emit('resume');
  expect([told, activity.idleSeconds()]).toEqual([[false], 900]);
});

it('a time before the last touch is none', () => {
  const { monitor, activity } = setUp();
  monitor.idleSeconds = -1;
  expect(activity.idleSeconds()).toBe(0);
});
