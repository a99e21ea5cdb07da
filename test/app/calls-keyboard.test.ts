/** Calls run by keyboard alone, beyond making and taking one: digits, a screen, devices, both transfers, saying no in words, the toast, a meeting's sound. */
import type { Locator, Page } from '@playwright/test';
import { hasPulseAudio } from '../interop/pulse/server.ts';
import { button, expectNothingLeft, heard, silent, snapshot, test, willShare, words } from './call-steps.ts';
import { lookAway } from './desk-watch.ts';
import { isFocused, mostStops, tabTo } from './keyboard.ts';
import { expect, type Offhook } from './offhook.ts';

const toneHertz = 440;

test.skip(!hasPulseAudio, 'needs PulseAudio, which scripts/peers.mjs unpacks');

/** Goes there, and presses. */
async function press(target: Locator, key = 'Enter'): Promise<void> {
  const window = target.page();
  await expect(target).toBeVisible();
  await tabTo(window, target);
  await window.keyboard.press(key);
}

/** Arrows and Enter, in a menu that is open. */
async function choose(window: Page, entry: Locator): Promise<void> {
  await expect(entry).toBeVisible();
  for (let step = 0; step < mostStops && !(await isFocused(entry)); step += 1) await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
}

async function dialByKeys({ window }: Offhook, target: string): Promise<void> {
  await window.keyboard.press('Control+3');
  await tabTo(window, window.getByLabel('Number or address'));
  await window.keyboard.type(target);
  await window.keyboard.press('Enter');
}

/** The keyboard stands somewhere: what had the focus may have gone, but not the person's place. */
const expectPlace = (window: Page) => expect(window.locator(':focus')).toHaveCount(1);

test('digits, a screen and another speaker in a call by keyboard alone', async ({
  desk: { offhook, sound },
  callLab,
}) => {
  const { window } = offhook;
  const { keyboard } = window;
  await dialByKeys(offhook, 'tone@contoso.com');
  await expect(words(offhook, /^Connected · /)).toBeVisible();

  await test.step('digits, typed and pressed', async () => {
    await press(button(offhook, 'Keypad'));
    await tabTo(window, window.getByLabel('Sent'));
    await keyboard.type('15');
    await press(button(offhook, 'Hash').last());
    await expect(window.getByLabel('Sent')).toHaveValue('15#');
    await expect.poll(() => callLab.calls.list().at(-1)?.digits).toBe('15#');
    await press(button(offhook, 'Keypad'));
    await expect(window.getByLabel('Sent')).toHaveCount(0);
    await expect(button(offhook, 'Keypad')).toBeFocused();
  });

  await test.step('the screen is shown, and not any more', async () => {
    await willShare(offhook, 'Whole screen');
    await press(button(offhook, 'Share screen'));
    await expect(window.getByLabel('The screen you share')).toBeVisible();
    await expect(button(offhook, 'Stop sharing')).toBeFocused();
    await keyboard.press('Enter');
    await expect(window.getByLabel('The screen you share')).toHaveCount(0);
  });

  await test.step('another speaker, and the first again', async () => {
    const [first, other] = [sound.listenTo('headset'), sound.listenTo('speaker')];
    const picker = button(offhook, /^Sound devices: /).last();
    const speaker = (name: string) => window.getByRole('menuitemradio', { name });
    await press(picker);
    await choose(window, speaker('Test_Speaker'));
    await expect.poll(() => other.levelAt(toneHertz)).toBeGreaterThan(heard);
    await expect.poll(() => first.level()).toBeLessThan(silent);
    await press(picker);
    await expect(speaker('Test_Speaker')).toBeChecked();
    await choose(window, speaker('Test_Headset'));
    await expect.poll(() => first.levelAt(toneHertz)).toBeGreaterThan(heard);
  });

  await press(button(offhook, /^Hang up/));
  await expect(words(offhook, /^You hung up/)).toBeVisible();
  await expectPlace(window);
  await expectNothingLeft(offhook);
});

test('a call is handed on by keyboard alone, at once and after asking', async ({ desk: { offhook }, callLab }) => {
  const { window } = offhook;
  const { keyboard } = window;
  const handedOn = words(offhook, /^Handed on: it goes on without you/);
  const ends = (count: number) =>
    callLab.calls
      .list()
      .slice(-count)
      .map(({ party, end }) => [party, end]);
  const openTransfer = async () => {
    await press(button(offhook, 'Transfer'));
    await expect(window.getByLabel(/^Name, number or address/)).toBeFocused();
    await keyboard.type('echo@contoso.com');
  };

  await test.step('at once', async () => {
    await dialByKeys(offhook, 'tone@contoso.com');
    await expect(words(offhook, /^Connected · /)).toBeVisible();
    await openTransfer();
    await keyboard.press('Escape');
    await expect(button(offhook, 'Transfer')).toBeFocused();
    await openTransfer();
    await press(button(offhook, /^Transfer to .*echo/i));
    await expect(handedOn).toBeVisible();
    await expectPlace(window);
    await expectNothingLeft(offhook);
  });

  await test.step('after asking', async () => {
    await dialByKeys(offhook, 'tone@contoso.com');
    await expect(words(offhook, /^Connected · /)).toBeVisible();
    await openTransfer();
    await press(button(offhook, /^Ask .*echo.* first$/i));
    await press(button(offhook, /^Join them: /));
    await expect(handedOn).toBeVisible();
    await expectPlace(window);
    await expect
      .poll(() => ends(2))
      .toEqual([
        ['tone@contoso.com', 'bye'],
        ['echo@contoso.com', 'bye'],
      ]);
    await expectNothingLeft(offhook);
  });
});

test('a call is declined with words, and taken in its toast, by keyboard alone', async ({
  desk: { offhook },
  callLab: { calls },
}) => {
  const { app, window } = offhook;
  const named = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const ring = async () => {
    await lookAway(offhook);
    const [toast] = await Promise.all([
      app.waitForEvent('window'),
      Promise.resolve(calls.from('jeremy@contoso.com', 'karen@contoso.com')),
    ]);
    await expect(named(toast, /^Answer /)).toBeVisible();
    return toast;
  };

  /** The toast may be gone before the key is let go. */
  const pressLast = (toast: Page) => Promise.all([toast.waitForEvent('close'), toast.keyboard.down('Enter')]);

  await test.step('words of one’s own, in the window', async () => {
    const toast = await ring();
    await press(named(window, /^Other ways to decline /));
    await expect(named(window, 'I will call you back.')).toBeFocused();
    await press(named(window, /^Back to answering /));
    await expect(named(window, /^Other ways to decline /)).toBeFocused();
    await window.keyboard.press('Enter');
    await tabTo(window, window.getByLabel('Your own words'));
    await window.keyboard.type('After lunch');
    await Promise.all([toast.waitForEvent('close'), window.keyboard.press('Enter')]);
    await expectNothingLeft(offhook);
    await expectPlace(window);
    await window.keyboard.press('Control+2');
    await expect(window.getByText('After lunch').first()).toBeVisible();
  });

  await test.step('ready-made words, in the toast', async () => {
    const toast = await ring();
    await press(named(toast, /^Other ways to decline /));
    await expect(named(toast, 'I will call you back.')).toBeFocused();
    await toast.keyboard.press('Tab');
    await expect(named(toast, 'I am in a meeting.')).toBeFocused();
    await pressLast(toast);
    await expectNothingLeft(offhook);
    await expect(window.getByText('I am in a meeting.').first()).toBeVisible();
  });

  await test.step('it is answered in the toast', async () => {
    const toast = await ring();
    await tabTo(toast, named(toast, /^Answer /));
    await pressLast(toast);
    await expect(words(offhook, /^Connected · /)).toBeVisible();
    await window.keyboard.press('Control+Shift+H');
    await expectNothingLeft(offhook);
  });
});

test('the sound of a meeting is run by keyboard alone', async ({ desk: { offhook } }) => {
  const { window } = offhook;
  const bar = window.getByRole('region', { name: 'Your sound in this meeting' });
  const inBar = (name: string | RegExp) =>
    bar.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  await window.keyboard.press('Control+4');
  await press(button(offhook, 'Meet now'));
  await expect(inBar('Leave sound')).toBeVisible();

  await press(inBar('Mute'));
  await expect(inBar('Unmute')).toBeFocused();
  await expect.poll(async () => (await snapshot(offhook)).calls.at(-1)?.isMuted).toBe(true);
  await window.keyboard.press('Enter');
  await expect(inBar('Mute')).toBeFocused();

  await willShare(offhook, 'Whole screen');
  await press(inBar('Share screen'));
  await expect(inBar('Stop sharing')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(inBar('Share screen')).toBeFocused();

  await press(inBar(/^Sound devices: /));
  await expect(window.getByRole('menuitemradio', { name: 'Test_Headset' })).toBeChecked();
  await window.keyboard.press('Escape');
  await expect(inBar(/^Sound devices: /)).toBeFocused();

  await press(inBar('Leave sound'));
  await expect(inBar('Join the sound again')).toBeVisible();
  await expectPlace(window);
  await press(inBar('Join the sound again'));
  await expect(inBar('Leave sound')).toBeVisible();
  await expectPlace(window);

  await press(button(offhook, 'Manage the meeting'));
  await choose(window, window.getByRole('menuitem', { name: /^End the meeting for everybody/ }));
  await press(button(offhook, 'End the meeting'));
  await expect(window.getByRole('heading', { name: 'The meeting has ended.' })).toBeVisible();
  await expectPlace(window);
  await expectNothingLeft(offhook);
  expect(offhook.complaints).toEqual([]);
});
