/** What a tester does, by keyboard alone: a setting changed, the setup tested, a trace saved, the lab set and a scenario run. The pointer is never used. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { setRoom } from './fitness.ts';
import { isFocused, mostStops, tabTo } from './keyboard.ts';
import { expect, type Offhook, test } from './offhook.ts';

test('settings, the setup, the trace and the lab are reached and worked by keyboard alone', async ({ offhook }) => {
  test.setTimeout(240_000);
  const { window, profile } = offhook;
  const { keyboard } = window;
  const named = (role: Parameters<Page['getByRole']>[0], name: string | RegExp) =>
    window.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  const press = async (target: Locator, key = 'Enter') => {
    await expect(target).toBeVisible();
    await tabTo(window, target);
    await keyboard.press(key);
  };
  /** Arrows, in what is one stop for Tab. */
  const goTo = async (target: Locator, key: string) => {
    for (let step = 0; step < mostStops && !(await isFocused(target)); step += 1) await keyboard.press(key);
    await expect(target).toBeFocused();
  };
  /** From the menu of the window. */
  const choose = async (name: string, opener = named('button', 'Settings and more')) => {
    await press(opener);
    await expect(named('menuitem', name)).toBeVisible();
    await goTo(named('menuitem', name), 'ArrowDown');
    await keyboard.press('Enter');
  };

  await setRoom(offhook, 1200);
  await press(named('button', 'Try the built-in lab'));
  await expect(named('button', /^Signed in/)).toBeVisible();

  await test.step('changes two settings, each on a page of its own, and comes back', async () => {
    await choose('Settings');
    await expect(named('heading', 'Settings')).toBeVisible();
    await tabTo(window, named('radio', 'Same as the system'));
    await goTo(named('radio', 'Dark'), 'ArrowDown');
    await expect.poll(() => window.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
    await tabTo(window, named('tab', 'General'));
    await goTo(named('tab', 'Notifications'), 'ArrowDown');
    const switched = window.getByRole('switch').first();
    const was = await switched.isChecked();
    await press(switched, ' ');
    await expect(switched).toBeChecked({ checked: !was });
    await expect.poll(() => readFileSync(`${profile}/settings.json`, 'utf8')).toMatch(/"theme":\s*"dark"/);
    await keyboard.press('Escape');
    await expect(named('heading', 'Settings')).toHaveCount(0);
    await expect(window.locator(':focus')).toHaveCount(1);
  });

  await test.step('tests the setup, unfolds a step, and saves the page', async () => {
    await choose('Test my setup');
    await press(named('button', 'Start'));
    await expect(named('button', 'Run again')).toBeVisible({ timeout: 60_000 });
    const details = named('button', 'Details: Encryption and certificate');
    await press(details);
    await expect(details).toHaveAttribute('aria-expanded', 'true');
    const saved = await willSave(offhook, 'setup.html');
    await press(named('button', 'Save as page…'));
    await expect(window.getByText('The report was saved.')).toBeVisible();
    expect(saved()).toContain('<h1>Setup of karen@contoso.com</h1>');
    await keyboard.press('Escape');
  });

  await test.step('saves the trace, and stands at the button again', async () => {
    await choose('Diagnostics');
    await tabTo(window, named('tab', 'Journey'));
    await keyboard.press('End');
    await expect(named('tab', 'Trace')).toBeFocused();
    const saved = await willSave(offhook, 'session.log');
    await choose('As a UCCAPI log', named('button', 'Save'));
    await expect(window.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
    expect(saved()).toContain('REGISTER sip:contoso.com SIP/2.0');
    await expect(named('button', 'Save')).toBeFocused();
    await keyboard.press('Escape');
  });

  await test.step('sets the lab by a situation and by a switch, and runs a scenario', async () => {
    await choose('Lab');
    const blocked = named('button', /^Partner blocked/);
    await press(blocked);
    await expect(blocked).toHaveAttribute('aria-pressed', 'true');
    const federates = window.getByRole('list', { name: 'Federation' }).getByRole('switch').first();
    const was = await federates.isChecked();
    await press(federates, ' ');
    await expect(federates).toBeChecked({ checked: !was });
    await expect(blocked).toHaveAttribute('aria-pressed', 'false');
    await tabTo(window, named('tab', 'Switches'));
    await goTo(named('tab', 'Scenarios'), 'ArrowRight');
    await press(named('button', /^Run 1\.1e/));
    await expect(window.getByText(/^As expected/)).toBeVisible({ timeout: 60_000 });
    await press(named('button', 'Messages of attendee'));
    const ladder = named('listbox', /Ladder/);
    await tabTo(window, ladder);
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect(named('region', /Selected entry/)).toBeVisible();
  });
  expect(offhook.complaints).toEqual([]);
});

/** The next file goes to this name, as chosen in the desktop's own dialog, which no test can press keys in; the returned function reads it. */
async function willSave({ app, profile }: Offhook, name: string): Promise<() => string> {
  const file = `${profile}/${name}`;
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ filePath, canceled: false });
  }, file);
  return () => readFileSync(file, 'utf8');
}
