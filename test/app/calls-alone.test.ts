/** Calls from one window to the lab's parties: devices come and go in the middle of them, and what can go wrong goes wrong. */
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { button, type Desk, dial, relayProcess, relaySockets, sitDown, snapshot, words } from './call-steps.ts';
import { expect, test } from './offhook.ts';
import { hasPulseAudio } from './sound.ts';

/** What the lab's party of that name says, and Karen's own voice, in hertz. */
const [toneHertz, voiceHertz] = [440, 700];
const [heard, silent] = [-45, -70];

let lab: Lab;
let desk: Desk;

test.skip(!hasPulseAudio, 'needs the programs of `npm run peers`');
test.beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  desk = await sitDown(lab, { hertz: voiceHertz });
});
test.afterAll(async () => {
  await desk.leave();
  await lab.stop();
});

/** No call stands, nothing plays or listens, and the process of the media has no way open. */
async function expectNothingLeft(): Promise<void> {
  await expect.poll(async () => (await snapshot(desk.offhook)).calls.filter((each) => each.state !== 'ended')).toEqual([]);
  await expect.poll(() => relaySockets(desk.offhook)).toBe(0);
}

/** The stream of the lab's party is heard by nobody else. */
const heardInTheLab = () => {
  const { hertz, level } = lab.calls.list().findLast(({ state }) => state === 'talking')?.heard ?? { hertz: 0, level: -100 };
  return level > heard ? hertz : 0;
};

async function unload(module: string): Promise<void> {
  const line = (await desk.sound.pactl('list', 'modules', 'short')).split('\n').find((each) => each.includes(module));
  await desk.sound.pactl('unload-module', line?.split('\t')[0] ?? '');
}

test('[F5] [F6] a headset is pulled out in the middle of a call and put in again, and so is the microphone', async () => {
  const { offhook, sound } = desk;
  const shot = (n: string) => offhook.window.screenshot({ path: `/tmp/tt/dev-${n}.png` });
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  await expect.poll(heardInTheLab).toBe(voiceHertz);

  await test.step('the speaker goes, another takes over', async () => {
    const speaker = sound.listenTo('speaker');
    await unload('sink_name=headset');
    await expect.poll(() => speaker.levelAt(toneHertz)).toBeGreaterThan(heard);
    await shot('1');
    await expect(words(offhook, 'Test_Headset unplugged, now using Test_Speaker')).toBeVisible();
  });

  await test.step('it comes again and is used again', async () => {
    await sound.pactl('load-module', 'module-null-sink', 'sink_name=headset', 'sink_properties=device.description="Test_Headset"');
    await expect(words(offhook, 'Test_Headset plugged in, now used')).toBeVisible();
    const again = sound.listenTo('headset');
    await expect.poll(() => again.levelAt(toneHertz)).toBeGreaterThan(heard);
    await shot('2');
  });

  await test.step('the only microphone goes: the line says so, and the call goes on', async () => {
    await unload('source_name=mic');
    await expect(words(offhook, 'Test_Microphone unplugged, no microphone left')).toBeVisible();
    await expect.poll(heardInTheLab).toBe(0);
    await shot('3');
    console.log(JSON.stringify((await snapshot(offhook)).calls.map(({ state, trouble }) => [state, trouble])));
    await sound.pactl('load-module', 'module-remap-source', 'master=feed.monitor', 'source_name=mic', 'source_properties=device.description="Test_Microphone"');
    await expect.poll(heardInTheLab).toBe(voiceHertz);
    await shot('4');
    console.log(JSON.stringify((await snapshot(offhook)).calls.map(({ state, trouble }) => [state, trouble])));
  });

  await button(offhook, /^Hang up/).click();
  await expectNothingLeft();
});

for (const [party, sentence] of [
  ['busy', 'This person is busy.'],
  ['declining', 'This person declined the call.'],
] as const) {
  test(`a call to somebody who is ${party} says so, and rings no more`, async () => {
    await dial(desk.offhook, `${party}@contoso.com`);
    await expect(words(desk.offhook, sentence)).toBeVisible();
    await desk.offhook.window.screenshot({ path: `/tmp/tt/f-${party}.png` });
    await expectNothingLeft();
  });
}

test('a call nobody answers is given up', async () => {
  const { offhook, sound } = desk;
  const headset = sound.listenTo('headset');
  await dial(offhook, 'never@contoso.com');
  await expect.poll(() => headset.levelAt(425)).toBeGreaterThan(heard);
  await button(offhook, /^Cancel call/).click();
  await expect(words(offhook, 'You cancelled the call')).toBeVisible();
  await expect.poll(() => headset.level()).toBeLessThan(silent);
  await expectNothingLeft();
});

test('without any microphone a call says so, and one can listen', async () => {
  const { offhook, sound } = desk;
  await unload('source_name=mic');
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  await offhook.window.screenshot({ path: `/tmp/tt/f-nomic.png` });
  await expect(words(offhook, 'No microphone was found.')).toBeVisible();
  await button(offhook, /^Hang up/).click();
  await expectNothingLeft();
});

test('a call whose media process is killed ends with a sentence, and the next call has a new one', async () => {
  const { offhook, sound } = desk;
  const headset = sound.listenTo('headset');
  await dial(offhook, 'tone@contoso.com');
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  const before = await relayProcess(offhook);
  process.kill(before ?? 0, 'SIGKILL');
  await expect(words(offhook, /carries sound and pictures failed/)).toBeVisible();
  await offhook.window.screenshot({ path: `/tmp/tt/f-killed.png` });
  await expectNothingLeft();
  await button(offhook, 'Call again').click();
  await expect.poll(() => headset.levelAt(toneHertz)).toBeGreaterThan(heard);
  expect(await relayProcess(offhook)).not.toBe(before);
  await button(offhook, /^Hang up/).click();
  await expectNothingLeft();
});

test('six calls at a time are the most, and all end', async () => {
  const { offhook } = desk;
  for (let count = 1; count <= 6; count += 1) {
    await dial(offhook, 'tone@contoso.com');
    await expect.poll(async () => (await snapshot(offhook)).calls.filter((each) => each.state === 'active').length).toBe(count);
  }
  await dial(offhook, 'tone@contoso.com');
  await expect(words(offhook, 'There are 6 calls already.')).toBeVisible();
  await offhook.window.screenshot({ path: `/tmp/tt/f-six.png` });
  expect((await snapshot(offhook)).calls.filter(({ state, hold }) => state === 'active' && hold === 'none')).toHaveLength(1);
  while ((await button(offhook, /^Hang up/).count()) > 0) await button(offhook, /^Hang up/).first().click();
  await expectNothingLeft();
  expect(offhook.complaints).toEqual([]);
});
