import { describe, expect, it } from 'vitest';
import type { Device, DeviceKind } from '../../shared/model/devices.ts';
import { joinWindow } from './join-window.ts';

const device = (kind: DeviceKind, id: string, label = id): Device => ({ id, kind, label });
const ids = (devices: readonly Device[]) => devices.map(({ id, windowId }) => [id, windowId]);

describe("the system's devices", () => {
  it('[F1] [F5] get the ids the window opens them by, by kind and name', () => {
    const told = [
      device('speaker', 'sink', 'Jabra'),
      device('microphone', 'source', 'Jabra'),
      device('camera', '/dev/video0', 'Cam'),
    ];
    const reported = [
      device('speaker', 'default', 'Jabra'),
      device('microphone', 'm1', 'Jabra'),
      device('speaker', 's1', 'Jabra'),
      device('camera', 'c1', 'Cam (04f2:b6d9)'),
    ];
    expect(ids(joinWindow(told, reported))).toEqual([
      ['sink', 's1'],
      ['source', 'm1'],
      ['/dev/video0', 'c1'],
    ]);
  });

  it('of one name are told apart by their order', () => {
    const twins = [device('speaker', 'a', 'Jabra'), device('speaker', 'b', 'Jabra'), device('speaker', 'c', 'Jabra')];
    const reported = [device('speaker', '1', 'Jabra'), device('speaker', '2', 'Jabra')];
    expect(ids(joinWindow(twins, reported))).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', undefined],
    ]);
  });

  it('are not doubled by what the window calls otherwise', () => {
    expect(ids(joinWindow([device('speaker', 'a')], [device('speaker', '1', 'Fake')]))).toEqual([['a', undefined]]);
  });
});

describe("the window's own devices", () => {
  it('stand in for a kind the system lists none of, with the default marked', () => {
    const reported = [
      device('speaker', 'default', 'Default - Jabra'),
      device('speaker', 'communications', 'Communications - Jabra'),
      device('speaker', 's1', 'Monitor'),
      device('speaker', 's2', 'Jabra'),
    ];
    expect(joinWindow([device('camera', 'cam')], reported)).toEqual([
      device('camera', 'cam'),
      { ...device('speaker', 's1', 'Monitor'), windowId: 's1' },
      { ...device('speaker', 's2', 'Jabra'), windowId: 's2', isDefault: true },
    ]);
  });

  it('add nothing to a kind the system knows all of, not even what it has just lost', () => {
    expect(joinWindow([], [device('microphone', 'default', 'Default')], ['microphone'])).toEqual([]);
  });

  it('keep their default where it does not say which one it is', () => {
    const reported = [device('microphone', 'default', 'Default'), device('microphone', 'm1', 'Fake')];
    expect(ids(joinWindow([], reported))).toEqual([
      ['default', undefined],
      ['m1', 'm1'],
    ]);
  });
});
