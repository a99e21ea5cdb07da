/** What a call looks like in each of its states: fit for everybody, run by keyboard alone, and told once to who listens. */
import type { Page } from '@playwright/test';
import { hasPulseAudio } from '../interop/pulse/server.ts';
import {
  button,
  dial,
  expectNothingLeft,
  plugMicrophone,
  pullMicrophone,
  test,
  willShare,
  words,
} from './call-steps.ts';
import { lookAway } from './desk-watch.ts';
import { findFaults, findOverflow, findUnfit } from './fitness.ts';
import { isFocused, mostStops, tabTo } from './keyboard.ts';
import { hearLive } from './live-words.ts';
import { expect } from './offhook.ts';

test.skip(!hasPulseAudio, 'needs PulseAudio, which scripts/peers.mjs unpacks');

const answer = (window: Page) => window.getByRole('button', { name: /^Answer / }).first();

test('calls are fit for everybody in every state', async ({ desk: { offhook, sound }, callLab: { calls } }) => {
  const { app, window } = offhook;
  const found: string[] = [];
  const check = async (what: string) => void found.push(...(await findUnfit(offhook, what)));

  await test.step('somebody calls', async () => {
    await lookAway(offhook);
    const [toast] = await Promise.all([
      app.waitForEvent('window'),
      Promise.resolve(calls.from('echo@contoso.com', 'karen@contoso.com', { video: true })),
    ]);
    await expect(answer(toast)).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await toast.emulateMedia({ colorScheme });
      const faults = await findFaults(toast, colorScheme === 'light' ? 'all' : 'colours');
      found.push(...faults.map((fault) => `toast, ${colorScheme}: ${fault}`));
    }
    found.push(...(await findOverflow(toast)).map((fault) => `toast: ${fault}`));
    await check('incoming card');
    await window.getByRole('button', { name: /^Decline / }).click();
    await expectNothingLeft(offhook);
  });

  await test.step('a call with everything in it, and one on hold beside it', async () => {
    await dial(offhook, 'tone@contoso.com');
    await expect(words(offhook, /^Connected · /)).toBeVisible();
    await pullMicrophone(sound);
    await dial(offhook, 'tone@contoso.com');
    await expect(words(offhook, 'No microphone was found.')).toBeVisible();
    await willShare(offhook, 'Whole screen');
    await button(offhook, 'Share screen').click();
    await expect(window.getByLabel('The screen you share')).toBeVisible();
    await button(offhook, 'Keypad').click();
    await button(offhook, /^Call details/).click();
    await expect(words(offhook, 'Round trip')).toBeVisible();
    await check('active call');
    await plugMicrophone(sound);
    for (const _each of [1, 2]) {
      await button(offhook, /^Hang up/)
        .last()
        .click();
    }
    await expectNothingLeft(offhook);
  });

  await test.step('one that was refused', async () => {
    await dial(offhook, 'busy@contoso.com');
    await expect(words(offhook, 'This person is busy.')).toBeVisible();
    await check('refused call');
  });

  expect(found).toEqual([]);
});

test('a call is made, muted, ended and taken by keyboard alone, and each turn of it is told once', async ({
  desk: { offhook },
  callLab: { calls },
}) => {
  const { window } = offhook;
  const { keyboard } = window;
  const told = await hearLive(window);
  const phone = window.getByRole('tab', { name: /^Phone/ });
  await tabTo(window, window.getByRole('tab', { selected: true }));
  for (let step = 0; step < mostStops && !(await isFocused(phone)); step += 1) await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await tabTo(window, window.getByLabel('Number or address'));
  await keyboard.type('tone@contoso.com');
  await keyboard.press('Enter');
  await expect(words(offhook, /^Connected · /)).toBeVisible();
  await keyboard.press('Control+m');
  await expect(words(offhook, 'You are muted')).toBeVisible();
  await keyboard.press('Control+m');
  await expect(words(offhook, 'You are muted')).toHaveCount(0);
  await tabTo(window, button(offhook, 'Hold'));
  await keyboard.press('Enter');
  await expect(words(offhook, /^On hold/)).toBeVisible();
  await keyboard.press('Enter');
  await expect(words(offhook, /^Connected · /)).toBeVisible();
  await keyboard.press('Control+Shift+H');
  await expect(words(offhook, /^You hung up/)).toBeVisible();
  await expect.poll(() => told('On hold')).toBe(1);
  await expect.poll(() => told('You hung up')).toBe(1);

  calls.from('echo@contoso.com', 'karen@contoso.com');
  await expect(answer(window)).toBeVisible();
  await expect.poll(() => told('calls you')).toBe(1);
  await keyboard.press('Control+Shift+A');
  await expect(words(offhook, /^Connected · /)).toBeVisible();
  await keyboard.press('Control+Shift+H');
  await expectNothingLeft(offhook);
  await expect.poll(() => told('Connected with')).toBe(3);
  expect(offhook.complaints).toEqual([]);
});
