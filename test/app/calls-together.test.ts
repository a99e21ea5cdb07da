/** A call between two real windows: what one says, the other's speaker plays; what one shows, the other sees. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { hasPulseAudio } from '../interop/pulse/server.ts';
import {
  test as base,
  button,
  callPerson,
  coloursOf,
  type Desk,
  expectMoving,
  expectNothingLeft,
  heard,
  loseCamera,
  ringOn,
  silent,
  sitDown,
  willShare,
  words,
} from './call-steps.ts';
import { lookAway } from './desk-watch.ts';
import { tabTo } from './keyboard.ts';
import { chooseForPerson, chooseInMeeting, meetNow } from './lab-steps.ts';
import { hearLive } from './live-words.ts';
import { expect, type Offhook } from './offhook.ts';
import { toneFile } from './sound.ts';
import { openXWindow } from './x-window.ts';

const [karenHertz, jeremyHertz] = [700, 1100];

/** Jeremy has a real microphone; Karen's camera and microphone are Chromium's own make-believe ones. Both sit there for all tests. */
const test = base.extend<object, { readonly karen: Desk; readonly jeremy: Desk }>({
  karen: [
    async ({ callLab }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'offhook-voice-'));
      const voice = join(folder, 'voice.wav');
      writeFileSync(voice, toneFile(karenHertz));
      const args = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${voice}`];
      const desk = await sitDown(callLab, { hertz: 0, args });
      await use(desk);
      await desk.leave();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  jeremy: [
    async ({ callLab }, use) => {
      const desk = await sitDown(callLab, { hertz: jeremyHertz, address: 'jeremy@contoso.com' });
      await use(desk);
      await desk.leave();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.skip(!hasPulseAudio, 'needs PulseAudio, which scripts/peers.mjs unpacks');
test.describe.configure({ timeout: 120_000 });

/** Chromium keeps a speaker open for five seconds after the last sound. */
const closing = { timeout: 15_000 };

const answer = (window: Page) => window.getByRole('button', { name: /^Answer .*Karen Berg/ });
const picture = ({ window }: Offhook, of: string) => window.getByLabel(new RegExp(`^Picture of .*${of}`));
const inRoster = ({ window }: Offhook, name: string, sign: string) =>
  window
    .getByRole('tree', { name: 'People' })
    .getByRole('treeitem', { name: new RegExp(name) })
    .getByTitle(sign);
const toastsOf = ({ offhook: { app } }: Desk) =>
  app.windows().filter((window) => window.url().includes('/toast')).length;

test('[F1] [F3] two people ring, hear, hold, press, see and miss each other', async ({ karen, jeremy }) => {
  const [one, other] = [karen.offhook, jeremy.offhook];
  const ears = { karen: karen.sound.listenTo('headset'), jeremy: jeremy.sound.listenTo('headset') };
  const ringer = jeremy.sound.listenTo('speaker');
  const hearEachOther = async () => {
    await expect.poll(() => ears.karen.levelAt(jeremyHertz)).toBeGreaterThan(heard);
    await expect.poll(() => ears.jeremy.levelAt(karenHertz)).toBeGreaterThan(heard);
  };
  const ring = async (press: () => Promise<void>) => {
    await lookAway(other);
    const [toast] = await Promise.all([other.app.waitForEvent('window'), press()]);
    await expect(answer(toast)).toBeVisible();
    return toast;
  };

  await test.step('rings: a toast, a card, the ringer, and the tone that says so to who calls', async () => {
    await ringOn(other, 'Test_Speaker');
    const toast = await ring(() => callPerson(one, 'Jeremy Los'));
    await expect(answer(other.window)).toBeVisible();
    await expect(words(one, 'Ringing')).toBeVisible();
    await expect.poll(() => ringer.levelAt(784)).toBeGreaterThan(heard);
    await expect.poll(() => ears.karen.levelAt(425)).toBeGreaterThan(heard);
    await expect.poll(() => ears.jeremy.level()).toBeLessThan(silent);
    await answer(toast).click();
  });

  await test.step('both hear each other, and nobody rings any more', async () => {
    await hearEachOther();
    await expect.poll(() => ears.karen.pitch()).toBe(jeremyHertz);
    await expect.poll(() => ears.jeremy.pitch()).toBe(karenHertz);
    await expect.poll(() => ringer.level()).toBeLessThan(silent);
    for (const offhook of [one, other]) {
      await expect(words(offhook, /^Connected · 0:\d\d$/)).toBeVisible();
      await expect(words(offhook, 'Encrypted')).toBeVisible();
    }
    expect(toastsOf(jeremy)).toBe(0);
  });

  await test.step('mute', async () => {
    await button(one, 'Mute').click();
    await expect(words(one, 'You are muted')).toBeVisible();
    await expect.poll(() => ears.jeremy.level()).toBeLessThan(silent);
    expect(ears.karen.levelAt(jeremyHertz)).toBeGreaterThan(heard);
    await button(one, 'Unmute').click();
    await hearEachOther();
  });

  await test.step('hold', async () => {
    await button(one, 'Hold').click();
    await expect(words(one, /^On hold/)).toBeVisible();
    await expect(words(other, /^They put you on hold/)).toBeVisible();
    await expect.poll(() => Math.max(ears.karen.level(), ears.jeremy.level())).toBeLessThan(silent);
    await button(one, 'Resume').click();
    await expect(words(other, /^Connected/)).toBeVisible();
    await hearEachOther();
  });

  await test.step('a key is heard as its two tones', async () => {
    await button(one, 'Keypad').click();
    await button(one, /^5/).click();
    await expect.poll(() => ears.jeremy.levelAt(1336)).toBeGreaterThan(heard);
    await expect(one.window.getByLabel('Sent')).toHaveValue('5');
    await button(one, 'Keypad').click();
  });

  await test.step('a camera, by keyboard', async () => {
    await tabTo(one.window, button(one, 'Start video'));
    await one.window.keyboard.press('Enter');
    await expectMoving(one.window.getByLabel('Your picture'));
    await expect(button(one, 'Stop video')).toBeFocused();
    await expectMoving(picture(other, 'Karen Berg'));
    await hearEachOther();
  });

  await test.step('the camera goes away in the middle of it: both read so, the sound goes on, and it can be started again', async () => {
    await loseCamera(one);
    await expect(words(one, 'The camera was unplugged.')).toBeVisible();
    await expect(picture(other, 'Karen Berg')).toHaveCount(0);
    await hearEachOther();
    await button(one, 'Start video').click();
    await expectMoving(picture(other, 'Karen Berg'));
    await expect(words(one, 'The camera was unplugged.')).toHaveCount(0);
  });

  await test.step('a screen, beside it', async () => {
    await willShare(other, 'Whole screen');
    await button(other, 'Share screen').click();
    await expectMoving(picture(one, 'Jeremy Los'));
    await button(other, 'Stop sharing').click();
    await expect(picture(one, 'Jeremy Los')).toHaveCount(0);
    await button(one, 'Stop video').click();
    await expect(picture(other, 'Karen Berg')).toHaveCount(0);
    await hearEachOther();
  });

  await test.step('a window of another program, as it changes, and nothing else of the screen', async () => {
    const shown = await openXWindow('Green window', 0x00c000);
    await willShare(other, 'Green window');
    await button(other, 'Share screen').click();
    const seen = picture(one, 'Jeremy Los');
    await expect(seen).toBeVisible();
    await expect.poll(() => coloursOf(seen)).toEqual(['0,3,0']);
    shown.paint(0xc000c0);
    await expect.poll(() => coloursOf(seen)).toEqual(['3,0,3']);
    await button(other, 'Stop sharing').click();
    await expect(seen).toHaveCount(0);
    await shown.close();
  });

  await test.step('the end leaves nothing open', async () => {
    await button(one, /^Hang up/).click();
    await expect(words(one, /^You hung up · 0:\d\d$/)).toBeVisible();
    await expect(words(other, /^They hung up · 0:\d\d$/)).toBeVisible();
    for (const offhook of [one, other]) await expectNothingLeft(offhook);
  });

  await test.step('the microphone is set as loud as it was before', async () => {
    expect(await jeremy.sound.pactl('get-source-volume', 'mic')).toMatch(/100%.*100%/);
  });

  await test.step('a call that is given up is a missed one', async () => {
    const toast = await ring(() => button(one, 'Call again').click());
    await Promise.all([toast.waitForEvent('close'), button(one, /^Cancel call/).click()]);
    await expect(words(one, 'You cancelled the call')).toBeVisible();
    await expect(answer(other.window)).toHaveCount(0);
    await expect(other.window.getByRole('tab', { name: /^Phone/ })).toContainText('1');
    for (const offhook of [one, other]) await expectNothingLeft(offhook);
    for (const { sound } of [karen, jeremy]) await expect.poll(sound.streams, closing).toBe(0);
  });

  expect([...one.complaints, ...other.complaints]).toEqual([]);
});

test('in a meeting both are heard, and each sees the camera or the screen of the other', async ({ karen, jeremy }) => {
  const [one, other] = [karen.offhook, jeremy.offhook];
  const ears = { karen: karen.sound.listenTo('headset'), jeremy: jeremy.sound.listenTo('headset') };

  await test.step('the sound of all, mixed by the server', async () => {
    await meetNow(one);
    await chooseInMeeting(one, 'Invite somebody…');
    await one.window.getByLabel('Name or address').fill('Jeremy Los');
    await button(one, 'Invite Jeremy Los').click();
    await button(one, 'Done').click();
    await button(other, /^Join .*Karen Berg/).click();
    for (const offhook of [one, other]) await expect(button(offhook, 'Leave sound')).toBeVisible();
    await expect.poll(() => ears.karen.pitch()).toBe(jeremyHertz);
    await expect.poll(() => ears.jeremy.pitch()).toBe(karenHertz);
  });

  await test.step('a presenter mutes somebody, who is told once, and once more when it is over', async () => {
    const told = await hearLive(other.window);
    const mutedBy = 'A presenter muted you';
    await chooseForPerson(one, 'Jeremy Los', /^Mute/);
    await expect(words(other, mutedBy)).toBeVisible();
    await expect.poll(() => told(mutedBy)).toBe(1);
    await expect.poll(() => ears.karen.level()).toBeLessThan(silent);
    await expect(inRoster(one, 'Jeremy Los', 'Muted')).toBeVisible();
    await chooseForPerson(one, 'Jeremy Los', /^Unmute/);
    await expect.poll(() => ears.karen.levelAt(jeremyHertz)).toBeGreaterThan(heard);
    await expect.poll(() => told('You are in the sound of the meeting')).toBe(1);
    expect(await told(mutedBy)).toBe(1);
  });

  await test.step('a camera', async () => {
    await button(one, 'Start video').click();
    await expect(inRoster(other, 'Karen Berg', 'Shows video')).toBeVisible();
    await expectMoving(picture(other, 'Karen Berg'));
    await button(one, 'Stop video').click();
    await expect(picture(other, 'Karen Berg')).toHaveCount(0);
    await expect(inRoster(other, 'Karen Berg', 'Shows video')).toHaveCount(0);
  });

  await test.step('a screen', async () => {
    // Shown is who speaks, and she would.
    await button(one, 'Mute').click();
    await willShare(other, 'Whole screen');
    await button(other, 'Share screen').click();
    await expect(inRoster(one, 'Jeremy Los', 'Shares the screen')).toBeVisible();
    // Of a screen on which nothing changes no new picture is sent.
    const stir = () => other.window.evaluate(() => document.body.toggleAttribute('hidden'));
    await expectMoving(
      one.window.getByLabel(/^The screen that .*Jeremy Los.* shares$/),
      async () => void (await stir()),
    );
    await other.window.evaluate(() => document.body.removeAttribute('hidden'));
  });

  await test.step('the end of the meeting ends all of it', async () => {
    await chooseInMeeting(one, 'End the meeting for everybody…');
    await button(one, 'End the meeting').click();
    for (const offhook of [one, other]) {
      await expect(offhook.window.getByRole('heading', { name: 'The meeting has ended.' })).toBeVisible();
      await expectNothingLeft(offhook);
    }
  });

  expect([...one.complaints, ...other.complaints]).toEqual([]);
});
