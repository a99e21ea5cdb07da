/** Hears from the sound server when something is plugged in, changed or made the default, for as long as somebody wants to know. */
import { spawn } from 'node:child_process';
import type { Clock } from '../../shared/clock.ts';

const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** One that lives this long has found its server. */
const settledMs = 1000;
/** Longer than any line pactl says; what is longer is not one. */
const maxLine = 1024;

/** Devices, and the server itself for its defaults; not the streams of other programs, which come and go all day. */
const concerns = / on (sink|source|server|card)( |$)/;

export interface PulseWatch {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Something changed, or the server began or ended. */
  readonly onChange: () => void;
}

/**
 * Runs `pactl subscribe`. It ends with the server: then it is begun again, after a second and then ever later, up to a minute. Without pactl
 * there is nothing to wait for. The returned function ends it.
 */
export function watchPulse(options: PulseWatch): () => void {
  const watcher = new Watcher(options);
  watcher.listen();
  return () => watcher.stop();
}

class Watcher {
  readonly #options: PulseWatch;
  #waitMs = firstWaitMs;
  #isStopped = false;
  #stops: readonly (() => void)[] = [];

  constructor(options: PulseWatch) {
    this.#options = options;
  }

  listen(): void {
    const { env, clock, onChange } = this.#options;
    const child = spawn('pactl', ['subscribe'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let isHeard = false;
    // It says nothing when it is connected. What happened until then, nobody told.
    const stopTimer = clock.after(settledMs, () => {
      isHeard = true;
      this.#waitMs = firstWaitMs;
      onChange();
    });
    const onLine = (line: string) => {
      if (concerns.test(line)) onChange();
    };
    child.stdout.on('data', eachLine(onLine));
    // No pactl here: then there is nothing to watch.
    child.once('error', stopTimer);
    child.once('exit', () => {
      stopTimer();
      if (!this.#isStopped) this.#again(isHeard);
    });
    // A child that never began has no process of its own: killing it would reach for whatever its number happens to be.
    this.#stops = [stopTimer, () => child.pid !== undefined && child.kill()];
  }

  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
  }

  #again(wasHeard: boolean): void {
    this.#stops = [this.#options.clock.after(this.#waitMs, () => this.listen())];
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
    if (wasHeard) this.#options.onChange();
  }
}

/** Hands on whole lines, however they are cut in pieces. */
export function eachLine(onLine: (line: string) => void): (chunk: Buffer | string) => void {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk.toString()}`.split('\n');
    rest = (lines.pop() ?? '').slice(-maxLine);
    for (const line of lines) onLine(line.slice(-maxLine));
  };
}
