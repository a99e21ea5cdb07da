/** Every state a meeting's screens can stand in: light, dark, with forced colours, at 200 % with 320 CSS pixels. */
import { findUnfit, setRoom } from './fitness.ts';
import { chooseInMeeting, enterLab, pickMeeting, pressJoin, share } from './lab-steps.ts';
import { expect, type Offhook } from './offhook.ts';
import { test } from './two-windows.ts';

const button = ({ window }: Offhook, name: string) => window.getByRole('button', { name, exact: true });

test.describe.configure({ timeout: 240_000 });

async function enter(offhook: Offhook): Promise<void> {
  await setRoom(offhook, 1200);
  await enterLab(offhook);
}

async function comeInto(offhook: Offhook, title: string): Promise<void> {
  await pickMeeting(offhook, title);
  await pressJoin(offhook);
}

async function goTo({ window }: Offhook, path: string): Promise<void> {
  await window.evaluate((hash) => {
    location.hash = hash;
  }, path);
}

test('setting a meeting up', async ({ one: { offhook } }) => {
  const { window } = offhook;
  const found: string[] = [];
  await enter(offhook);
  await window.getByRole('tab', { name: /^Meetings/ }).click();
  await expect(window.getByRole('list', { name: 'Your meetings' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'own meetings')));
  await button(offhook, 'Schedule a meeting').click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Who gets in directly').selectOption('The people I invite');
  await dialog.getByLabel('People you invite').fill('nobody');
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(dialog.getByText(/is not an address/)).toBeVisible();
  await expect(dialog.getByLabel('People you invite')).toBeFocused();
  found.push(...(await findUnfit(offhook, 'schedule dialog')));
  await dialog.getByLabel('People you invite').fill('jeremy@contoso.com');
  await dialog.getByLabel('Subject').fill('Planning the fair in spring, with everybody who was there last year');
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(window.getByRole('dialog', { name: 'Your meeting is set up' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'meeting set up')));
  expect(found).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});

test('[O2] waiting in the lobby, and asking whether one could join', async ({ one: { offhook } }) => {
  const { window } = offhook;
  const found: string[] = [];
  await enter(offhook);
  await comeInto(offhook, 'Tailspin product review');
  await expect(window.getByRole('heading', { name: 'You are in the lobby' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'in the lobby')));
  await button(offhook, 'About this meeting').click();
  found.push(...(await findUnfit(offhook, 'about the meeting')));
  await window.keyboard.press('Escape');
  await button(offhook, 'Leave').click();
  await expect(window.getByRole('heading', { name: 'You left the lobby.' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'left')));
  await goTo(offhook, '/diagnostics/join');
  await window.getByRole('textbox', { name: /link|company/i }).fill('garth@tailspintoys.com');
  await button(offhook, 'Check').click();
  await expect(window.getByRole('status').filter({ hasText: /tailspintoys/ })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'can I join')));
  await goTo(offhook, '/diagnostics/trace');
  await window.getByLabel('View', { exact: true }).selectOption('Ladder');
  await expect(window.getByRole('tabpanel').last()).toBeVisible();
  found.push(...(await findUnfit(offhook, 'ladder')));
  expect(found).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});

test('[O3] running a meeting with people at its door', async ({ one: { offhook, lab } }) => {
  const { window } = offhook;
  const found: string[] = [];
  await enter(offhook);
  await comeInto(offhook, 'Karen’s customer meeting');
  await expect(window.getByRole('tree', { name: 'People' })).toBeVisible();
  lab.meeting('KARENL0B').stopPlaying();
  lab.meeting('KARENL0B').addWaiting(3);
  await expect(button(offhook, 'Admit all')).toBeVisible();
  found.push(...(await findUnfit(offhook, 'people wait')));
  await window.getByRole('tree', { name: 'People' }).getByRole('treeitem', { name: 'Jeremy Los' }).click();
  await expect(window.getByRole('menu', { name: 'Actions for Jeremy Los' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'menu of a person')));
  await window.keyboard.press('Escape');
  await button(offhook, 'Manage the meeting').click();
  await expect(window.getByRole('menuitem', { name: 'Invite somebody…' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'menu of the meeting')));
  await window.keyboard.press('Escape');
  await chooseInMeeting(offhook, 'Invite somebody…');
  await window.getByLabel('Name or address').fill('holly');
  await expect(window.getByRole('button', { name: /^Invite Holly/ })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'invite')));
  await window.keyboard.press('Escape');
  await chooseInMeeting(offhook, 'End the meeting for everybody…');
  await expect(window.getByRole('dialog', { name: 'End the meeting for everybody?' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'end')));
  expect(found).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});

test('[O6] what a meeting says and shows', async ({ one: { offhook, lab } }) => {
  const { window } = offhook;
  const found: string[] = [];
  // By key: at a zoom a pointer made by the test would miss.
  const toStage = async () => {
    const stage = window.getByRole('tab', { name: 'Stage' });
    await stage.press('Enter');
    await expect(stage).toHaveAttribute('aria-selected', 'true');
  };
  await enter(offhook);
  await comeInto(offhook, 'Karen’s customer meeting');
  await expect(button(offhook, 'Share')).toBeVisible();
  lab.meeting('KARENL0B').stopPlaying();
  found.push(...(await findUnfit(offhook, 'nothing shown', toStage)));
  await window.getByRole('tab', { name: 'Chat', exact: true }).click();
  await window.getByRole('textbox', { name: /^Message to everybody/ }).fill('Good morning '.repeat(20));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('log')).toContainText('Good morning');
  found.push(...(await findUnfit(offhook, 'chat')));
  await button(offhook, 'Share').click();
  found.push(...(await findUnfit(offhook, 'share menu')));
  await window.keyboard.press('Escape');
  await share(offhook, /^Whiteboard/);
  await expect(window.getByRole('application')).toBeVisible();
  found.push(...(await findUnfit(offhook, 'whiteboard', toStage)));
  await share(offhook, /^Poll/);
  await button(offhook, 'Ask everybody').click();
  await expect(window.getByText('Type the question.')).toBeVisible();
  found.push(...(await findUnfit(offhook, 'poll dialog')));
  await window.getByLabel('Question', { exact: true }).fill('Where do we eat?');
  await window.getByLabel('Choice 1').fill('Canteen');
  await window.getByLabel('Choice 2').fill('Harbour');
  await button(offhook, 'Ask everybody').click();
  await expect(window.getByRole('radio', { name: 'Harbour' })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'poll', toStage)));
  await share(offhook, /^Questions/);
  await expect(window.getByLabel('Your question')).toBeVisible();
  found.push(...(await findUnfit(offhook, 'questions', toStage)));
  await button(offhook, 'Leave').click();
  await comeInto(offhook, 'Tailspin weekly');
  await expect(window.getByRole('img', { name: /^Page 1 of 3/ })).toBeVisible();
  found.push(...(await findUnfit(offhook, 'slides', toStage)));
  expect(found).toEqual([]);
  expect(offhook.complaints).toEqual([]);
});
