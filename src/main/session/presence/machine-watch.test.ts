import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { setUp } from '../../../../test/fakes/presence-scene.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { type DesktopActivity, MachineWatch } from './machine-watch.ts';

const minute = 60_000;

/** A desktop whose person the test moves. */
function desktop(now: () => number) {
  let touchedAt = 0;
  let isLocked = false;
  const listeners = new Set<() => void>();
  const activity: DesktopActivity = {
    idleSeconds: () => (now() - touchedAt) / 1000,
    isLocked: () => isLocked,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    activity,
    listeners,
    touch() {
      touchedAt = now();
    },
    lock(on: boolean) {
      isLocked = on;
      for (const listener of listeners) listener();
    },
    lockSilently() {
      isLocked = true;
    },
  };
}

function watched() {
  const clock = createFakeClock();
  const desk = desktop(() => clock.now());
  desk.touch();
  const told: string[] = [];
  const limits = { idleMs: 5 * minute, awayMs: 5 * minute };
  const watch = new MachineWatch({
    activity: desk.activity,
    clock,
    limits: () => limits,
    onMachine: (machine) => told.push(machine),
  });
  return { clock, desk, told, limits, watch };
}

describe('the machine', () => {
  it('is idle after five minutes, away after five more, and active within two seconds of a touch', async () => {
    const { clock, desk, told, watch } = watched();
    expect(watch.start()).toBe('active');
    await clock.advance(5 * minute - 1);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['idle']);
    await clock.advance(5 * minute);
    expect(told).toEqual(['idle', 'away']);
    desk.touch();
    await clock.advance(2000);
    expect(told).toEqual(['idle', 'away', 'active']);
  });

  it('is locked at once where the desktop tells, and within twenty seconds where it does not', async () => {
    const { clock, desk, told, watch } = watched();
    watch.start();
    desk.lock(true);
    expect(told).toEqual(['locked']);
    desk.touch();
    desk.lock(false);
    expect(told).toEqual(['locked', 'active']);
    desk.lockSilently();
    await clock.advance(20_000);
    expect(told).toEqual(['locked', 'active', 'locked']);
  });

  it('never looks more often than once a second, and not at all after the end', async () => {
    const { clock, desk, watch } = watched();
    let looks = 0;
    const count = desk.activity.idleSeconds;
    desk.activity.idleSeconds = () => {
      looks += 1;
      return count();
    };
    watch.start();
    await clock.advance(20 * minute);
    expect(looks).toBeLessThan(2 * 20 * 60);
    watch.stop();
    expect([clock.pending, desk.listeners.size]).toEqual([0, 0]);
    const before = looks;
    watch.look();
    await clock.advance(20 * minute);
    expect(looks).toBe(before);
  });

  it('follows other limits at the next look', async () => {
    const { clock, told, limits, watch } = watched();
    watch.start();
    await clock.advance(2 * minute);
    limits.idleMs = minute;
    watch.look();
    expect(told).toEqual(['idle']);
  });
});

describe('[F26] an idle machine', () => {
  function scene() {
    let settings: Settings = defaultSettings;
    const listeners = new Set<(settings: Settings) => void>();
    const clockBox: { now: () => number } = { now: () => 0 };
    const desk = desktop(() => clockBox.now());
    const store = {
      get: () => settings,
      onChange(listener: (settings: Settings) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const world = setUp({ activity: desk.activity, settings: store });
    clockBox.now = () => world.clock.now();
    desk.touch();
    const change = (patch: Partial<Settings>) => {
      settings = { ...settings, ...patch };
      for (const listener of listeners) listener(settings);
    };
    return { ...world, desk, change };
  }

  it('is published as inactive, then as away, and as active when somebody is back', async () => {
    const { start, clock, desk, own, published } = scene();
    await start();
    await clock.advance(5 * minute);
    expect(published().at(-1)).toContain('<availability>5000<');
    expect(own()).toMatchObject({ availability: 'available-idle', activity: 'inactive', parts: { machine: 5000 } });
    await clock.advance(5 * minute);
    expect(own()).toMatchObject({ availability: 'away', parts: { machine: 15_500 } });
    desk.touch();
    await clock.advance(2000);
    expect(own()).toMatchObject({ availability: 'available', published: 3500 });
    expect(published()).toHaveLength(4);
  });

  it('stays in use during a call', async () => {
    const { start, service, clock, own } = scene();
    await start();
    service.setCall('call');
    await clock.advance(11 * minute);
    expect(own()).toMatchObject({ availability: 'busy', activity: 'in-a-call', parts: { machine: 3500, call: 6500 } });
    service.setCall(undefined);
    await clock.advance(0);
    expect(own()).toMatchObject({ availability: 'away' });
  });

  it('follows the settings', async () => {
    const { start, clock, own, change } = scene();
    await start();
    await clock.advance(2 * minute);
    change({ idleMinutes: 1 });
    await clock.advance(0);
    expect(own().availability).toBe('available-idle');
  });

  it('is not watched while signed out', async () => {
    const { start, clock, service } = scene();
    await start();
    service.goOffline();
    await clock.advance(40);
    expect(clock.pending).toBe(0);
  });
});
