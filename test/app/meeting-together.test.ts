/** A meeting in two real windows: its organiser, and a guest without an account. What one does, the other sees. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import {
  chooseForPerson,
  chooseInMeeting,
  enterLab,
  joinAsGuest,
  meetNow,
  share,
  signOut,
  willPick,
} from './lab-steps.ts';
import { hearLive } from './live-words.ts';
import { expect, type Offhook, root } from './offhook.ts';
import { redSpot, tinyPdf } from './tiny-pdf.ts';
import { test } from './two-windows.ts';

const guestName = 'Zoë Visitor';
const asGuest = `${guestName} (Guest)`;

const person = ({ window }: Offhook, name: string) =>
  window.getByRole('tree', { name: 'People' }).getByRole('treeitem', { name, exact: true });
const button = ({ window }: Offhook, name: string) => window.getByRole('button', { name, exact: true });
const tab = ({ window }: Offhook, name: string) => window.getByRole('tab', { name: new RegExp(`^${name}(?!s)`) });

/** Both are in the lab; the second is signed in nowhere. */
async function arrive(host: Offhook, guest: Offhook): Promise<void> {
  for (const { app } of [host, guest]) {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1200, 800));
  }
  await enterLab(host);
  await enterLab(guest);
  await signOut(guest);
}

test.describe.configure({ timeout: 120_000 });

test('[O2] [O3] a guest waits in the lobby, is let in, talks, is made presenter, and is sent away', async ({ two }) => {
  const { host, guest } = two;
  await arrive(host, guest);
  const link = await meetNow(host);
  await chooseInMeeting(host, 'Who gets in directly', 'Only the organizer');
  await host.window.keyboard.press('Escape');
  const heard = await hearLive(host.window);

  await test.step('the lobby, seen from both sides', async () => {
    await joinAsGuest(guest, link, guestName);
    await expect(guest.window.getByRole('heading', { name: 'You are in the lobby' })).toBeVisible();
    await expect(guest.window.getByText('They see you as')).toHaveText(`They see you as ${asGuest}`);
    await expect(guest.window.getByText(/^Waiting for (?!0:00)\d+:\d\d$/)).toBeVisible();
    await expect(guest.window.getByRole('tree', { name: 'People' })).toHaveCount(0);
    await expect(person(host, asGuest)).toBeVisible();
    await expect.poll(() => heard(`${asGuest} is waiting in the lobby`)).toBe(1);
    await button(host, `Admit ${asGuest}`).click();
    await expect(person(guest, 'Karen Berg')).toBeVisible();
    await expect(button(host, `Admit ${asGuest}`)).toHaveCount(0);
    await expect.poll(() => heard(`${asGuest} joined`)).toBe(1);
  });

  await test.step('the chat, both ways', async () => {
    for (const offhook of [host, guest]) await tab(offhook, 'Chat').click();
    await say(guest, 'Good morning');
    await expect(lines(host)).toContainText(['Good morning']);
    await expect(lines(host)).toContainText(/Zoë Visitor\s*\(Guest\)/);
    await say(host, 'Welcome, Zoë');
    await expect(lines(guest)).toContainText(['Welcome, Zoë']);
    await expect(lines(guest)).not.toContainText(/Karen Berg\s*\(Guest\)/);
    for (const offhook of [host, guest]) await tab(offhook, 'People').click();
  });

  await test.step('made a presenter, and an attendee again', async () => {
    await expect(button(guest, 'Share')).toHaveCount(0);
    await chooseForPerson(host, asGuest, /^Make presenter/);
    await expect(button(guest, 'Share')).toBeVisible();
    await expect(host.window.getByRole('treeitem', { name: 'Presenters (2)' })).toBeVisible();
    await chooseForPerson(host, asGuest, /^Make attendee/);
    await expect(button(guest, 'Share')).toHaveCount(0);
  });

  await test.step('sent away, with the reason', async () => {
    await chooseForPerson(host, asGuest, /^Remove from the meeting/);
    await host.window.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(guest.window.getByRole('heading', { name: 'You were removed from the meeting.' })).toBeVisible();
    await expect(guest.window.getByText('A presenter took you out. Ask them before you join again.')).toBeVisible();
    await expect(person(host, asGuest)).toHaveCount(0);
    await expect.poll(() => heard(`${asGuest} left`)).toBe(1);
  });

  for (const once of [`${asGuest} is waiting in the lobby`, `${asGuest} joined`, `${asGuest} left`]) {
    expect(await heard(once)).toBe(1);
  }
  expect([...host.complaints, ...guest.complaints]).toEqual([]);
});

test('[O3] who is denied reads so and may ask again, and the end is told to everybody', async ({ two }) => {
  const { host, guest } = two;
  await arrive(host, guest);
  const link = await meetNow(host);
  await chooseInMeeting(host, 'Lock the meeting');
  await joinAsGuest(guest, link, guestName);
  await button(host, `Deny ${asGuest}`).click();
  await expect(guest.window.getByRole('heading', { name: 'You were not let in from the lobby.' })).toBeVisible();
  await button(guest, 'Join again').click();
  await button(host, `Admit ${asGuest}`).click();
  await expect(person(guest, 'Karen Berg')).toBeVisible();
  await chooseInMeeting(host, 'End the meeting for everybody…');
  await button(host, 'End the meeting').click();
  for (const { window } of [host, guest]) {
    await expect(window.getByRole('heading', { name: 'The meeting has ended.' })).toBeVisible();
  }
  expect([...host.complaints, ...guest.complaints]).toEqual([]);
});

test('[O6] [N9] what the organiser draws, asks and shows, the guest sees, and answers', async ({ two }) => {
  const { host, guest } = two;
  await arrive(host, guest);
  await joinAsGuest(guest, await meetNow(host), guestName);
  await expect(person(host, asGuest)).toBeVisible();

  await test.step('the whiteboard: both draw, both see both', async () => {
    await share(host, /^Whiteboard/);
    await drawOn(host, { from: 0.1, to: 0.4 });
    await expect(guest.window.getByText(/^Drawn by .*Karen Berg.* 1\./)).toBeVisible();
    await expect.poll(() => isInked(board(guest), 0.25)).toBe(true);
    expect(await isInked(board(guest), 0.75)).toBe(false);
    await drawOn(guest, { from: 0.6, to: 0.9 });
    await expect(host.window.getByText(/^Drawn by .*Zoë Visitor.* 1/)).toBeVisible();
    await expect.poll(() => isInked(board(host), 0.75)).toBe(true);
  });

  await test.step('the poll: asked, voted, shown, closed', async () => {
    await share(host, /^Poll/);
    const dialog = host.window.getByRole('dialog');
    await dialog.getByLabel('Question').fill('Where do we eat?');
    await dialog.getByLabel('Choice 1').fill('Canteen');
    await dialog.getByLabel('Choice 2').fill('Harbour');
    await button(host, 'Ask everybody').click();
    await guest.window.getByRole('radio', { name: 'Harbour' }).click();
    await button(guest, 'Vote').click();
    await expect(guest.window.getByText(/^You voted: .*Harbour/)).toBeVisible();
    await expect(results(host)).toHaveText([/Canteen.*0 votes/, /Harbour.*1 vote, 100 %/]);
    await expect(results(guest)).toHaveCount(0);
    await button(host, 'Show the results to everybody').click();
    await expect(results(guest)).toHaveText([/Canteen.*0 votes/, /Harbour.*1 vote, 100 %/]);
    await button(host, 'Close the poll').click();
    await expect(guest.window.getByText('The poll is closed.')).toBeVisible();
    await expect(button(guest, 'Vote')).toHaveCount(0);
  });

  await test.step('pictures as slides, turned by the presenter', async () => {
    await willPick(host, join(root, 'docs/pictures/contacts.png'), join(root, 'docs/pictures/sign-in.png'));
    await share(host, /^Pictures/);
    await expect(page(guest, 1)).toBeVisible();
    await button(host, 'Next page').click();
    await expect(page(guest, 2)).toBeVisible();
    expect(await page(guest, 2).evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);
    await expect(button(guest, 'Next page')).toHaveCount(0);
  });

  await test.step('a PDF, drawn in the window of who shows it', async () => {
    const file = join(host.profile, 'Results of the year.pdf');
    writeFileSync(file, tinyPdf(['First page', 'Second page']));
    await willPick(host, file);
    await share(host, /^PDF/);
    await expect(guest.window.getByRole('tab', { name: 'Results of the year.pdf' })).toBeVisible();
    await expect.poll(() => colourAt(page(guest, 1), redSpot)).toEqual('red');
    await button(host, 'Next page').click();
    await expect.poll(() => colourAt(page(guest, 2), redSpot)).toEqual('red');
  });

  await test.step('a question, answered', async () => {
    await guest.window.getByRole('tab', { name: /^Questions/ }).click();
    await guest.window.getByLabel('Your question').fill('When is lunch?');
    await button(guest, 'Ask').click();
    await host.window.getByRole('tab', { name: /^Questions/ }).click();
    await expect(host.window.getByText('When is lunch?')).toBeVisible();
    await host.window.getByRole('button', { name: /^Answer to .*Zoë Visitor/ }).click();
    await host.window.getByRole('textbox', { name: /^Answer/ }).fill('At noon');
    await button(host, 'Answer').click();
    await expect(guest.window.getByText('At noon')).toBeVisible();
  });

  expect([...host.complaints, ...guest.complaints]).toEqual([]);
});

const lines = ({ window }: Offhook) => window.getByRole('log', { name: 'What was said in the meeting' });
const board = ({ window }: Offhook) => window.getByRole('application', { name: /^Whiteboard/ });
const results = ({ window }: Offhook) => window.getByRole('region', { name: 'Results' }).getByRole('listitem');
const page = ({ window }: Offhook, number: number) =>
  window.getByRole('img', { name: new RegExp(`^Page ${number} of 2`) });

async function say({ window }: Offhook, words: string): Promise<void> {
  const field = window.getByRole('textbox', { name: 'Message to everybody in the meeting' });
  await field.fill(words);
  await field.press('Enter');
}

/** A stroke from the left to the right in the middle of the board, in parts of its width. */
async function drawOn(offhook: Offhook, { from, to }: { readonly from: number; readonly to: number }): Promise<void> {
  const box = await board(offhook).boundingBox();
  if (!box) throw new Error('no board is shown');
  const { mouse } = offhook.window;
  const at = (part: number): [number, number] => [box.x + part * box.width, box.y + box.height / 2];
  await mouse.move(...at(from));
  await mouse.down();
  await mouse.move(...at(to), { steps: 6 });
  await mouse.up();
}

/** Whether something is drawn on the board in the middle of its height, so far to the right. */
function isInked(sheet: Locator, part: number): Promise<boolean> {
  return sheet.locator('canvas').evaluateAll(
    (layers: HTMLCanvasElement[], x) =>
      layers.some((layer) => {
        const { width, height } = layer;
        if (width === 0 || height === 0) return false;
        const spot = layer.getContext('2d')?.getImageData(x * width - 3, height / 2 - 3, 6, 6).data ?? [];
        return spot.some((value, index) => index % 4 === 3 && value > 0);
      }),
    part,
  );
}

/** The colour of a picture at a spot, given in parts of its sides: `red` for what nobody would call otherwise, else its numbers. */
function colourAt(picture: Locator, spot: { readonly x: number; readonly y: number }): Promise<string> {
  return picture.evaluate((shown: HTMLImageElement, { x, y }) => {
    const { naturalWidth: width, naturalHeight: height } = shown;
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    const context = canvas.getContext('2d');
    context?.drawImage(shown, 0, 0);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(x * width, y * height, 1, 1).data ?? [];
    return red > 200 && green < 60 && blue < 60 ? 'red' : `${red} ${green} ${blue}`;
  }, spot);
}
