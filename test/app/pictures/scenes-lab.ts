/** The lab's page, and what an administrator's file makes of the settings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '../offhook.ts';
import { button, openLab, openPage, patience, type Scene, see, setSize, tab, usual } from './stage.ts';

const switches: Scene = {
  title: 'the switches of the lab',
  async play({ offhook, window, shoot }) {
    await openLab(window, 'Switches');
    await button(window, /^Partner blocked/).click();
    await expect(button(window, /^Partner blocked/)).toHaveAttribute('aria-pressed', 'true', patience);
    await setSize(offhook, { ...usual, height: 955 });
    await shoot('lab-switches');
    await button(window, /^As it was/).click();
  },
};

const scenario: Scene = {
  title: 'a scenario',
  async play({ offhook, window, shoot }) {
    await tab(window, 'Scenarios').click();
    await button(window, /^Run 1\.1e/).click();
    await see(window.getByText(/^As expected/));
    await setSize(offhook, { width: 1180, height: 912 });
    await button(window, 'Messages of attendee').click();
    await see(window.getByText('REGISTER').first());
    await window.mouse.move(400, 700);
    await window.mouse.wheel(0, 700);
    await see(window.getByText(/^504/).first());
    await shoot('lab-scenario');
    await setSize(offhook, usual);
    await button(window, 'Back').click();
  },
};

/** The last, since the file stays. */
export const managedScene: Scene = {
  title: "an administrator's settings",
  async play({ window, shoot, managedFile }) {
    await openPage(window, 'Settings', 'Network and certificates');
    mkdirSync(dirname(managedFile), { recursive: true });
    const settings = { allowTcp: false, strictNames: true };
    writeFileSync(managedFile, JSON.stringify({ version: 1, settings }), { mode: 0o644 });
    await see(window.getByText(/^Set by your administrator/).first());
    await window.getByRole('switch', { name: 'Keep trying host names' }).click();
    await see(window.getByText('Chosen by you'));
    await shoot('settings-managed');
  },
};

export const labScenes: readonly Scene[] = [switches, scenario];
