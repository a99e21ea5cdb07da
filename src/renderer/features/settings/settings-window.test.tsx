// @vitest-environment jsdom
/** The settings as a whole: where values come from, what is locked, how one is found, and the way back. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../shared/model/settings.ts';
import {
  internalSettings,
  type ShownSetting,
  settingsTable,
  shownSettings,
} from '../../../shared/model/settings-table.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { hashOf } from '../../app/navigation.ts';
import { devices, karen, network } from '../../gallery/fixtures.ts';
import { managed, managedRefused, managedWell } from '../../gallery/fixtures-managed.ts';
import { settingTitles } from '../../locales/settings.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { findSettings, type SettingsScreenId, settingsPages } from './search-index.ts';
import { SettingsScreen } from './settings-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const snapshot: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  history: { kind: 'ready' },
  devices,
  network,
};

function show(page: SettingsScreenId, state: Snapshot = snapshot) {
  window.location.hash = hashOf(page);
  return draw(state, <SettingsScreen />);
}
type Drawn = Awaited<ReturnType<typeof show>>;

const changes = ({ bridge }: Drawn) =>
  bridge.asked.filter(({ name }) => name === 'settings.change').map(({ input }) => input);
const holderOf = (setting: ShownSetting) => document.getElementById(`setting-${setting}`) as HTMLElement;

describe('every setting', () => {
  it('is in one of the two tables, once', () => {
    const listed = [...shownSettings(), ...Object.keys(internalSettings)];
    expect(listed.sort()).toEqual(Object.keys(defaultSettings).sort());
  });

  it('stands on the page that the table says, and on that alone', async () => {
    const shown: string[] = [];
    for (const page of settingsPages) {
      const { unmount } = await show(page);
      const here = [...document.querySelectorAll('[id^="setting-"]')].map(({ id }) => id.slice('setting-'.length));
      for (const setting of here) expect(page).toBe(`settings-${settingsTable[setting as ShownSetting].page}`);
      shown.push(...here);
      unmount();
    }
    expect(shown.sort()).toEqual([...shownSettings()].sort());
  });

  it('says where its value comes from', async () => {
    await show('settings-network', {
      ...snapshot,
      managed: { ...managedWell, locked: ['allowTcp'] },
      settings: { ...snapshot.settings, lenientFallback: true },
    });
    const words = (setting: ShownSetting) => holderOf(setting).textContent;
    expect(words('strictNames')).toContain('Default.');
    expect(words('lenientFallback')).toContain('Chosen by you');
    expect(words('allowTcp')).toContain('Set by your administrator (/etc/offhook/managed.json)');
  });
});

describe('a locked setting', () => {
  it('can be read and not changed, whatever its kind', async () => {
    await show('settings-network', { ...snapshot, managed: managedRefused });
    for (const setting of ['strictNames', 'manualServers'] as const) {
      const inputs = [...holderOf(setting).querySelectorAll('input')];
      expect(inputs.length).toBeGreaterThan(0);
      expect(inputs.filter(({ disabled }) => !disabled)).toEqual([]);
    }
    const lists = holderOf('trustedNames');
    expect(within(lists).queryAllByRole('textbox')).toEqual([]);
    expect(
      within(lists)
        .queryAllByRole('button')
        .filter((button) => !(button as HTMLButtonElement).disabled),
    ).toEqual([]);
    expect(screen.queryByRole('button', { name: /^Reset:/ })).toBeNull();
  });

  it('is told with line and path where the file could not be read', async () => {
    const { unmount } = await show('settings-general', { ...snapshot, managed });
    expect(screen.getByText("A part of your administrator's settings could not be read")).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'What is wrong' }));
    expect(screen.getByText('Line 4, settings.allowTcp: expected true or false.')).toBeTruthy();
    expect(screen.getByText('Line 9, settings.colour: Offhook does not know this name.')).toBeTruthy();
    unmount();
    await show('settings-general', { ...snapshot, managed: managedRefused });
    expect(screen.getByText("Your administrator's settings could not be read")).toBeTruthy();
  });
});

describe('reset', () => {
  it('puts one setting back as it was at first', async () => {
    const drawn = await show('settings-general', { ...snapshot, settings: { ...snapshot.settings, theme: 'dark' } });
    expect(screen.queryByRole('button', { name: 'Reset: Language' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Reset: Theme' }));
    expect(changes(drawn)).toEqual([{ theme: 'system' }]);
  });

  it('of all asks once', async () => {
    const { bridge } = await show('settings-advanced');
    const resets = () => bridge.asked.filter(({ name }) => name === 'settings.reset').length;
    fireEvent.click(screen.getByRole('button', { name: 'Reset all settings…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Reset all settings?' }));
    expect(resets()).toBe(0);
    fireEvent.click(dialog.getByRole('button', { name: 'Reset all' }));
    await settle();
    expect(resets()).toBe(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('search', () => {
  it('finds by title, by words and by page, the title first; case and accents do not count', () => {
    const titles = (typed: string) => findSettings(typed).map(({ title }) => title);
    for (const setting of shownSettings()) expect(titles(settingTitles[setting])).toContain(settingTitles[setting]);
    expect(titles('AUTOSTART')).toEqual([settingTitles.startAtLogin]);
    expect(titles('legacy')).toEqual([settingTitles.olderTlsFor]);
    expect(titles('francais')).toEqual([settingTitles.language]);
    expect(titles('theme')[0]).toBe('Theme');
    expect(titles('servers trust')[0]).toBe(settingTitles.trustedNames);
    expect(titles('dial plan')).toContain('Try a number');
    for (const typed of ['', '  ', '!?', '\\', '(', 'x'.repeat(100)]) expect(titles(typed)).toEqual([]);
  });

  it('leads by the keyboard to the control itself', async () => {
    await show('settings-general');
    const box = screen.getByRole('searchbox', { name: 'Search the settings' });
    fireEvent.change(box, { target: { value: 'without encryption' } });
    expect(within(screen.getByRole('list', { name: 'Settings found' })).getAllByRole('button')).toHaveLength(1);
    fireEvent.keyDown(box, { key: 'Enter' });
    await settle();
    expect(document.activeElement).toBe(screen.getByRole('switch', { name: settingTitles.allowTcp }));
    expect(box).toHaveProperty('value', '');
  });

  it('leads to the same setting a second time', async () => {
    await show('settings-general');
    const box = screen.getByRole('searchbox', { name: 'Search the settings' });
    for (const _ of ['first', 'second']) {
      box.focus();
      fireEvent.change(box, { target: { value: 'without encryption' } });
      fireEvent.keyDown(box, { key: 'Enter' });
      await settle();
      expect(document.activeElement).toBe(screen.getByRole('switch', { name: settingTitles.allowTcp }));
    }
  });

  it('leads from one setting straight to another, without the first once more on the way', async () => {
    await show('settings-general');
    const box = screen.getByRole('searchbox', { name: 'Search the settings' });
    const choose = async (words: string) => {
      fireEvent.change(box, { target: { value: words } });
      fireEvent.keyDown(box, { key: 'Enter' });
      await settle();
    };
    await choose('without encryption');
    const led: EventTarget[] = [];
    const note = ({ target }: FocusEvent) => void (target && led.push(target));
    document.addEventListener('focusin', note);
    await choose('older tls');
    document.removeEventListener('focusin', note);
    const first = screen.getByRole('switch', { name: settingTitles.allowTcp });
    expect(document.activeElement).not.toBe(first);
    expect(holderOf('olderTlsFor').contains(document.activeElement)).toBe(true);
    expect(led).not.toContain(first);
  });

  it('leads to a locked setting as well, and to a page', async () => {
    await show('settings-general', { ...snapshot, managed: managedWell });
    const box = screen.getByRole('searchbox', { name: 'Search the settings' });
    fireEvent.change(box, { target: { value: 'without encryption' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await settle();
    expect(document.activeElement).toBe(holderOf('allowTcp'));
    fireEvent.change(box, { target: { value: 'reset all' } });
    fireEvent.click(screen.getByRole('button', { name: /^Reset all settings/ }));
    await settle();
    expect(window.location.hash).toContain('/settings/advanced');
  });

  it('says that nothing was found, and is emptied by Escape', async () => {
    await show('settings-general');
    const box = screen.getByRole('searchbox', { name: 'Search the settings' });
    fireEvent.change(box, { target: { value: 'xyzzy' } });
    expect(screen.getByRole('status').textContent).toBe('No setting has these words. Try another word.');
    fireEvent.keyDown(box, { key: 'Escape' });
    expect(box).toHaveProperty('value', '');
    expect(holderOf('theme')).toBeTruthy();
  });
});

describe('pages', () => {
  it('are chosen from a column by up and down', async () => {
    await show('settings-general');
    const tab = (name: string) => screen.getByRole('tab', { name });
    fireEvent.keyDown(tab('General'), { key: 'ArrowDown' });
    await settle();
    expect(tab('Personal').getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(tab('Personal'), { key: 'ArrowUp' });
    fireEvent.keyDown(tab('General'), { key: 'End' });
    await settle();
    expect(tab('Lab').getAttribute('aria-selected')).toBe('true');
  });

  it('are chosen from a list where the window is narrow', async () => {
    await show('settings-general');
    const list = screen.getByRole('combobox', { name: 'Page of the settings' });
    await act(async () => fireEvent.change(list, { target: { value: 'settings-meetings' } }));
    await settle();
    expect(screen.getByRole('switch', { name: 'Join meetings with sound' })).toBeTruthy();
  });

  it('keep a guest name when its field is left, and links in their order', async () => {
    const meetings = await show('settings-meetings', { ...snapshot, managed: managedWell });
    const name = screen.getByRole('textbox', { name: 'Your name as a guest' });
    fireEvent.change(name, { target: { value: ' Karen ' } });
    expect(changes(meetings)).toEqual([]);
    fireEvent.blur(name);
    expect(changes(meetings)).toEqual([{ guestName: 'Karen' }]);
    expect(screen.getByText(/joining meetings of fabrikam.com as a guest/)).toBeTruthy();
    meetings.unmount();
    const advanced = await show('settings-advanced', {
      ...snapshot,
      settings: { ...snapshot.settings, links: ['meet', 'tel'] },
    });
    fireEvent.click(screen.getByRole('checkbox', { name: 'sip:' }));
    expect(changes(advanced)).toEqual([{ links: ['sip', 'tel', 'meet'] }]);
  });
});
