/** The page "Audio and video" in the real window, over Chromium's own make-believe devices: a microphone that beeps and a camera with a picture. */
import { readFileSync } from 'node:fs';
import { processesOf } from '../bench/process-cost.ts';
import { expect, type Offhook, startOffhook, test } from './offhook.ts';

let offhook: Offhook;
test.beforeEach(async () => {
  offhook = await startOffhook({ args: ['--use-fake-device-for-media-stream'] });
  await expect(offhook.window.getByLabel('Sign-in address')).toBeVisible();
});
test.afterEach(() => offhook.stop());

async function openPage(): Promise<void> {
  await offhook.window.evaluate(() => {
    location.hash = '#/settings/devices';
  });
}

test('[F6] the meter moves with what the microphone hears', async () => {
  await openPage();
  const meter = offhook.window.getByRole('meter', { name: 'Microphone level' });
  const level = () => meter.evaluate((element) => (element as HTMLMeterElement).value);
  // The make-believe microphone beeps once a second, and shortly: who looked once a second might always miss it.
  await expect.poll(level, { intervals: [30] }).toBeGreaterThan(0);
  expect(offhook.complaints).toEqual([]);
});

test('[F1] the camera shows its picture when it is asked to', async () => {
  await openPage();
  await offhook.window.getByRole('button', { name: 'Show the picture' }).click();
  const picture = offhook.window.getByLabel('Your picture, as in a mirror');
  await expect.poll(() => picture.evaluate((video) => (video as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
  await offhook.window.getByRole('button', { name: 'Stop the picture' }).click();
  await expect(picture).toHaveCount(0);
});

test('a test call records and plays back', async () => {
  await openPage();
  await offhook.window.getByRole('button', { name: 'Start the test call' }).click();
  await expect(offhook.window.getByText('Speak now.')).toBeVisible();
  await expect(offhook.window.getByText('This is how others hear you.')).toBeVisible({ timeout: 20_000 });
});

test("the window lets Chromium's sound and camera processes sleep until somebody needs them", async () => {
  test.skip(process.platform !== 'linux', 'elsewhere the window is the only one who can list');
  const services = async () => {
    const id = await offhook.app.evaluate(() => process.pid);
    return processesOf(id).filter((each) => /AudioService|VideoCapture/.test(commandOf(each.id))).length;
  };
  const { devices } = await snapshot();
  test.skip(devices.needsWindow.length > 0, 'this machine has sound cards, but no sound server to list them');
  expect(await services()).toBe(0);
  await openPage();
  await expect.poll(services).toBe(2);
});

async function snapshot(): Promise<{ readonly devices: { readonly needsWindow: readonly string[] } }> {
  const ask = () => offhook.window.evaluate<Answer>("offhook.request('app.snapshot')");
  await expect.poll(async () => (await ask()).value.devices.state).toBe('ready');
  return (await ask()).value;
}

interface Answer {
  readonly value: { readonly devices: { readonly state: string; readonly needsWindow: readonly string[] } };
}

/** Empty for a process that ended meanwhile. */
function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
