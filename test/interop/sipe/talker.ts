/** A SIPE that can talk: says a tone in its calls, and what it hears is measured. */
import { mkdtempSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../../src/lab/api.ts';
import { SAMPLE_RATE } from '../../../src/lab/media/g711.ts';
import { levelOf, loudestOf } from '../../../src/lab/media/sound.ts';
import { findSipe, type Sipe } from './build.ts';
import { type RunningSipe, startSipe } from './run.ts';
import { findSound, type SoundPlugins } from './sound.ts';

export interface TalkerParts {
  readonly sipe: Sipe;
  readonly plugins: SoundPlugins;
}

export interface Heard {
  /** The loudest frequency, in hertz; 0 for silence. */
  readonly hertz: number;
  /** dB below a full-scale tone. */
  readonly level: number;
}

export interface Talker extends RunningSipe {
  /** Resolves with the next half second that it hears in the newest call, measured; rejects after 10 s without. */
  hear(): Promise<Heard>;
}

const waitLimitMs = 10_000;
/** Half a second of 16 bit samples. */
const stretchBytes = SAMPLE_RATE;

/** What it takes, or why there is none here. */
export function findTalker(): TalkerParts | string {
  const sipe = findSipe();
  if (typeof sipe === 'string') return sipe;
  const plugins = findSound(sipe);
  return typeof plugins === 'string' ? plugins : { sipe, plugins };
}

/** Signs somebody of contoso.com in at the lab; its tone is 600 Hz, 20 dB below full scale. With `wall` its packets reach that address alone. */
export function startTalker({ sipe, plugins }: TalkerParts, lab: Lab, address: string, wall?: string): Talker {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-talker-'));
  const { servers, accounts, rootCertificatePem } = lab.profile;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith('.contoso.com'));
  const server = `${frontEnd?.name}:${frontEnd?.ports[0]}`;
  const password = accounts.find((account) => account.address === address)?.password ?? '';
  const place = {
    rootPem: rootCertificatePem,
    hosts: Object.fromEntries(servers.map((each) => [each.name, each.address])),
  };
  const sound = { plugins, hertz: 600, heard: join(folder, 'heard'), ...(wall ? { wall } : {}) };
  const running = startSipe(sipe, { address, password, scheme: 'tls-dsk', server }, place, sound);
  return {
    ...running,
    hear: () => nextHalfSecond(folder),
    async stop() {
      const status = await running.stop();
      rmSync(folder, { recursive: true, force: true });
      return status;
    },
  };
}

/** Of what is written into the folder's file from now on; each call begins that file anew. */
function nextHalfSecond(folder: string): Promise<Heard> {
  const path = join(folder, 'heard');
  const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let from = size();
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => look());
    const limit = setTimeout(() => {
      watcher.close();
      reject(new Error(`SIPE hears nothing: ${size() - from} bytes`));
    }, waitLimitMs);
    function look(): void {
      const now = size();
      if (now < from) from = 0;
      if (now - from < stretchBytes) return;
      clearTimeout(limit);
      watcher.close();
      const bytes = readFileSync(path).subarray(from, from + stretchBytes);
      const samples = Int16Array.from({ length: stretchBytes / 2 }, (_, index) => bytes.readInt16LE(index * 2));
      resolve({ hertz: loudestOf(samples), level: levelOf(samples) });
    }
  });
}
