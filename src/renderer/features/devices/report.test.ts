import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { Call } from '../../../shared/model/call.ts';
import type { DevicesState } from '../../../shared/model/devices.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { createClient } from '../../ipc/client.ts';
import { createCell } from '../../state/cell.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { type DeviceLister, reportAsNeeded, reportDevices } from './report.ts';

type Listed = Awaited<ReturnType<DeviceLister['enumerateDevices']>>;

function setUp() {
  const reports: unknown[] = [];
  let refuses = false;
  const bridge: Bridge = {
    request: async (name, input) => {
      reports.push([name, input]);
      return refuses ? { ok: false, failure: { code: 'INTERNAL', at: 0 } } : { ok: true, value: undefined };
    },
    on: () => () => undefined,
  };
  let listed: () => Promise<Listed> = async () => [];
  let lists = 0;
  const lister: DeviceLister = Object.assign(new EventTarget(), {
    enumerateDevices: () => {
      lists += 1;
      return listed();
    },
  });

  return {
    client: createClient(bridge, () => 0),
    lister,
    reports,
    get lists() {
      return lists;
    },
    list: (next: () => Promise<Listed>) => {
      listed = next;
    },
    refuse(next: boolean) {
      refuses = next;
    },
    async changed() {
      (lister as unknown as EventTarget).dispatchEvent(new Event('devicechange'));
      await turns();
    },
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const headset: Listed[number] = { deviceId: 'h', kind: 'audiooutput', label: 'Headset' };

describe('reporting devices', () => {
  it('reports at start and at each change, in main’s words', async () => {
    const window = setUp();
    window.list(async () => [headset, { deviceId: 'c', kind: 'videoinput', label: '' }]);
    const stop = reportDevices(window.client, window.lister);
    await turns();
    expect(window.reports).toEqual([
      [
        'devices.report',
        {
          devices: [
            { id: 'h', kind: 'speaker', label: 'Headset' },
            { id: 'c', kind: 'camera', label: '' },
          ],
        },
      ],
    ]);
    await window.changed();
    expect(window.reports).toHaveLength(1);
    window.list(async () => [headset]);
    await window.changed();
    expect(window.reports).toHaveLength(2);
    stop();
    window.list(async () => []);
    await window.changed();
    expect(window.reports).toHaveLength(2);
  });

  it('keeps within what the contract takes', async () => {
    const window = setUp();
    window.list(async () => [
      { ...headset, deviceId: '' },
      ...Array.from({ length: 300 }, (_, index) => ({ ...headset, deviceId: `${index}`.padEnd(600, 'x') })),
    ]);
    reportDevices(window.client, window.lister);
    await turns();
    const [, input] = window.reports[0] as [string, { devices: { id: string }[] }];
    expect(input.devices).toHaveLength(200);
    expect(input.devices[0]?.id).toHaveLength(512);
  });

  it('reports an empty list when there is none to be had', async () => {
    const window = setUp();
    window.list(() => Promise.reject(new Error('not allowed')));
    reportDevices(window.client, window.lister);
    reportDevices(window.client, undefined);
    await turns();
    expect(window.reports).toEqual([
      ['devices.report', { devices: [] }],
      ['devices.report', { devices: [] }],
    ]);
  });

  it('lets a late answer not replace a newer one', async () => {
    const window = setUp();
    let answerFirst: (listed: Listed) => void = () => undefined;
    window.list(() => new Promise((resolve) => (answerFirst = resolve)));
    reportDevices(window.client, window.lister);
    window.list(async () => [headset]);
    await window.changed();
    answerFirst([]);
    await turns();
    expect(window.reports).toEqual([['devices.report', { devices: [{ id: 'h', kind: 'speaker', label: 'Headset' }] }]]);
  });

  it('reports each list where one takes longer than the time to the next look', async () => {
    const window = setUp();
    const answers: ((listed: Listed) => void)[] = [];
    window.list(() => new Promise((resolve) => answers.push(resolve)));
    const onFirst = vi.fn();
    reportDevices(window.client, window.lister, { onFirst });
    await window.changed();
    answers[0]?.([headset]);
    await turns();
    expect(window.reports).toHaveLength(1);
    expect(onFirst).toHaveBeenCalledOnce();
    await window.changed();
    answers[1]?.([]);
    await turns();
    expect(window.reports.at(-1)).toEqual(['devices.report', { devices: [] }]);
  });

  it('tells a list again that main did not take', async () => {
    const window = setUp();
    window.list(async () => [headset]);
    const onFirst = vi.fn();
    window.refuse(true);
    reportDevices(window.client, window.lister, { onFirst });
    await turns();
    expect(onFirst).not.toHaveBeenCalled();
    window.refuse(false);
    await window.changed();
    expect(window.reports).toHaveLength(2);
    expect(onFirst).toHaveBeenCalledOnce();
  });
});

describe('when the window lists', () => {
  const systemTells: DevicesState = { ...firstSnapshot.devices, state: 'ready', needsWindow: [] };
  const nobodyTells: DevicesState = { ...systemTells, needsWindow: ['camera'] };
  const call: Call = {
    id: '1',
    direction: 'out',
    peer: { uri: 'sip:garth@contoso.com', name: 'Garth Fort' },
    state: 'ringing',
    startedAt: 0,
    hold: 'none',
    isMuted: false,
    picture: 'none',
    hasPeerPicture: false,
    canShowPicture: false,
  };

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function follow(first: Partial<Snapshot>) {
    const window = setUp();
    const cell = createCell<Snapshot>({ ...firstSnapshot, ...first });
    const store = { get: cell.get, subscribe: cell.subscribe, start: () => () => undefined };
    const stop = reportAsNeeded({ client: window.client, store }, window.lister);
    return { window, stop, show: (next: Partial<Snapshot>) => cell.set({ ...cell.get(), ...next }) };
  }

  it('it does not while main does not know yet, nor while the system tells of every kind', async () => {
    const { window, show } = follow({});
    show({ devices: systemTells });
    await vi.advanceTimersByTimeAsync(60_000);
    await window.changed();
    expect([window.lists, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('it does once, and at each change, where the system does not tell', async () => {
    const { window } = follow({ devices: nobodyTells });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([window.lists, vi.getTimerCount()]).toEqual([1, 0]);
    await window.changed();
    expect(window.lists).toBe(2);
  });

  it('it does every two seconds in a call, and no more after it', async () => {
    const { window, show, stop } = follow({ devices: systemTells });
    show({ calls: [call] });
    await vi.advanceTimersByTimeAsync(5000);
    expect(window.lists).toBe(3);
    expect(window.reports).toHaveLength(1);
    show({ calls: [{ ...call, state: 'active' }] });
    expect(window.lists).toBe(3);
    show({ calls: [{ ...call, state: 'ended' }] });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([window.lists, vi.getTimerCount()]).toEqual([3, 0]);
    stop();
    show({ calls: [call] });
    expect(window.lists).toBe(3);
  });
});
