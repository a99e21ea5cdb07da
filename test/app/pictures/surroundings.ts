/** What the pictures need around the application: a morning, devices, and the lab for a second window. */
import type { LabProfile } from '../../../src/lab/api.ts';
import { unplug } from '../call-steps.ts';
import type { Offhook } from '../offhook.ts';
import type { Sound } from '../sound.ts';

/** A time zone where it is ten o'clock now, so that no picture is taken at night. */
export function morning(now: Date): string {
  const hours = 10 - now.getUTCHours();
  // None is further behind than twelve hours; the names count the other way round.
  const ahead = hours < -12 ? hours + 24 : hours;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Begins to watch for the lab; gives what one needs to live in it, once it is there. */
export async function listenForLab({ app }: Offhook): Promise<() => Promise<LabProfile>> {
  const heard = await app.evaluateHandle(({ utilityProcess }) => {
    const found: { profile?: LabProfile } = {};
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (...others: Parameters<typeof fork>) => {
      const child = fork(...others);
      child.on('message', ({ kind, profile }: { readonly kind?: string; readonly profile?: LabProfile }) => {
        if (kind === 'ready' && profile) found.profile = profile;
      });
      return child;
    };
    return found;
  });
  return async () => {
    const { profile } = await heard.jsonValue();
    if (!profile) throw new Error('no lab runs');
    return profile;
  };
}

/** Devices under names that people know, in place of those of the tests. */
export async function furnish(sound: Sound): Promise<void> {
  const { pactl } = sound;
  const named = (name: string, form: string) => `"device.description='${name}' device.form_factor='${form}'"`;
  await pactl('load-module', 'module-null-sink', 'sink_name=usb', `sink_properties=${named('USB headset', 'headset')}`);
  await pactl(
    'load-module',
    'module-null-sink',
    'sink_name=pc',
    `sink_properties=${named('Built-in speaker', 'speaker')}`,
  );
  const microphone = `source_properties=${named('USB headset microphone', 'headset')}`;
  await pactl('load-module', 'module-remap-source', 'master=feed.monitor', 'source_name=usbmic', microphone);
  await pactl('set-default-sink', 'usb');
  await pactl('set-default-source', 'usbmic');
  for (const old of ['sink_name=headset', 'sink_name=speaker', 'source_name=mic']) await unplug(sound, old);
}
