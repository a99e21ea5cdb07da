/** Calls from one window to the lab's parties: devices come and go in the middle of them, and what can go wrong goes wrong. */
import type { Lab } from '../../src/lab/api.ts';
import { isLive } from '../../src/shared/model/call.ts';
import { hasPulseAudio } from '../interop/pulse/server.ts';
import {
  button,
  dial,
  expectNothingLeft,
  heard,
  plugMicrophone,
  pullMicrophone,
  relayProcess,
  silent,
  snapshot,
  test,
  unplug,
  voiceHertz,
  words,
} from './call-steps.ts';
import { expect } from './offhook.ts';

/** What the lab's party of that name says, and how it rings at the other end, in hertz. */
const [toneHertz, ringbackHertz] = [440, 425];
/** Chromium keeps a speaker open for five seconds after the last sound. */
const closing = { timeout: 15_000 };

test.skip(!hasPulseAudio, 'needs PulseAudio, which scripts/peers.mjs unpacks');

/** The frequency the party of the call hears now; 0 for silence. */
function heardIn(lab: Lab): number {
  const talking = lab.calls.list().findLast(({ state }) => state === 'talking');
  return talking && talking.heard.level > heard ? talking.heard.hertz : 0;
}

test('[F5] [F6] a headset and the microphone are pulled out in the middle of a call, and put in again', async ({
  desk: { offhook, sound },
  callLab,
}) => {
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  await expect.poll(() => heardIn(callLab)).toBe(voiceHertz);

  await test.step('the speaker goes, another takes over', async () => {
    const speaker = sound.listenTo('speaker');
    await unplug(sound, 'sink_name=headset');
    await expect.poll(() => speaker.levelAt(toneHertz)).toBeGreaterThan(heard);
    await expect(words(offhook, 'Test_Headset unplugged, now using Test_Speaker')).toBeVisible();
  });

  await test.step('it comes again and is used again', async () => {
    const label = 'sink_properties=device.description="Test_Headset"';
    await sound.pactl('load-module', 'module-null-sink', 'sink_name=headset', label);
    await expect(words(offhook, 'Test_Headset plugged in, now used')).toBeVisible();
    const again = sound.listenTo('headset');
    await expect.poll(() => again.levelAt(toneHertz)).toBeGreaterThan(heard);
  });

  await test.step('the only microphone goes: the call goes on in silence, and says so until one is there', async () => {
    await pullMicrophone(sound);
    await expect(words(offhook, 'Test_Microphone unplugged, no microphone left')).toBeVisible();
    await expect(words(offhook, 'The microphone was unplugged.')).toBeVisible();
    await expect.poll(() => heardIn(callLab)).toBe(0);
    await plugMicrophone(sound);
    await expect.poll(() => heardIn(callLab)).toBe(voiceHertz);
    await expect(words(offhook, 'The microphone was unplugged.')).toHaveCount(0);
  });

  await button(offhook, /^Hang up/).click();
  await expectNothingLeft(offhook);
});

test('a silence is told until it ends, and the call is handed on to somebody one asked first', async ({
  desk: { offhook, sound },
  callLab,
}) => {
  const { window } = offhook;
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);

  await test.step('the network carries nothing any more, and then again', async () => {
    // The way stands, and is measured: before that a network without packets is one without a way.
    await expect(button(offhook, /^Call details: /)).toBeVisible();
    callLab.calls.setMediaFaults({ lossPercent: 100 });
    const silence = words(offhook, /^Nothing has come from the other side for \d+ seconds\.$/);
    await expect(silence).toBeVisible({ timeout: 20_000 });
    callLab.calls.setMediaFaults({});
    await expect(silence).toHaveCount(0);
    await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  });

  await test.step('echo is asked, while the first call is on hold', async () => {
    await button(offhook, 'Transfer').click();
    await window.getByLabel(/^Name, number or address/).fill('echo@contoso.com');
    await button(offhook, /^Ask .*echo.* first$/i).click();
    await expect.poll(() => headset.levelAt(voiceHertz)).toBeGreaterThan(heard);
    await expect.poll(() => headset.levelAt(toneHertz)).toBeLessThan(silent);
    const { calls } = await snapshot(offhook);
    expect(calls.filter(isLive).map(({ hold }) => hold)).toEqual(['ours', 'none']);
  });

  await test.step('both are joined, and go on without us', async () => {
    await button(offhook, /^Join them: /).click();
    await expect(words(offhook, /^Handed on: it goes on without you/)).toBeVisible();
    const ends = () => callLab.calls.list().map(({ party, end }) => [party, end]);
    await expect
      .poll(() => ends().slice(-2))
      .toEqual([
        ['tone@contoso.com', 'bye'],
        ['echo@contoso.com', 'bye'],
      ]);
    await expectNothingLeft(offhook);
  });
});

for (const [party, sentence] of [
  ['busy', 'This person is busy.'],
  ['declining', 'This person declined the call.'],
] as const) {
  test(`a call to somebody who is ${party} says so, and nothing is left of it`, async ({ desk: { offhook } }) => {
    await dial(offhook, `${party}@contoso.com`);
    await expect(words(offhook, sentence)).toBeVisible();
    await expectNothingLeft(offhook);
  });
}

test('a call nobody answers rings until it is given up', async ({ desk: { offhook, sound } }) => {
  const headset = sound.listenTo('headset');
  await dial(offhook, 'never@contoso.com');
  await expect.poll(() => headset.levelAt(ringbackHertz)).toBeGreaterThan(heard);
  await button(offhook, /^Cancel call/).click();
  await expect(words(offhook, 'You cancelled the call')).toBeVisible();
  await expect.poll(() => headset.level()).toBeLessThan(silent);
  await expectNothingLeft(offhook);
});

test('[F6] without any microphone one can listen, and reads why nobody answers', async ({
  desk: { offhook, sound },
}) => {
  const headset = sound.listenTo('headset');
  await pullMicrophone(sound);
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  await expect(words(offhook, 'No microphone was found.')).toBeVisible();
  await plugMicrophone(sound);
  await expect(words(offhook, 'No microphone was found.')).toHaveCount(0);
  await button(offhook, /^Hang up/).click();
  await expectNothingLeft(offhook);
});

test('a call whose media process is killed ends with a sentence, and the next has a new one', async ({
  desk: { offhook, sound },
}) => {
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  const killed = await relayProcess(offhook);
  if (killed === undefined) throw new Error('no media process runs');
  process.kill(killed, 'SIGKILL');
  await expect(words(offhook, 'The part of Offhook that carries sound and pictures failed.')).toBeVisible();
  await expect.poll(() => headset.level()).toBeLessThan(silent);
  await button(offhook, 'Call again').click();
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  expect(await relayProcess(offhook)).not.toBe(killed);
  await button(offhook, /^Hang up/).click();
  await expectNothingLeft(offhook);
});

test('six calls at a time are the most; one is spoken in, and none is left', async ({ desk: { offhook, sound } }) => {
  const active = async () => (await snapshot(offhook)).calls.filter(({ state }) => state === 'active');
  for (let count = 1; count <= 6; count += 1) {
    await dial(offhook, 'tone@contoso.com');
    await expect.poll(async () => (await active()).length).toBe(count);
  }
  await dial(offhook, 'tone@contoso.com');
  await expect(words(offhook, 'There are 6 calls already.')).toBeVisible();
  await expect.poll(async () => (await active()).filter(({ hold }) => hold === 'none').length).toBe(1);
  for (let left = 5; left >= 0; left -= 1) {
    await button(offhook, /^Hang up/)
      .first()
      .click();
    await expect.poll(async () => (await active()).length).toBe(left);
  }
  await expectNothingLeft(offhook);
  await button(offhook, 'Dismiss').click();
  await expect.poll(sound.streams, closing).toBe(0);
  expect(offhook.complaints).toEqual([]);
});
