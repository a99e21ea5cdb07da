import { describe, expect, it } from 'vitest';
import type { Device } from '../../shared/model/devices.ts';
import { named, remembered } from './memory.ts';

const device = (id: string, label = `The ${id}`): Device => ({ id, kind: 'speaker', label });

describe('[F2] what is remembered', () => {
  it('begins with the last one used, once', () => {
    const order = ['a', 'b', 'a', 'c'].reduce<ReturnType<typeof remembered>>(
      (before, id) => remembered(before, device(id)),
      [],
    );
    expect(order.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('knows a device again at another socket', () => {
    expect(remembered([{ id: 'usb-3', label: 'Jabra' }], device('usb-7', 'Jabra'))).toEqual([
      { id: 'usb-7', label: 'Jabra' },
    ]);
    expect(remembered([{ id: 'old', label: '' }], device('new', ''))).toHaveLength(2);
  });

  it('is bounded in every direction', () => {
    let order = remembered([], device('x'.repeat(1000), 'y'.repeat(1000)));
    expect(order).toEqual([{ id: 'x'.repeat(512), label: 'y'.repeat(512) }]);
    for (let count = 0; count < 50; count += 1) order = remembered(order, device(`d${count}`));
    expect(order).toHaveLength(20);
  });

  it('learns the names of what an older version knew by its id', () => {
    const old = [
      { id: 'a', label: '' },
      { id: 'gone', label: '' },
    ];
    expect(named(old, [device('a')])).toEqual([
      { id: 'a', label: 'The a' },
      { id: 'gone', label: '' },
    ]);
    expect(named(old, [])).toBe(old);
  });
});
