// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DevicesState } from '../../../shared/model/devices.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { devices, fixtureTime } from '../../gallery/fixtures.ts';
import { deviceChoiceSources } from '../../locales/devices.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import type { PlayTone } from '../calls/index.ts';
import type { DeviceKit, Microphone } from '../devices/index.ts';
import { DevicesSettings } from './devices-settings.tsx';

beforeEach(prepareWindow);
afterEach(() => {
  clearWindow();
  vi.useRealTimers();
});

const withCamera: DevicesState = {
  ...devices,
  devices: [
    ...devices.devices.map((device) => ({ ...device, windowId: `w-${device.id}` })),
    { id: '/dev/video0', kind: 'camera', label: 'Integrated Camera', windowId: 'w-cam' },
  ],
  chosen: { ...devices.chosen, camera: '/dev/video0', ringer: 'out-2' },
  byHand: ['speaker', 'ringer'],
};

/** A kit whose devices the test holds in its hands. */
function fakeKit() {
  const did: string[] = [];
  let level = 0.6;
  let recorded: (sound: Blob | undefined) => void = () => undefined;
  let broken: () => void = () => undefined;
  let played: () => void = () => undefined;
  let refusal: Error | undefined;
  const microphone = (id: string | undefined): Microphone => ({
    level: () => level,
    record: (ms, stop) => {
      did.push(`record ${ms}`);
      stop.addEventListener('abort', () => recorded(undefined));
      return new Promise((resolve, reject) => {
        recorded = resolve;
        broken = () => reject(new Error('recording failed'));
      });
    },
    close: () => did.push(`close ${id}`),
  });
  const kit: DeviceKit = {
    openMicrophone: async (id) => {
      did.push(`open ${id}`);
      if (refusal) throw refusal;
      return microphone(id);
    },
    openCamera: async (id) => {
      did.push(`open ${id}`);
      if (refusal) throw refusal;
      const track = { stop: () => did.push(`close ${id}`) };
      return { getTracks: () => [track] } as unknown as MediaStream;
    },
    play: (_sound, sinkId) => {
      did.push(`play on ${sinkId}`);
      return new Promise((resolve) => {
        played = resolve;
      });
    },
  };
  const playTone: PlayTone = (tone, sinkId) => {
    did.push(`tone of ${tone.steps.length} on ${sinkId}`);
    return () => did.push('tone stopped');
  };
  return {
    kit,
    playTone,
    did,
    hear: (next: number) => {
      level = next;
    },
    refuse: (name: string | undefined) => {
      refusal = name === undefined ? undefined : Object.assign(new Error('no'), { name });
    },
    recorded: () => recorded(new Blob(['sound'])),
    breakOff: () => broken(),
    played: () => played(),
  };
}

async function show(state: DevicesState = withCamera, more: Partial<Snapshot> = {}) {
  const fake = fakeKit();
  const drawn = await draw(
    { ...firstSnapshot, revision: 1, devices: state, ...more },
    <DevicesSettings kit={fake.kit} playTone={fake.playTone} />,
  );
  return { ...fake, ...drawn };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const select = (name: string) => screen.getByLabelText<HTMLSelectElement>(name, { selector: 'select' });

describe('the choice', () => {
  it('[F2] [F5] [F6] is shown for each role, as made by hand or by the system', async () => {
    await show();
    expect(select('Speaker').value).toBe('out-1');
    expect(select('Ringer').value).toBe('out-2');
    expect(select('Microphone').value).toBe('');
    expect(select('Microphone').selectedOptions[0]?.textContent).toBe('Same as the system: Jabra Evolve 65');
  });

  it('says for each role where it comes from', async () => {
    await show();
    const partOf = (role: string) => screen.getByRole('region', { name: role }).textContent;
    for (const role of ['Speaker', 'Ringer']) expect(partOf(role)).toContain(deviceChoiceSources.person);
    for (const role of ['Microphone', 'Camera']) expect(partOf(role)).toContain(deviceChoiceSources.default);
  });

  it('[F2] is made, and given back to the system', async () => {
    const { bridge } = await show();
    fireEvent.change(select('Ringer'), { target: { value: 'out-1' } });
    expect(bridge.asked.at(-1)).toEqual({ name: 'devices.choose', input: { role: 'ringer', id: 'out-1' } });
    fireEvent.change(select('Speaker'), { target: { value: '' } });
    expect(bridge.asked.at(-1)).toEqual({ name: 'devices.choose', input: { role: 'speaker', id: '' } });
  });

  it('[F2] says which device is waited for', async () => {
    const speaker = [{ id: 'usb', label: 'Office headset' }];
    const devicePreferences = { ...firstSnapshot.settings.devicePreferences, speaker };
    await show(withCamera, { settings: { ...firstSnapshot.settings, devicePreferences } });
    expect(screen.getByText('Office headset is not plugged in. It is used again as soon as it is.')).toBeTruthy();
  });

  it('[F1] [F5] [F6] says what to do where there is no device', async () => {
    const { did } = await show({ state: 'ready', devices: [], chosen: {} });
    for (const kind of ['speaker', 'microphone', 'camera']) {
      expect(screen.getAllByText(new RegExp(`^No ${kind} found. Plug one in`)).length).toBeGreaterThan(0);
    }
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(did).toEqual([]);
  });

  it('[F5] says that a volume is unknown where nobody tells it, and mutes where it can', async () => {
    const untold = withCamera.devices.map(({ volumePercent: _, ...device }) => device);
    const { bridge } = await show({ ...withCamera, devices: untold });
    expect(screen.getAllByText(/^Volume: unknown/).length).toBeGreaterThan(0);
    const microphone = within(screen.getByRole('region', { name: 'Microphone' }));
    fireEvent.click(microphone.getByLabelText('Mute Jabra Evolve 65'));
    expect(bridge.asked.at(-1)).toEqual({ name: 'devices.setMuted', input: { id: 'in-1', isMuted: false } });
  });
});

describe('the microphone', () => {
  it('[F6] is heard while the page is open, by a meter with words, and let go with it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { did, hear, unmount } = await show();
    expect(did).toEqual(['open w-in-1']);
    const meter = screen.getByRole<HTMLMeterElement>('meter', { name: 'Microphone level' });
    act(() => void vi.advanceTimersByTime(1000));
    expect([meter.value, meter.getAttribute('aria-valuetext')]).toEqual([0.6, 'Good']);
    hear(0);
    act(() => void vi.advanceTimersByTime(2000));
    expect([meter.value, meter.getAttribute('aria-valuetext')]).toEqual([0, 'Silent']);
    unmount();
    expect(did).toEqual(['open w-in-1', 'close w-in-1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('[F6] is the one that is chosen, also when that changes', async () => {
    const { did, bridge } = await show();
    const other = { id: 'in-2', kind: 'microphone' as const, label: 'Desk', windowId: 'w-in-2' };
    const next: DevicesState = {
      ...withCamera,
      devices: [...withCamera.devices, other],
      chosen: { ...withCamera.chosen, microphone: 'in-2' },
    };
    act(() => bridge.push({ revision: 2, slices: { devices: next } }));
    await settle();
    expect(did).toEqual(['open w-in-1', 'close w-in-1', 'open w-in-2']);
  });

  it.each([
    ['NotAllowedError', /The system does not let Offhook use the microphone/],
    ['NotFoundError', /No microphone was found/],
    ['NotReadableError', /The microphone is in use by another program/],
    ['OverconstrainedError', /The microphone was unplugged/],
    ['TypeError', /The part of Offhook that carries sound and pictures failed/],
  ])('that is refused with %s is explained, and can be tried again', async (name, words) => {
    const { did, refuse, bridge } = await show({ ...withCamera, chosen: {} });
    refuse(name);
    act(() => bridge.push({ revision: 2, slices: { devices: withCamera } }));
    await settle();
    expect(screen.getByRole('alert').textContent).toMatch(words);
    refuse(undefined);
    press('Try again');
    await settle();
    expect(did).toEqual(['open w-in-1', 'open w-in-1']);
    expect(screen.getByRole('meter')).toBeTruthy();
  });
});

describe('the test call', () => {
  it('[F6] records five seconds and plays them back on the chosen speaker', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { did, recorded, played } = await show();
    press('Start the test call');
    expect(screen.getByText('Speak now. Recording for five seconds.')).toBeTruthy();
    act(() => void vi.advanceTimersByTime(500));
    recorded();
    await settle();
    expect(did).toEqual(['open w-in-1', 'record 5000', 'play on w-out-1']);
    played();
    await settle();
    expect(screen.getByText('This is how others hear you. Nothing of it was kept.')).toBeTruthy();
  });

  it('[F5] plays on the speaker that is the chosen one by then', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { bridge, did, recorded } = await show();
    press('Start the test call');
    act(() => void vi.advanceTimersByTime(500));
    const pulledOut = withCamera.devices.filter(({ id }) => id !== 'out-1');
    const slices = {
      devices: { ...withCamera, devices: pulledOut, chosen: { ...withCamera.chosen, speaker: 'out-2' } },
    };
    act(() => bridge.push({ revision: 2, slices }));
    recorded();
    await settle();
    expect(did.at(-1)).toBe('play on w-out-2');
  });

  it('says that nothing was heard, and plays nothing then', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { did, hear, recorded } = await show();
    hear(0.02);
    press('Start the test call');
    act(() => void vi.advanceTimersByTime(5000));
    recorded();
    await settle();
    expect(screen.getByText(/^Nothing was heard/)).toBeTruthy();
    expect(did).toEqual(['open w-in-1', 'record 5000']);
  });

  it('that fails says so, and listens no longer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { breakOff } = await show();
    const before = vi.getTimerCount();
    press('Start the test call');
    expect(vi.getTimerCount()).toBe(before + 1);
    breakOff();
    await settle();
    expect(screen.getByRole('alert').textContent).toMatch(/carries sound and pictures failed/);
    expect(vi.getTimerCount()).toBe(before);
  });

  it('can be stopped, and ends with the page', async () => {
    const { did, unmount } = await show();
    press('Start the test call');
    press('Stop');
    await settle();
    expect(screen.getByRole('button', { name: 'Start the test call' })).toBeTruthy();
    press('Start the test call');
    unmount();
    expect(did.at(-1)).toBe('close w-in-1');
  });
});

describe('speaker and ringer', () => {
  it('[F5] are heard each where it is', async () => {
    const { did, unmount } = await show();
    press('Play a test sound');
    press('Ring once');
    expect(did.filter((line) => line.startsWith('tone'))).toEqual(['tone of 3 on w-out-1', 'tone of 5 on w-out-2']);
    unmount();
    expect(did.filter((line) => line === 'tone stopped')).toHaveLength(2);
  });
});

describe('the camera', () => {
  it('[F1] shows its picture only when it is asked to, and goes dark with the page', async () => {
    const { did, unmount } = await show();
    expect(did).toEqual(['open w-in-1']);
    press('Show the picture');
    await settle();
    expect(screen.getByLabelText('Your picture, as in a mirror')).toBeTruthy();
    press('Stop the picture');
    expect(did).toEqual(['open w-in-1', 'open w-cam', 'close w-cam']);
    press('Show the picture');
    await settle();
    unmount();
    expect(did.filter((line) => line === 'close w-cam')).toHaveLength(2);
  });
});

it('lists anew every two seconds while it is open, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { unmount } = await show({
    ...withCamera,
    chosen: {},
    change: { what: 'plugged-in', kind: 'camera', label: '', at: fixtureTime },
  });
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
