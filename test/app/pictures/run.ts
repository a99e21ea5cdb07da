/** Makes every picture of README and docs: plays the scenes in the built application and its lab. `npm run pictures` runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Offhook, root, startOffhook } from '../offhook.ts';
import { startSound } from '../sound.ts';
import { shareLab } from '../two-windows.ts';
import { type Camera, createCamera } from './camera.ts';
import { labScenes, managedScene } from './scenes-lab.ts';
import { meetingScenes } from './scenes-meetings.ts';
import { peopleScenes } from './scenes-people.ts';
import { signInScenes } from './scenes-sign-in.ts';
import { enterLab, type Stage, setSize, signOut, usual } from './stage.ts';
import { furnish, listenForLab, morning } from './surroundings.ts';

const folder = join(root, 'docs/pictures');
/** In the order of the play: who is signed in, and what lies open, goes from one to the next. */
const scenes = [...signInScenes, ...labScenes, ...peopleScenes, ...meetingScenes, managedScene];
/** What can be scrolled is cut off at the window's edge anyway. */
const args = ['--hide-scrollbars'];
/** A voice, so that the level of the microphone shows something. */
const voiceHertz = 220;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Plays all scenes with devices and an administrator's file of their own; the pictures that were made say how far it came. */
async function playAll(camera: Camera): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-pictures-'));
  const managedFile = join(home, 'etc/offhook/managed.json');
  const sound = await startSound(voiceHertz);
  try {
    await furnish(sound);
    const env = { ...sound.env, TZ: morning(new Date()), OFFHOOK_MANAGED_FILE: managedFile, XDG_CONFIG_HOME: home };
    const start = () => startOffhook({ args, env });
    const offhook = await start();
    try {
      await setSize(offhook, usual);
      await playOn(await makeStage(offhook, start, { camera, managedFile }));
    } finally {
      await offhook.stop();
    }
  } finally {
    await sound.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function makeStage(
  offhook: Offhook,
  start: () => Promise<Offhook>,
  { camera, managedFile }: { readonly camera: Camera; readonly managedFile: string },
): Promise<Stage> {
  const labProfile = await listenForLab(offhook);
  return {
    offhook,
    window: offhook.window,
    managedFile,
    shoot: (name, other = offhook) => camera.shoot(other, name),
    async startGuest() {
      const guest = await start();
      await shareLab(guest, await labProfile());
      await setSize(guest, usual);
      await enterLab(guest.window);
      await signOut(guest.window);
      return guest;
    },
  };
}

/** Ends with the first scene that goes wrong, since each needs the one before. */
async function playOn(stage: Stage): Promise<void> {
  try {
    for (const scene of scenes) {
      say(`  ${scene.title}`);
      await scene.play(stage);
    }
  } catch (error) {
    const seen = join(root, 'out/pictures-failed.png');
    await stage.window.screenshot({ path: seen }).catch(() => undefined);
    say(`${error instanceof Error ? error.message : String(error)}\nWhat the window showed then lies in ${seen}`);
  }
}

async function main(): Promise<number> {
  const camera = createCamera(folder, (file, bytes) => say(`     ${file}  ${Math.ceil(bytes / 1024)} kB`));
  await playAll(camera);
  const missing = camera.missing();
  say(missing.length === 0 ? `\nEvery picture lies in ${folder}` : `\nNot made: ${missing.join(', ')}`);
  return missing.length === 0 ? 0 : 1;
}

process.exitCode = await main();
