/** Speakers and microphones of PulseAudio and PipeWire through pactl, which both bring. Mission F5, F6. */
import { execFile } from 'node:child_process';
import type { Clock } from '../../shared/clock.ts';
import type { Device } from '../../shared/model/devices.ts';
import { readDefaults, readNodes } from './pulse-nodes.ts';
import { watchPulse } from './pulse-watch.ts';
import type { DeviceList, DeviceSource } from './source.ts';

const limitMs = 3000;
const maxOutput = 8_000_000;
/** A sound server that was restarted is back by then; until then its devices are taken to be where they were. */
const graceMs = 10_000;

/** The source; `env` reaches pactl, so that a test can bring a server of its own. */
export function createPulseAudio(clock: Clock, env: NodeJS.ProcessEnv = process.env): DeviceSource {
  return new PulseAudio(clock, env);
}

class PulseAudio implements DeviceSource {
  readonly name = 'pulseaudio';
  readonly kinds = ['speaker', 'microphone'] as const;
  readonly #clock: Clock;
  readonly #env: NodeJS.ProcessEnv;
  #last: DeviceList | undefined;
  /** When it stopped to answer. */
  #silentSince: number | undefined;
  #stopWaiting: () => void = () => undefined;
  #tell: () => void = () => undefined;

  constructor(clock: Clock, env: NodeJS.ProcessEnv) {
    this.#clock = clock;
    // pactl translates what it says, its events too; names of devices stay in UTF-8.
    this.#env = { ...env, LC_ALL: 'C.UTF-8', LANGUAGE: '' };
  }

  async list(): Promise<DeviceList | undefined> {
    const list = await this.#ask();
    if (list) {
      this.#last = list;
      this.#silentSince = undefined;
      this.#stopWaiting();
    } else if (this.#last) this.#grant();
    return this.#last;
  }

  async setVolume({ id, kind }: Device, percent: number): Promise<void> {
    await this.#run(kind === 'speaker' ? 'set-sink-volume' : 'set-source-volume', id, `${Math.round(percent)}%`);
  }

  async setMuted({ id, kind }: Device, isMuted: boolean): Promise<void> {
    await this.#run(kind === 'speaker' ? 'set-sink-mute' : 'set-source-mute', id, isMuted ? '1' : '0');
  }

  watch(onChange: () => void): () => void {
    this.#tell = onChange;
    const stop = watchPulse({ env: this.#env, clock: this.#clock, onChange });
    return () => {
      this.#tell = () => undefined;
      this.#stopWaiting();
      stop();
    };
  }

  /** No answer now: believed for a while, and looked at again when that is over. */
  #grant(): void {
    const now = this.#clock.now();
    if (this.#silentSince === undefined) {
      this.#silentSince = now;
      this.#stopWaiting = this.#clock.after(graceMs, () => this.#tell());
    } else if (now - this.#silentSince >= graceMs) this.#last = undefined;
  }

  async #ask(): Promise<DeviceList | undefined> {
    const [sinks, sources, info] = await Promise.all([
      this.#run('list', 'sinks'),
      this.#run('list', 'sources'),
      this.#run('info'),
    ]);
    const speakers = readNodes(sinks ?? '', 'speaker');
    const microphones = readNodes(sources ?? '', 'microphone');
    return speakers && microphones
      ? { devices: [...speakers, ...microphones], preferred: readDefaults(info ?? '') }
      : undefined;
  }

  /** What it printed; undefined when it failed, hung, or is not there. */
  #run(...args: string[]): Promise<string | undefined> {
    const options = { env: this.#env, timeout: limitMs, maxBuffer: maxOutput };
    return new Promise((resolve) => {
      execFile('pactl', ['-f', 'json', ...args], options, (error, stdout) => resolve(error ? undefined : stdout));
    });
  }
}
