/** Speakers and microphones of PulseAudio and PipeWire through pactl, which both bring. Mission F5, F6. */
import { execFile, spawn } from 'node:child_process';
import { z } from 'zod';
import type { Device } from '../../shared/model/devices.ts';
import type { DeviceSource } from './source.ts';

const limitMs = 3000;
const maxDevices = 100;

const channel = z.object({ value_percent: z.string() });
const node = z.object({
  name: z.string().max(512),
  description: z.string().max(512).nullish(),
  mute: z.boolean().nullish(),
  volume: z.record(z.string(), channel).nullish(),
  monitor_source: z.string().nullish(),
});
const server = z.object({ default_sink_name: z.string().nullish(), default_source_name: z.string().nullish() });

/** Reads `pactl -f json list sinks` or `sources`; monitors of speakers are no microphones. Undefined when it is not that. */
export function readNodes(text: string, kind: 'speaker' | 'microphone'): Device[] | undefined {
  const parsed = z.array(z.unknown()).safeParse(parse(text));
  if (!parsed.success) return undefined;
  return parsed.data.slice(0, maxDevices).flatMap((entry) => {
    const read = node.safeParse(entry);
    if (!read.success || (kind === 'microphone' && isMonitor(read.data))) return [];
    const { name, description, mute, volume } = read.data;
    const percent = loudest(volume ?? {});
    return [
      {
        id: name,
        kind,
        label: description || name,
        ...(percent === undefined ? {} : { volumePercent: percent }),
        ...(mute === null || mute === undefined ? {} : { muted: mute }),
      },
    ];
  });
}

/** What a speaker plays, offered as a source. */
function isMonitor({ name, monitor_source: of }: z.infer<typeof node>): boolean {
  return name.endsWith('.monitor') || Boolean(of);
}

/** The channels' volumes are one slider: the loudest is what one hears. */
function loudest(volume: Readonly<Record<string, { readonly value_percent: string }>>): number | undefined {
  const values = Object.values(volume).map(({ value_percent }) => Number.parseInt(value_percent, 10));
  const known = values.filter((value) => Number.isFinite(value));
  return known.length === 0 ? undefined : Math.min(100, Math.max(0, ...known));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The source; `env` reaches pactl, so that a test can bring a server of its own. */
export function createPulseAudio(env: NodeJS.ProcessEnv = process.env): DeviceSource {
  const ask = (...args: string[]) =>
    new Promise<string | undefined>((resolve) => {
      execFile('pactl', ['-f', 'json', ...args], { env, timeout: limitMs, maxBuffer: 8_000_000 }, (error, stdout) =>
        resolve(error ? undefined : stdout),
      );
    });
  return {
    name: 'pulseaudio',
    async list() {
      const [sinks, sources, info] = await Promise.all([ask('list', 'sinks'), ask('list', 'sources'), ask('info')]);
      const speakers = readNodes(sinks ?? '', 'speaker');
      const microphones = readNodes(sources ?? '', 'microphone');
      if (!speakers || !microphones) return undefined;
      const defaults = server.safeParse(parse(info ?? ''));
      const { default_sink_name: sink, default_source_name: source } = defaults.success ? defaults.data : {};
      return {
        devices: [...speakers, ...microphones],
        preferred: { ...(sink ? { speaker: sink } : {}), ...(source ? { microphone: source } : {}) },
      };
    },
    async setVolume(id, percent) {
      const { devices = [] } = (await this.list()) ?? {};
      const device = devices.find((known) => known.id === id);
      if (!device) return;
      const command = device.kind === 'speaker' ? 'set-sink-volume' : 'set-source-volume';
      await ask(command, id, `${Math.round(percent)}%`);
    },
    watch(onChange) {
      const child = spawn('pactl', ['subscribe'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
      // No pactl here: then there is nothing to watch.
      child.on('error', () => undefined);
      child.stdout.on('data', (data: Buffer) => {
        if (/ on (sink|source|server|card)( |$)/m.test(data.toString())) onChange();
      });
      return () => {
        // A child that never began has no process of its own: killing it would reach for whatever its number happens to be.
        if (child.pid !== undefined) child.kill();
      };
    },
  };
}
