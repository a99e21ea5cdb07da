import { describe, expect, it } from 'vitest';
import type { Device } from '../../shared/model/devices.ts';
import { deviceFor, isAdopted, recall, type Scene } from './choose.ts';

const device = (id: string, more: Partial<Device> = {}): Device => ({
  id,
  kind: 'speaker',
  label: `The ${id}`,
  ...more,
});
const liked = (...ids: string[]) => ids.map((id) => ({ id, label: `The ${id}` }));

interface Row {
  readonly plugged: readonly string[];
  readonly liked?: readonly string[];
  readonly system?: string;
  readonly current?: string;
  readonly inCall?: boolean;
  readonly arrived?: readonly string[];
}

function scene(row: Row): Scene {
  return {
    devices: row.plugged.map((id) => device(id)),
    preferences: liked(...(row.liked ?? [])),
    systemDefault: row.system,
    current: row.current,
    isInCall: row.inCall ?? false,
    arrivals: new Set(row.arrived),
  };
}

describe('[F2] [F5] [F6] what is used', () => {
  it.each<[string, Row, string | undefined]>([
    ['nothing where there is nothing', { plugged: [], liked: ['headset'] }, undefined],
    ['the first where nobody says anything', { plugged: ['a', 'b'] }, 'a'],
    ['what was used, while nobody says anything', { plugged: ['a', 'b'], current: 'b' }, 'b'],
    ["the system's own", { plugged: ['a', 'b'], system: 'b' }, 'b'],
    ["the system's next own, when idle", { plugged: ['a', 'b'], system: 'b', current: 'a' }, 'b'],
    ['what the person chose', { plugged: ['a', 'b'], system: 'b', liked: ['a'] }, 'a'],
    ['the dearest of several', { plugged: ['a', 'b', 'c'], liked: ['x', 'c', 'b'], system: 'a' }, 'c'],
    ['the next dearest when the dearest is pulled out', { plugged: ['b', 'c'], liked: ['a', 'c'], current: 'a' }, 'c'],
    ["the system's when all that is liked is away", { plugged: ['b', 'c'], liked: ['a'], system: 'c' }, 'c'],
    ['a default that is not in the list counts for nothing', { plugged: ['a'], system: 'gone' }, 'a'],
  ])('%s', (_title, row, used) => {
    expect(deviceFor(scene(row))?.id).toBe(used);
    // Where nothing is new, a call changes nothing of it.
    if (row.current === undefined) expect(deviceFor(scene({ ...row, inCall: true }))?.id).toBe(used);
  });

  it.each<[string, Row, string | undefined]>([
    ['a known one takes over at once', { plugged: ['a', 'b'], liked: ['a'], current: 'b', arrived: ['a'] }, 'a'],
    ['an unknown one does not', { plugged: ['b', 'new'], current: 'b', system: 'b', arrived: ['new'] }, 'b'],
    ['nor when the system turns to it', { plugged: ['b', 'new'], current: 'b', system: 'new', arrived: ['new'] }, 'b'],
    ['nor when the used one is liked', { plugged: ['b', 'new'], liked: ['b'], current: 'b', system: 'new' }, 'b'],
    ['the system may turn to one that was there before', { plugged: ['a', 'b'], current: 'a', system: 'b' }, 'b'],
    ['a pulled one gives way at once', { plugged: ['b'], liked: ['a'], current: 'a', system: 'b' }, 'b'],
    [
      'also to the unknown one, if that is all',
      { plugged: ['new'], current: 'a', system: 'new', arrived: ['new'] },
      'new',
    ],
    ['and to nothing, if there is nothing', { plugged: [], liked: ['a'], current: 'a' }, undefined],
  ])('in a call %s', (_title, row, used) => {
    expect(deviceFor(scene({ ...row, inCall: true }))?.id).toBe(used);
  });
});

describe('[F2] a remembered device', () => {
  it('is found by its id, else by its name, never by an empty one', () => {
    const moved = [device('usb-7', { label: 'Jabra' }), device('unnamed', { label: '' })];
    expect(recall([{ id: 'usb-3', label: 'Jabra' }], moved)?.id).toBe('usb-7');
    expect(recall([{ id: 'unnamed', label: '' }], moved)?.id).toBe('unnamed');
    expect(recall([{ id: 'old', label: '' }], moved)).toBeUndefined();
  });

  it('is itself before another of the same name', () => {
    const twins = [device('one', { label: 'Jabra' }), device('two', { label: 'Jabra' })];
    expect(recall([{ id: 'two', label: 'Jabra' }], twins)?.id).toBe('two');
  });
});

describe('[F2] a new device is used from then on', () => {
  it.each<[string, Partial<Device>, { readonly isInCall?: true; readonly known?: readonly string[] }, boolean]>([
    ['when it is a headset', { formFactor: 'headset' }, {}, true],
    ['when it is headphones, though another is liked', { formFactor: 'headphone' }, { known: ['monitor'] }, true],
    ['but not in a call', { formFactor: 'headset' }, { isInCall: true }, false],
    [
      'but not when it is known, and then others may be dearer',
      { formFactor: 'headset' },
      { known: ['monitor', 'new'] },
      false,
    ],
    ['but not when it is something else', { formFactor: 'internal' }, {}, false],
    ['but not when the system does not say what it is', {}, {}, false],
  ])('%s', (_title, more, { isInCall = false, known = [] }, adopted) => {
    expect(isAdopted(device('new', more), { preferences: liked(...known), isInCall })).toBe(adopted);
  });
});
