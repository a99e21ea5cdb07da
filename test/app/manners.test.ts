/** How the window treats a person: the keyboard is never lost, nothing is ended unasked, and what is wrong is said where it is wrong. */
import type { Page } from '@playwright/test';
import { findFaults } from './fitness.ts';
import { enterLab, pickMeeting, pressJoin, showPeople, signOut } from './lab-steps.ts';
import { expect, type Offhook, test } from './offhook.ts';

const heading = (window: Page, name: string | RegExp) => window.getByRole('heading', { level: 1, name });
const button = (window: Page, name: string) => window.getByRole('button', { name, exact: true });

async function goTo({ window }: Offhook, path: string): Promise<void> {
  await window.evaluate((hash) => {
    location.hash = hash;
  }, path);
}

async function expectNoFaults({ window }: Offhook): Promise<void> {
  expect(await findFaults(window)).toEqual([]);
}

for (const [width, what] of [
  [400, 'narrow'],
  [1200, 'wide'],
] as const) {
  test(`the keyboard is never lost, from the first field to having left a meeting, in a ${what} window`, async ({
    offhook,
  }) => {
    const { app, window } = offhook;
    await app.evaluate(({ BrowserWindow }, wide) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 760), width);
    await expect(window.getByLabel('Sign-in address')).toBeFocused();
    await button(window, 'About').press('Enter');
    await expect(heading(window, 'About Offhook')).toBeFocused();
    await window.keyboard.press('Escape');
    await expect(button(window, 'About')).toBeFocused();
    await button(window, 'Try the built-in lab').press('Enter');
    await expect(heading(window, 'Karen Berg')).toBeFocused();
    for (const [key, tab] of [
      ['2', 'Chats'],
      ['3', 'Phone'],
      ['4', 'Meetings'],
    ] as const) {
      await window.keyboard.press(`Control+${key}`);
      await expect(window.getByRole('tab', { name: tab })).toBeFocused();
    }
    await button(window, 'Lab meetings').press('Enter');
    await window.getByRole('menuitem', { name: /^Tailspin weekly/ }).press('Enter');
    await expect(window.getByLabel('Meeting link or invitation')).toBeFocused();
    await window.keyboard.press('Escape');
    await expect(button(window, 'Lab meetings')).toBeFocused();
    await pickMeeting(offhook, 'Tailspin weekly');
    await pressJoin(offhook);
    await expect(heading(window, 'Tailspin weekly')).toBeFocused();
    await button(window, 'Leave').press('Enter');
    await expect(window.getByRole('heading', { name: 'You left the meeting.' })).toBeVisible();
    await expect(heading(window, 'Tailspin weekly')).toBeFocused();
    await window.keyboard.press('Escape');
    await expect(window.getByRole('heading', { name: 'You left the meeting.' })).toHaveCount(0);
    await expect(window.locator(':focus')).toHaveCount(1);
    await signOut(offhook);
    await expect(window.getByLabel('Sign-in address')).toBeFocused();
  });
}

test('a dialog opened from a menu by keyboard gives the focus back to the menu', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await button(window, 'Settings and more').press('Enter');
  await window.getByRole('menuitem', { name: 'Forget me' }).press('Enter');
  await expect(window.getByRole('dialog', { name: /^Forget you/ })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(button(window, 'Settings and more')).toBeFocused();
});

test('[E3] a wrong password is not sent again: the form asks for it at its field, and tells it once', async ({
  offhook,
}) => {
  await enterLab(offhook);
  await signOut(offhook);
  const { window } = offhook;
  await window.getByLabel('Password').fill('not-the-password');
  await button(window, 'Sign in').click();
  await button(window, 'Try again').click();
  await expect(window.getByLabel('Password')).toBeFocused();
  await expect(window.getByLabel('Password')).toHaveValue('');
  await expect(window.getByText('The sign-in address, user name or password is not right.')).toHaveCount(1);
  await window.getByLabel('Password').fill('still-not-the-password');
  await button(window, 'Sign in').click();
  await expect(window.getByText('Not reached')).toHaveCount(2);
  await button(window, 'Back').click();
  await expect(window.getByText('The sign-in address, user name or password is not right.')).toHaveCount(0);
});

test('[B14] what is no server is said to be none, in the form and in the settings, and is never kept', async ({
  offhook,
}) => {
  const { window } = offhook;
  await window.getByLabel('Sign-in address').fill('kim@nobody.example');
  await window.getByLabel('Password').fill('x');
  await button(window, 'Server settings').click();
  await window.getByLabel('Internal server').fill('pool 01');
  await button(window, 'Sign in').click();
  await expect(window.getByText(/^Type the name of a server/)).toBeVisible();
  await expect(window.getByLabel('Internal server')).toBeFocused();
  await expectNoFaults(offhook);
  await window.getByLabel('Internal server').fill('localhost:1');
  await button(window, 'Sign in').click();
  await button(window, 'Back').click();
  await expect(window.getByLabel('Internal server')).toHaveValue('localhost:1');
  await goTo(offhook, '/settings/network');
  // The form lies beneath with what was typed, so these are found as what can be reached.
  await expect(window.getByRole('textbox', { name: 'Internal server' })).toHaveValue('');
  await window.getByRole('textbox', { name: 'External server' }).fill('edge contoso');
  await button(window, 'Save').click();
  await expect(window.getByText(/^Type the name of a server/)).toBeVisible();
  await expectNoFaults(offhook);
});

test('one meeting is left for another only when that is agreed to', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await pickMeeting(offhook, 'Tailspin weekly');
  await pressJoin(offhook);
  await showPeople(offhook);
  await expect(window.getByRole('treeitem', { name: 'Karen Berg (Guest)' })).toBeVisible();
  await pickMeeting(offhook, 'Contoso stand-up');
  await pressJoin(offhook);
  const question = window.getByRole('heading', { name: /You are in .*Tailspin weekly.*Leave it and join/ });
  await expect(question).toBeFocused();
  await expectNoFaults(offhook);
  await button(window, 'Stay').click();
  await expect(window.getByLabel('Meeting link or invitation')).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('treeitem', { name: 'Karen Berg (Guest)' })).toBeVisible();
  await pickMeeting(offhook, 'Contoso stand-up');
  await pressJoin(offhook);
  await button(window, 'Leave and join').click();
  await expect(heading(window, 'Contoso stand-up')).toBeFocused();
  await showPeople(offhook);
  await expect(window.getByRole('treeitem', { name: 'Karen Berg', exact: true })).toBeVisible();
});

test("[I1] one's own company's meeting shows one's own name, not to be changed, and offers no way in as a guest", async ({
  offhook,
}) => {
  await enterLab(offhook);
  const { window } = offhook;
  await pickMeeting(offhook, 'Contoso stand-up');
  await expect(window.getByLabel('Your name')).toHaveAttribute('readonly', '');
  await expect(window.getByLabel('Your name')).toHaveValue('Karen Berg');
  await expect(button(window, 'Join as a guest')).toHaveCount(0);
});

test('who leaves from the lobby is told so', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  await pickMeeting(offhook, 'Tailspin product review');
  await pressJoin(offhook);
  await expect(window.getByRole('heading', { name: 'You are in the lobby' })).toBeVisible();
  await button(window, 'Leave').click();
  await expect(window.getByRole('heading', { name: 'You left the lobby.' })).toBeVisible();
});

test('the lab is not stopped under somebody without saying what goes with it', async ({ offhook }) => {
  await enterLab(offhook);
  const { window } = offhook;
  // Its switches are being looked at, which is nothing to complain of when it goes.
  await button(window, 'Lab page').click();
  await button(window, 'Stop the lab').click();
  const dialog = window.getByRole('dialog', { name: 'Stop the lab?' });
  await expect(dialog.getByText(/You are signed in to the lab as karen@contoso\.com/)).toBeVisible();
  await expectNoFaults(offhook);
  await button(window, 'Keep it running').click();
  await expect(button(window, 'Stop the lab')).toBeFocused();
  await button(window, 'Stop the lab').click();
  await dialog.getByRole('button', { name: 'Stop the lab' }).click();
  await expect(button(window, 'Start the lab')).toBeVisible();
  await expect(window.getByText('The lab did not do that.')).toHaveCount(0);
});

test('a link that is none says why', async ({ offhook }) => {
  const { window } = offhook;
  await button(window, 'Join a meeting as a guest').click();
  const link = window.getByLabel('Meeting link or invitation');
  await link.fill('http://meet.contoso.com/garth/2Z92HZZZ');
  await expect(window.getByText(/begins with http:\/\//)).toBeVisible();
  await link.fill('conf:sip:jürgen@contoso.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
  await expect(window.getByText(/letters, such as "ü"/)).toBeVisible();
  await link.fill('https://example.com/');
  await expect(window.getByText('A page at example.com. Offhook reads it when you join.')).toBeVisible();
});
