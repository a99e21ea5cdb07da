import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { createClient } from '../../ipc/client.ts';
import { type DeviceLister, reportDevices } from './report.ts';

type Listed = Awaited<ReturnType<DeviceLister['enumerateDevices']>>;

function setUp() {
  const reports: unknown[] = [];
  const bridge: Bridge = {
    request: async (name, input) => {
      reports.push([name, input]);
      return { ok: true, value: undefined };
    },
    on: () => () => undefined,
  };
  let listed: () => Promise<Listed> = async () => [];
  const lister: DeviceLister = Object.assign(new EventTarget(), { enumerateDevices: () => listed() });
  return {
    client: createClient(bridge, () => 0),
    lister,
    reports,
    list: (next: () => Promise<Listed>) => {
      listed = next;
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
    expect(window.reports).toHaveLength(2);
    stop();
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
});
