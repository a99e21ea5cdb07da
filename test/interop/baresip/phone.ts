/** A baresip that can talk: says a tone, records what it hears, does what it is told and tells what happens to it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { levelOf, loudestOf } from '../../../src/lab/media/sound.ts';
import { freePort } from '../kamailio/run.ts';
import { type Baresip, type BaresipAccount, type BaresipOptions, startBaresip } from './run.ts';

export interface PhoneEvent {
  readonly type: string;
  readonly param: string;
}

export interface Heard {
  /** The loudest frequency, in hertz; 0 for silence. */
  readonly hertz: number;
  /** dB below a full-scale tone. */
  readonly level: number;
}

export interface Phone {
  readonly address: string;
  /** Its commands are those of its menu: dial, accept, hangup, hold, resume, transfer, sndcode. Rejects when it says no. */
  tell(command: string, params?: string): Promise<void>;
  /** Resolves with the first event of this type after the one that was waited for last; rejects after 10 s. */
  until(type: string, param?: string): Promise<PhoneEvent>;
  /** Resolves with the next half second that it hears in the newest call, measured. Once held, it records no more. */
  listen(): Promise<Heard>;
  /** Of sound, after it was deciphered; what it printed last, which is every few seconds. 0 before that. */
  receivedBitsPerSecond(): number;
  /** Every SIP message of its own among what it printed. */
  readonly program: Baresip;
  stop(): Promise<void>;
}

/** Samples a second, and how many side by side. */
export interface Sound {
  readonly rate: number;
  readonly channels: number;
}

export interface PhoneOptions {
  readonly server: string;
  readonly rootPem: string;
  readonly account: BaresipAccount;
  /** Of the tone it says, at 20 dB below full scale. */
  readonly hertz: number;
  readonly lines?: readonly string[];
  /** How its codec takes sound, 8,000 samples a second on one channel unless given: it plays no file of another kind. */
  readonly sound?: Sound;
  readonly address?: string;
}

const waitLimitMs = 10_000;
const rate = 8000;
const headerBytes = 44;
/** 20 dB below full scale. */
const loudness = 3277;
const modules = ['aufile', 'sndfile', 'srtp', 'dtls_srtp', 'ice', 'opus'];

/** Resolves when it is registered. */
export async function startPhone(peer: { readonly folder: string }, options: PhoneOptions): Promise<Phone> {
  const { account } = options;
  const folder = mkdtempSync(join(tmpdir(), 'offhook-phone-'));
  const recordings = join(folder, 'heard');
  mkdirSync(recordings);
  writeFileSync(join(folder, 'tone.wav'), wave(options.hertz, options.sound));
  const port = await freePort();
  const settings: BaresipOptions = {
    server: options.server,
    rootPem: options.rootPem,
    accounts: [account],
    source: `aufile,${join(folder, 'tone.wav')}`,
    patienceSeconds: 0,
    ...(options.address ? { address: options.address } : {}),
    lines: [
      ...modules.map((name) => `module ${name}.so`),
      `snd_path ${recordings}`,
      'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${port}`,
      ...(options.lines ?? []),
    ],
  };
  const program = startBaresip(peer, settings);
  await program.until('baresip is ready', `${account.userName}@contoso.com: {`);
  const wire = await openWire(port);
  return {
    address: `sip:${account.userName}@contoso.com`,
    tell: wire.tell,
    until: wire.until,
    listen: () => nextHalfSecond(recordings),
    receivedBitsPerSecond: () => Number([...program.printed().matchAll(/audio=\d+\/(\d+)/g)].at(-1)?.[1] ?? 0),
    program,
    async stop() {
      wire.close();
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A minute of it, as 16 bit samples. */
function wave(hertz: number, { rate: perSecond, channels }: Sound = { rate, channels: 1 }): Buffer {
  const frame = channels * 2;
  // A tenth of a second holds whole turns of every tone that is a multiple of ten.
  const tenth = Buffer.alloc((perSecond / 10) * frame);
  for (let at = 0; at < tenth.length; at += 2) {
    const turns = (hertz * Math.floor(at / frame)) / perSecond;
    tenth.writeInt16LE(Math.round(loudness * Math.sin(2 * Math.PI * turns)), at);
  }
  const sound = Buffer.concat(Array.from({ length: 600 }, () => tenth));
  const head = Buffer.alloc(headerBytes);
  head.write('RIFF    WAVEfmt ', 'latin1');
  head.writeUInt32LE(sound.length + headerBytes - 8, 4);
  for (const [value, at] of [
    [16, 16],
    [perSecond, 24],
    [perSecond * frame, 28],
    [sound.length, 40],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [value, at] of [
    [1, 20],
    [channels, 22],
    [frame, 32],
    [16, 34],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36, 'latin1');
  return Buffer.concat([head, sound]);
}

/** Commands and events, each a JSON object in a netstring. */
async function openWire(port: number) {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const events: PhoneEvent[] = [];
  const replies = new Map<string, (ok: boolean) => void>();
  const waiting = new Set<() => void>();
  readNetstrings(socket, (text) => {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message.event) events.push({ type: String(message.type), param: String(message.param ?? '') });
    else replies.get(String(message.token))?.(message.ok === true);
    for (const look of [...waiting]) look();
  });
  let count = 0;
  let seen = 0;
  return {
    async tell(command: string, params = ''): Promise<void> {
      count += 1;
      const token = String(count);
      const json = JSON.stringify({ command, params, token });
      const reply = new Promise<boolean>((resolve) => replies.set(token, resolve));
      socket.write(`${Buffer.byteLength(json)}:${json},`);
      if (!(await reply)) throw new Error(`baresip will not ${command} ${params}`);
    },
    until: (type: string, param?: string) =>
      new Promise<PhoneEvent>((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(limit);
          waiting.delete(look);
          end();
        };
        const look = () => {
          const at = events.findIndex(
            (event, index) => index >= seen && event.type === type && (param === undefined || event.param === param),
          );
          const event = events[at];
          if (!event) return;
          seen = at + 1;
          settle(() => resolve(event));
        };
        const told = () =>
          events
            .slice(seen)
            .map((event) => `${event.type} ${event.param}`)
            .join('; ');
        const limit = setTimeout(
          () => settle(() => reject(new Error(`baresip never told ${type} ${param ?? ''}, but ${told()}`))),
          waitLimitMs,
        );
        waiting.add(look);
        look();
      }),
    close: () => socket.destroy(),
  };
}

function readNetstrings(socket: Socket, take: (text: string) => void): void {
  let held = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const colon = held.indexOf(':');
      const length = colon < 0 ? Number.NaN : Number(held.toString('latin1', 0, colon));
      if (!(held.length > colon + length + 1)) return;
      take(held.toString('utf8', colon + 1, colon + 1 + length));
      held = held.subarray(colon + length + 2);
    }
  });
}

/** Of the newest recording: what is written to it from now on. */
function nextHalfSecond(folder: string): Promise<Heard> {
  const newest = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('-dec.wav'))
      .toSorted()
      .at(-1);
  const read = () => {
    const name = newest();
    return name ? readFileSync(join(folder, name)) : Buffer.alloc(0);
  };
  const from = Math.max(read().length, headerBytes);
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => look());
    const limit = setTimeout(() => {
      watcher.close();
      reject(new Error(`baresip hears nothing: ${read().length - from} bytes`));
    }, waitLimitMs);
    function look(): void {
      const samples = halfSecondOf(read(), from);
      if (!samples) return;
      clearTimeout(limit);
      watcher.close();
      resolve({ hertz: loudestOf(samples), level: levelOf(samples) });
    }
  });
}

/** As 8,000 samples a second of the first channel, whatever the codec has; undefined when it is not there yet. A tone needs no filter before that. */
function halfSecondOf(file: Buffer, from: number): Int16Array | undefined {
  if (file.length <= from) return undefined;
  const [channels, perSecond] = [file.readUInt16LE(22), file.readUInt32LE(24)];
  const step = (perSecond / rate) * channels * 2;
  const sound = file.subarray(from);
  if (sound.length < (rate / 2) * step) return undefined;
  return Int16Array.from({ length: rate / 2 }, (_, index) => sound.readInt16LE(index * step));
}
