// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { hashOf } from '../../app/navigation.ts';
import type { ScreenId } from '../../app/screens.ts';
import { devices, network } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { SettingsScreen } from './settings-screen.tsx';
import { withName, withoutName } from './trusted-names.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const trustedNames = { 'contoso.com': ['sipdir.online.lync.com'] };
const snapshot: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  devices,
  network,
  settings: { ...firstSnapshot.settings, trustedNames },
};

function show(id: ScreenId, state: Snapshot = snapshot) {
  window.location.hash = hashOf(id);
  return draw(state, <SettingsScreen />);
}

describe('trusted names', () => {
  it('[C6] adds in lower case, once, and removes with the empty domain', () => {
    expect(withName({}, ' Contoso.COM ', ' SIP.other.NET')).toEqual({ 'contoso.com': ['sip.other.net'] });
    expect(withName(trustedNames, 'contoso.com', 'sipdir.online.lync.com')).toBe(trustedNames);
    expect(withName(trustedNames, '', 'x')).toBe(trustedNames);
    expect(withoutName(trustedNames, 'contoso.com', 'sipdir.online.lync.com')).toEqual({});
    expect(withName({}, 'constructor', 'x')).toEqual({ constructor: ['x'] });
  });

  it('[C6] can be taken back on the screen', async () => {
    const { bridge } = await show('settings-network');
    fireEvent.click(screen.getByRole('button', { name: 'Remove sipdir.online.lync.com for contoso.com' }));
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { trustedNames: {} } });
  });
});

describe('network settings', () => {
  it('[B6] leaves unencrypted connections off until they are asked for', async () => {
    const { bridge } = await show('settings-network');
    const allowTcp = screen.getByLabelText('Allow connections without encryption inside the company');
    expect((allowTcp as HTMLInputElement).checked).toBe(false);
    fireEvent.click(allowTcp);
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { allowTcp: true } });
  });

  it('says of every interface why it is or is not used', async () => {
    const { bridge } = await show('settings-network');
    expect(screen.getByLabelText('eth0 · 192.168.1.200 · In use: has the default route')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('wlan0 · 192.168.1.33 · Another route is shorter'));
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { preferredInterface: 'wlan0' } });
  });
});

describe('audio and video', () => {
  it('shows what is chosen, how loud it is, and that no camera is fine', async () => {
    const { bridge } = await show('settings-devices');
    expect((screen.getByLabelText('Speaker', { selector: 'select' }) as HTMLSelectElement).value).toBe('out-1');
    expect(screen.getByText('62 %')).toBeTruthy();
    expect(screen.getByText('Muted')).toBeTruthy();
    expect(screen.getByText(/No camera found/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Speaker', { selector: 'select' }), { target: { value: 'out-2' } });
    expect(bridge.asked.at(-1)).toEqual({ name: 'devices.choose', input: { kind: 'speaker', id: 'out-2' } });
  });
});
