import { describe, expect, it } from 'vitest';
import type { Device, DevicesState } from '../../../shared/model/devices.ts';
import { judgeDevices } from './devices-step.ts';
import { judgeNetwork } from './network-step.ts';
import { generationOf } from './server-step.ts';

const device = (kind: Device['kind'], label: string): Device => ({ id: label, kind, label });
const all = [device('microphone', 'Headset'), device('speaker', 'Earphone'), device('camera', 'Webcam')];
const state = (devices: readonly Device[], more: Partial<DevicesState> = {}): DevicesState => ({
  state: 'ready',
  devices,
  chosen: {},
  ...more,
});
const codeOf = (devices: DevicesState) => judgeDevices(devices).finding.code;

describe('[F1] [F6] devices', () => {
  it('are ready with or without a camera', () => {
    expect(judgeDevices(state(all))).toMatchObject({ result: 'green', finding: { code: 'devices-ready' } });
    expect(judgeDevices(state(all.slice(0, 2)))).toMatchObject({
      result: 'green',
      finding: { code: 'devices-no-camera' },
    });
  });
  it('say which one is missing for a call', () => {
    expect(codeOf(state(all.slice(1)))).toBe('devices-no-microphone');
    expect(codeOf(state([device('microphone', 'Headset')]))).toBe('devices-no-speaker');
    expect(codeOf(state([]))).toBe('devices-none');
  });
  it('cannot be told where only a window could list them', () => {
    expect(codeOf(state([], { needsWindow: ['microphone', 'speaker', 'camera'] }))).toBe('devices-unknown');
    expect(codeOf(state([], { state: 'failed' }))).toBe('devices-unknown');
  });
});

describe('[F3] the interface', () => {
  const one = { name: 'eth0', addresses: ['192.0.2.1'], usable: true, reason: 'default-route' } as const;
  const judge = (interfaces: Parameters<typeof judgeNetwork>[0]['interfaces'], isInLab = false) =>
    judgeNetwork({ interfaces, dnsServers: [] }, { isInLab, at: 1 });

  it('is the chosen one, the system’s choice, or none', () => {
    expect(judge([{ ...one, chosen: true }]).finding).toEqual({
      code: 'network-chosen',
      data: { name: 'eth0', address: '192.0.2.1' },
    });
    expect(judge([{ ...one, chosen: false }]).finding.code).toBe('network-by-system');
    const lost = { ...one, chosen: false, usable: false, reason: 'no-route' } as const;
    expect(judge([lost])).toMatchObject({ result: 'red', finding: { failure: { code: 'NO_NETWORK' } } });
    expect(judge([lost], true).finding.code).toBe('network-lab');
  });
});

it.each([
  ['RTC/3.0', 'Office Communications Server 2007'],
  ['RTC/3.5', 'Office Communications Server 2007 R2'],
  ['RTC/4.0', 'Lync Server 2010'],
  ['RTC/5.0', 'Lync Server 2013'],
  ['RTC/6.0', 'Skype for Business Server 2015'],
  ['RTC/7.0', 'Skype for Business Server 2019 or later'],
  ['RTC/99.0', undefined],
  ['kamailio (5.8.0 (x86_64/linux))', undefined],
  ['', undefined],
])('[R2] %s is %s', (software, generation) => {
  expect(generationOf(software)).toBe(generation);
});
