/** Whether somebody sits at this machine, as the desktop tells it: Electron's power monitor behind the interface the core takes. */
import type { PowerMonitor } from 'electron';
import type { DesktopActivity } from '../session/presence/machine-watch.ts';

/** What of the power monitor is used; usable only once the application is ready. */
export type ActivityMonitor = Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'> & {
  on(event: ActivityEvent, listener: () => void): unknown;
};

type ActivityEvent = 'lock-screen' | 'unlock-screen' | 'resume';

/**
 * Not every desktop says when its screen is locked; some only answer when asked. Locked is what either says, until an unlocking or
 * the next answer says otherwise. A machine that cannot tell counts as in use.
 */
export function createDesktopActivity(monitor: ActivityMonitor): DesktopActivity {
  let isTold = false;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  monitor.on('lock-screen', () => {
    isTold = true;
    notify();
  });
  monitor.on('unlock-screen', () => {
    isTold = false;
    notify();
  });
  // How long nobody touched it may be another answer after a sleep.
  monitor.on('resume', notify);
  return {
    idleSeconds: () => Math.max(0, monitor.getSystemIdleTime()),
    isLocked: () => isTold || monitor.getSystemIdleState(longestIdle) === 'locked',
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** So long that only a lock makes another answer than "active". Seconds. */
const longestIdle = 2 ** 30;
