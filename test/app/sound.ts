/** A sound server of a test's own: a tone goes in where the microphone listens, and what a speaker plays is measured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { levelAt, levelOf, loudestOf } from '../../src/lab/media/sound.ts';
import { startPulseServer } from '../interop/pulse/server.ts';

/** Hears what is played on one speaker from now on. Levels in dB below a full-scale tone, of the last half second. */
export interface Ear {
  /** Of one frequency alone. */
  levelAt(hertz: number): number;
  /** Of everything. */
  level(): number;
  /** The loudest frequency in hertz, to 10 Hz; 0 for silence. */
  pitch(): number;
}

export interface Sound {
  /** For the application: leads it to this server, and to the programs of the server. */
  readonly env: Readonly<Record<string, string>>;
  pactl(...args: string[]): Promise<string>;
  listenTo(speaker: string): Ear;
  /** How many streams a program plays or records now. */
  streams(): Promise<number>;
  stop(): Promise<void>;
}

const rate = 8000;
const windowSamples = rate / 2;
const passedOn = ['PULSE_SERVER', 'PULSE_RUNTIME_PATH', 'XDG_RUNTIME_DIR', 'LD_LIBRARY_PATH'];

/**
 * Speakers `headset` (the system's own) and `speaker`, and a microphone `mic` that hears a tone of so many hertz; `hertz` 0: silence.
 * The names on the screen are Test_Headset, Test_Speaker and Test_Microphone.
 */
export async function startSound(hertz: number): Promise<Sound> {
  const { env, pactl, stop } = await startPulseServer();
  if (hertz > 0) await pactl('load-module', 'module-sine', 'sink=feed', `frequency=${hertz}`);
  const ears: ChildProcess[] = [];
  // The test's own ears and the tone are streams too.
  const rows = async (kind: string, mine: RegExp) =>
    JSON.parse(await pactl('-f', 'json', 'list', kind)).filter((row: unknown) => !mine.test(JSON.stringify(row)))
      .length;
  return {
    env: {
      ...Object.fromEntries(passedOn.map((name) => [name, env[name] ?? ''])),
      PATH: [process.env.PATH, env.PATH].join(delimiter),
    },
    pactl,
    listenTo(speaker) {
      const args = ['--raw', '--format=s16le', `--rate=${rate}`, '--channels=1', '--latency-msec=50'];
      const ear = spawn(join(env.PATH ?? '', 'parec'), [...args, `--device=${speaker}.monitor`], { env });
      ears.push(ear);
      return earOf(ear);
    },
    streams: async () => (await rows('sink-inputs', /module-sine/)) + (await rows('source-outputs', /parec|remap/)),
    async stop() {
      for (const ear of ears) ear.kill();
      await stop();
    },
  };
}

function earOf({ stdout }: ChildProcess): Ear {
  let heard = Buffer.alloc(0);
  let rest = Buffer.alloc(0);
  stdout?.on('data', (chunk: Buffer) => {
    // A chunk may end in the middle of a sample.
    const all = Buffer.concat([rest, chunk]);
    const whole = all.length - (all.length % 2);
    rest = all.subarray(whole);
    heard = Buffer.concat([heard, all.subarray(0, whole)]).subarray(-2 * windowSamples);
  });
  const samples = () => Int16Array.from({ length: heard.length / 2 }, (_, at) => heard.readInt16LE(2 * at));
  return {
    levelAt: (hertz) => levelAt(samples(), hertz),
    level: () => levelOf(samples()),
    pitch: () => loudestOf(samples()),
  };
}

/** A second of a tone as a file, for Chromium's make-believe microphone, which plays it again and again. */
export function toneFile(hertz: number): Buffer {
  const fileRate = 48_000;
  const samples = Int16Array.from(
    { length: fileRate },
    (_, at) => 6000 * Math.sin((2 * Math.PI * hertz * at) / fileRate),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  // 16 bytes of format: PCM, one channel, its rate, bytes a second, bytes and bits a sample.
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(fileRate, 24);
  head.writeUInt32LE(2 * fileRate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
