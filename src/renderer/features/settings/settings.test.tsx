// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { hashOf } from '../../app/navigation.ts';
import type { ScreenId } from '../../app/screens.ts';
import type { FakeBridge } from '../../gallery/fake-bridge.ts';
import { devices, karen, lab, network } from '../../gallery/fixtures.ts';
import { managedWell } from '../../gallery/fixtures-managed.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { SettingsScreen } from './settings-screen.tsx';
import { trustProblems, withName, withoutName } from './trusted-names.tsx';

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
    expect(withName(trustedNames, 'contoso.com', '*.lync.com')).toBe(trustedNames);
    expect(withoutName(trustedNames, 'contoso.com', 'sipdir.online.lync.com')).toEqual({});
    expect(withName({}, 'constructor.com', 'x.y')).toEqual({ 'constructor.com': ['x.y'] });
  });

  it.each([
    ['', 'sip.other.net', 'domain', 'Type a domain, such as contoso.com.'],
    ['contoso', 'sip.other.net', 'domain', 'Type a domain, such as contoso.com.'],
    ['contoso.com', '', 'host', /whole name of one server/],
    ['contoso.com', 'pool01', 'host', /whole name of one server/],
    ['contoso.com', '*.lync.com', 'host', /whole name of one server/],
    ['contoso.com', 'sip.other.net:443', 'host', /whole name of one server/],
    ['contoso.com', 'https://sip.other.net/', 'host', /whole name of one server/],
    ['Contoso.com', 'SipDir.online.lync.com', 'host', 'sipdir.online.lync.com is trusted for contoso.com already.'],
  ])('[C6] takes no nonsense: %j for %j', async (domain, host, wrong, words) => {
    const { bridge } = await show('settings-network');
    fireEvent.change(screen.getByLabelText('Domain'), { target: { value: domain } });
    fireEvent.change(screen.getByLabelText('Server name'), { target: { value: host } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(screen.getByText(words)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(wrong === 'domain' ? 'Domain' : 'Server name'));
    expect(bridge.asked.map(({ name }) => name)).not.toContain('settings.change');
  });

  it('[C6] says when there are too many', () => {
    const names = { 'contoso.com': Array.from({ length: 50 }, (_, index) => `host${index}.net`) };
    expect(trustProblems(names, 'contoso.com', 'one.more.net').host).toContain('50');
  });

  it('[C6] can be taken back on the screen', async () => {
    const { bridge } = await show('settings-network');
    fireEvent.click(screen.getByRole('button', { name: 'Remove sipdir.online.lync.com for contoso.com' }));
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { trustedNames: {} } });
  });
});

describe('network settings', () => {
  it('[B14] saves servers typed by hand only when they are servers', async () => {
    const { bridge } = await show('settings-network');
    fireEvent.change(screen.getByLabelText('External server'), { target: { value: 'edge contoso' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText(/^Type the name of a server/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('External server'));
    expect(bridge.asked.map(({ name }) => name)).not.toContain('settings.change');
    fireEvent.change(screen.getByLabelText('External server'), { target: { value: ' Edge.contoso.com:443 ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(bridge.asked.at(-1)).toEqual({
      name: 'settings.change',
      input: { manualServers: { internal: '', external: 'edge.contoso.com:443' } },
    });
  });

  it('takes a media relay of one’s own, and its password apart from the settings', async () => {
    const { bridge } = await show('settings-network');
    const type = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save relay' }));
    type('Relay server', 'turn contoso');
    save();
    expect(document.activeElement).toBe(screen.getByLabelText('Relay server'));
    expect(bridge.asked.map(({ name }) => name)).not.toContain('settings.change');
    type('Relay server', ' Turn.contoso.com:3479 ');
    type('Reached by', 'tcp');
    type('User name of the relay', 'karen ');
    type('Password of the relay', 'MARKER');
    save();
    expect(bridge.asked.slice(-2)).toEqual([
      {
        name: 'settings.change',
        input: { mediaRelay: { server: 'turn.contoso.com:3479', transport: 'tcp', userName: 'karen' } },
      },
      { name: 'settings.setRelayPassword', input: { password: 'MARKER' } },
    ]);
    expect((screen.getByLabelText('Password of the relay') as HTMLInputElement).value).toBe('');
  });

  it('takes the password alone where the administrator chose the relay', async () => {
    const mediaRelay = { server: 'turn.contoso.com', transport: 'udp', userName: 'karen' } as const;
    const settings = { ...snapshot.settings, mediaRelay };
    const { bridge } = await show('settings-network', { ...snapshot, settings, managed: managedWell });
    expect((screen.getByLabelText('Relay server') as HTMLInputElement).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Password of the relay'), { target: { value: 'MARKER' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save relay' }));
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.setRelayPassword', input: { password: 'MARKER' } });
    expect(bridge.asked.map(({ name }) => name)).not.toContain('settings.change');
  });

  it('[B6] leaves unencrypted connections off until they are asked for', async () => {
    const { bridge } = await show('settings-network');
    const allowTcp = screen.getByLabelText('Allow connections without encryption');
    expect((allowTcp as HTMLInputElement).checked).toBe(false);
    fireEvent.click(allowTcp);
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { allowTcp: true } });
  });

  it('lets calls go in the clear until encryption is required, and not where the administrator decided', async () => {
    const { bridge, unmount } = await show('settings-network');
    const choice = (name: string) => screen.getByRole('radio', { name }) as HTMLInputElement;
    const always = 'Always: without it there is no call';
    expect(choice('Where the other side can encrypt').checked).toBe(true);
    fireEvent.click(choice(always));
    expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { callEncryption: 'required' } });
    unmount();
    const settings = { ...snapshot.settings, callEncryption: 'required' } as const;
    await show('settings-network', { ...snapshot, settings, managed: { ...managedWell, locked: ['callEncryption'] } });
    expect([choice(always).checked, choice(always).disabled]).toEqual([true, true]);
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
    await show('settings-devices');
    expect((screen.getByLabelText('Speaker', { selector: 'select' }) as HTMLSelectElement).value).toBe('out-1');
    expect(screen.getByText('62 %')).toBeTruthy();
    expect(screen.getByText('Muted by the system')).toBeTruthy();
    expect(screen.getByText(/No camera found/)).toBeTruthy();
  });
});

describe('the lab', () => {
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const stops = (bridge: FakeBridge) => bridge.asked.filter(({ name }) => name === 'lab.stop').length;

  it('says before it is stopped what goes with it, and goes on when told so', async () => {
    const account = { kind: 'registered' as const, account: karen };
    const { bridge } = await show('settings-lab', { ...snapshot, lab, account, meeting: joined });
    press('Stop the lab');
    const dialog = screen.getByRole('dialog', { name: 'Stop the lab?' });
    expect(dialog.textContent).toContain(
      'You are signed in to the lab as karen@contoso.com. Stopping it signs you out.',
    );
    expect(dialog.textContent).toContain('You leave the meeting you are in.');
    press('Keep it running');
    expect(stops(bridge)).toBe(0);
    press('Stop the lab');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop the lab' }));
    expect(stops(bridge)).toBe(1);
  });

  it('is stopped at once when nothing goes on in it', async () => {
    const { bridge } = await show('settings-lab', { ...snapshot, lab });
    press('Stop the lab');
    expect(stops(bridge)).toBe(1);
  });
});
