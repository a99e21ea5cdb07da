/** Speakers and microphones out of what pactl prints as JSON. Mission F5, F6. */
import { z } from 'zod';
import type { Device } from '../../shared/model/devices.ts';

const maxDevices = 100;

const channel = z.object({ value_percent: z.string() });
const node = z.object({
  name: z.string().max(512),
  description: z.string().max(512).nullish(),
  mute: z.boolean().nullish(),
  volume: z.record(z.string(), channel).nullish(),
  monitor_source: z.string().nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
const server = z.object({ default_sink_name: z.string().nullish(), default_source_name: z.string().nullish() });

/** What PulseAudio and PipeWire play into while nothing real is there. */
const placeholder = 'auto_null';

/** Reads `pactl -f json list sinks` or `sources`; monitors of speakers are no microphones. Undefined when it is not that. */
export function readNodes(text: string, kind: 'speaker' | 'microphone'): Device[] | undefined {
  const parsed = z.array(z.unknown()).safeParse(parse(text));
  if (!parsed.success) return undefined;
  return parsed.data.slice(0, maxDevices).flatMap((entry) => {
    const read = node.safeParse(entry);
    if (!read.success || !isOffered(read.data, kind)) return [];
    const { name, description, mute, volume, properties } = read.data;
    const percent = loudest(volume ?? {});
    const formFactor = formOf(properties ?? {});
    return [
      {
        id: name,
        kind,
        label: description || name,
        ...(percent === undefined ? {} : { volumePercent: percent }),
        ...(mute === null || mute === undefined ? {} : { muted: mute }),
        ...(formFactor ? { formFactor } : {}),
      },
    ];
  });
}

/** Reads `pactl -f json info`: the names of the default sink and source, where it tells them. */
export function readDefaults(text: string): Partial<Record<'speaker' | 'microphone', string>> {
  const read = server.safeParse(parse(text));
  const { default_sink_name: speaker, default_source_name: microphone } = read.success ? read.data : {};
  return { ...(speaker ? { speaker } : {}), ...(microphone ? { microphone } : {}) };
}

/** Not what a speaker plays, offered as a source, and no name that pactl would take for an option. */
function isOffered({ name, monitor_source: of }: z.infer<typeof node>, kind: Device['kind']): boolean {
  if (name === placeholder || name.startsWith('-')) return false;
  return kind === 'speaker' || !(name.endsWith('.monitor') || Boolean(of));
}

/** The channels' volumes are one slider: the loudest is what one hears. */
function loudest(volume: Readonly<Record<string, { readonly value_percent: string }>>): number | undefined {
  const values = Object.values(volume).map(({ value_percent }) => Number.parseInt(value_percent, 10));
  const known = values.filter((value) => Number.isFinite(value));
  return known.length === 0 ? undefined : Math.min(100, Math.max(0, ...known));
}

function formOf(properties: Readonly<Record<string, unknown>>): string | undefined {
  const told = properties['device.form_factor'];
  return typeof told === 'string' && told !== '' ? told.slice(0, 64) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
