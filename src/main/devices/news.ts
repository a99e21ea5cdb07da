/** What was plugged in and pulled out between two lists, and which of it is worth a line. */
import type { Device, DeviceChange, DeviceKind } from '../../shared/model/devices.ts';

export interface Looks {
  readonly devices: readonly Device[];
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
}

/** In the order of what a person misses first. */
const order: readonly DeviceKind[] = ['speaker', 'microphone', 'camera'];

/** The devices of `now` that were not there before. */
export function arrived(before: readonly Device[], now: readonly Device[]): readonly Device[] {
  return now.filter((device) => !before.some((other) => isSame(device, other)));
}

/** One line about it: of several things that happened at once the one that changed what is used. Undefined when nothing came or went. */
export function newsOf(before: Looks, now: Looks, at: number): DeviceChange | undefined {
  const lines = order.flatMap((kind) => linesOf(kind, before, now));
  const line = lines.find(({ matters }) => matters) ?? lines[0];
  return line && { ...line.change, at };
}

/** Milliseconds in which a sound server that loses a device has named another default, and then tells what is gone. */
const momentMs = 1500;

/** As newsOf, list after list: what was used until a moment ago still counts as used. */
export function createNews(): typeof newsOf {
  let moment: { readonly chosen: Looks['chosen']; readonly at: number } | undefined;
  return (before, now, at) => {
    if (moment && at - moment.at > momentMs) moment = undefined;
    if (order.some((kind) => before.chosen[kind] !== now.chosen[kind])) moment ??= { chosen: before.chosen, at };
    const news = newsOf(before, now, at);
    if (!moment || news?.what !== 'pulled-out' || news.nowUsed !== undefined) return news;
    return newsOf({ ...before, chosen: moment.chosen }, now, at);
  };
}

interface Line {
  readonly change: Omit<DeviceChange, 'at'>;
  /** It changed what is used. */
  readonly matters: boolean;
}

function linesOf(kind: DeviceKind, before: Looks, now: Looks): Line[] {
  const used = now.devices.find((device) => device.kind === kind && device.id === now.chosen[kind]);
  const isNew = now.chosen[kind] !== before.chosen[kind];
  const ofKind = (devices: readonly Device[]) => devices.filter((device) => device.kind === kind);
  const gone = arrived(ofKind(now.devices), ofKind(before.devices)).map(({ id, label }): Line => {
    const wasUsed = id === before.chosen[kind];
    return { change: lineOf('pulled-out', { kind, label }, wasUsed ? used : undefined), matters: wasUsed };
  });
  const come = arrived(ofKind(before.devices), ofKind(now.devices)).map(({ id, label }): Line => {
    const takesOver = isNew && used?.id === id;
    return { change: lineOf('plugged-in', { kind, label }, takesOver ? used : undefined), matters: takesOver };
  });
  return [...come, ...gone].sort((a, b) => Number(b.matters) - Number(a.matters));
}

function lineOf(
  what: DeviceChange['what'],
  device: Pick<Device, 'kind' | 'label'>,
  used: Device | undefined,
): Line['change'] {
  return { what, kind: device.kind, label: device.label, ...(used ? { nowUsed: used.label } : {}) };
}

function isSame(one: Device, other: Device): boolean {
  return one.kind === other.kind && one.id === other.id;
}
