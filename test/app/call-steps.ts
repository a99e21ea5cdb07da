/** What several tests of calls do, by the names on the screen. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { keypadTexts } from '../../src/renderer/locales/en/phone.ts';
import { isLive } from '../../src/shared/model/call.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { enterLab, signInAs, signOut } from './lab-steps.ts';
import { test as base, expect, type Offhook, readMain, startOffhook } from './offhook.ts';
import { type Sound, startSound } from './sound.ts';
import { shareLab } from './two-windows.ts';

/** Karen's voice at the desk that tests share. */
export const voiceHertz = 700;
/** dB below a full-scale tone: louder than that is heard, softer than this is silence. */
export const [heard, silent] = [-45, -70];

/** Somebody at a desk: an application, and a sound server of its own with a tone for a voice. */
export interface Desk {
  readonly offhook: Offhook;
  readonly sound: Sound;
  leave(): Promise<void>;
}

export interface DeskOptions {
  /** The voice; 0: says nothing. */
  readonly hertz: number;
  readonly args?: readonly string[];
  /** Of the lab's people; Karen Berg where nobody is named. */
  readonly address?: string;
}

/** Sits down and signs in. */
export async function sitDown(lab: Lab, { hertz, args = [], address }: DeskOptions): Promise<Desk> {
  const sound = await startSound(hertz);
  const offhook = await startOffhook({ env: sound.env, args });
  await shareLab(offhook, lab.profile);
  await readMain(offhook.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await enterLab(offhook);
  if (address !== undefined) {
    const account = lab.profile.accounts.find((each) => each.address === address);
    if (!account) throw new Error(`the lab has no ${address}`);
    await signOut(offhook);
    await signInAs(offhook, account);
  }
  return {
    offhook,
    sound,
    async leave() {
      await offhook.stop();
      await sound.stop();
    },
  };
}

/** One desk for all tests that need no other, since each start takes seconds; whoever uses it leaves it without a call. */
export const test = base.extend<object, { readonly callLab: Lab; readonly desk: Desk }>({
  callLab: [
    async ({ playwright: _playwright }, use) => {
      const lab = await startLab({ ports: 'free' });
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker' },
  ],
  desk: [
    async ({ callLab }, use) => {
      const desk = await sitDown(callLab, { hertz: voiceHertz });
      await use(desk);
      await desk.leave();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export const button = ({ window }: Offhook, name: string | RegExp): Locator =>
  window.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

export async function snapshot({ window }: Offhook): Promise<Snapshot> {
  const answer = await window.evaluate<{ readonly value: Snapshot }>("offhook.request('app.snapshot')");
  return answer.value;
}

/** Dials an address or a number on the dial pad. */
export async function dial(offhook: Offhook, target: string): Promise<void> {
  const { window } = offhook;
  await window.getByRole('tab', { name: /^Phone/ }).click();
  await window.getByLabel(keypadTexts.field).fill(target);
  await window.keyboard.press('Enter');
}

/** Opens the card of somebody in the contact list, and calls from there. */
export async function callPerson(offhook: Offhook, name: string): Promise<void> {
  const { window } = offhook;
  await window.getByRole('tab', { name: /^Contacts/ }).click();
  await window
    .getByRole('treeitem', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await button(offhook, new RegExp(`^Call .*${name}`)).click();
}

/** How the call one looks at stands, in words. */
export const words = ({ window }: Offhook, text: string | RegExp): Locator => window.getByText(text).first();

/** Rings on a speaker of its own from now on. */
export async function ringOn(offhook: Offhook, label: string): Promise<void> {
  const { devices } = (await snapshot(offhook)).devices;
  const id = devices.find((device) => device.kind === 'speaker' && device.label === label)?.id;
  await offhook.window.evaluate(`offhook.request('devices.choose', { role: 'ringer', id: '${id}' })`);
  await expect.poll(async () => (await snapshot(offhook)).devices.chosen.ringer).toBe(id);
}

/** Chooses from the desktop's own menu of screens and windows, which no test can click. */
export async function willShare({ app }: Offhook, label: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    Menu.prototype.popup = function ({ callback } = {}) {
      this.items.find((item) => item.label === wanted)?.click();
      callback?.();
    };
  }, label);
}

/** Waits until a picture moves: it has a size, and one look at it differs from another. `stir` moves what is filmed. */
export async function expectMoving(picture: Locator, stir = async () => {}): Promise<void> {
  const first = await look(picture);
  const next = async () => {
    await stir();
    return look(picture);
  };
  await expect.poll(next).not.toBe(first);
  await expect.poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
}

/** The colours of a picture, each part of red, green and blue as 0 to 4: one entry where it is one colour all over. */
export function coloursOf(picture: Locator): Promise<readonly string[]> {
  return picture.evaluate((video: HTMLVideoElement) => {
    const context = new OffscreenCanvas(4, 4).getContext('2d');
    context?.drawImage(video, 0, 0, 4, 4);
    const bytes = [...(context?.getImageData(0, 0, 4, 4).data ?? [])];
    const pixels = bytes.flatMap((_, at) => (at % 4 === 0 ? [bytes.slice(at, at + 3)] : []));
    return [...new Set(pixels.map((pixel) => pixel.map((part) => Math.round(part / 64)).join()))];
  });
}

/** What a picture shows, coarsely. */
function look(picture: Locator): Promise<string> {
  return picture.evaluate((video: HTMLVideoElement) => {
    const canvas = new OffscreenCanvas(32, 24);
    const context = canvas.getContext('2d');
    context?.drawImage(video, 0, 0, 32, 24);
    return String(context?.getImageData(0, 0, 32, 24).data);
  });
}

/** The process that carries sound and pictures, where it runs. */
export async function relayProcess({ app }: Offhook): Promise<number | undefined> {
  return readMain(app, ({ app: self }) => self.getAppMetrics().find(({ name }) => name === 'Offhook media')?.pid);
}

/** Takes the camera away: what reads it is killed, which is to the window what a pulled plug is. */
export async function loseCamera({ app }: Offhook): Promise<void> {
  const id = await app.evaluate(
    ({ app: self }) => self.getAppMetrics().find(({ serviceName }) => serviceName?.includes('VideoCapture'))?.pid,
  );
  if (id === undefined) throw new Error('nothing reads a camera');
  process.kill(id, 'SIGKILL');
}

/** How many UDP sockets that process has open. */
async function relaySockets(offhook: Offhook): Promise<number> {
  const id = await relayProcess(offhook);
  if (id === undefined) return 0;
  const udp = readFileSync('/proc/net/udp', 'utf8') + readFileSync('/proc/net/udp6', 'utf8');
  const sockets = new Set(udp.split('\n').map((line) => `socket:[${line.trim().split(/\s+/)[9]}]`));
  const links = readdirSync(`/proc/${id}/fd`).map((fd) => linkOf(`/proc/${id}/fd/${fd}`));
  return links.filter((link) => sockets.has(link)).length;
}

/** Empty for what was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** No call stands, and the process of the media has no way open. */
export async function expectNothingLeft(offhook: Offhook): Promise<void> {
  await expect.poll(async () => (await snapshot(offhook)).calls.filter(isLive)).toEqual([]);
  await expect.poll(() => relaySockets(offhook)).toBe(0);
}

/** Pulls the microphone out of the sound server. */
export async function pullMicrophone(sound: Sound): Promise<void> {
  await unplug(sound, 'source_name=mic');
}

export async function plugMicrophone({ pactl }: Sound): Promise<void> {
  const label = 'source_properties=device.description="Test_Microphone"';
  await pactl('load-module', 'module-remap-source', 'master=feed.monitor', 'source_name=mic', label);
}

/** Pulls out what was plugged in with these words. */
export async function unplug({ pactl }: Sound, words: string): Promise<void> {
  const modules = (await pactl('list', 'modules', 'short')).split('\n');
  const [id] = modules.find((line) => line.includes(words))?.split('\t') ?? [];
  if (!id) throw new Error(`the sound server has no ${words}`);
  await pactl('unload-module', id);
}
