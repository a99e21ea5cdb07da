/** Makes the sounds of calls, as the state has them, until it is told to stop. */
import type { Call } from '../../../../shared/model/call.ts';
import { chosenDevice, type DeviceRole } from '../../../../shared/model/devices.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import type { SnapshotStore } from '../../../state/snapshot-store.ts';
import { type PlayTone, playTone } from './tone-player.ts';
import { tones } from './tone-table.ts';
import { endingTone, lastingTone, type WantedTone } from './wanted-tone.ts';

/** Follows the state; the returned function silences everything. */
export function followTones(store: Pick<SnapshotStore, 'get' | 'subscribe'>, play: PlayTone = playTone): () => void {
  let before = store.get();
  let lasting: { readonly key: string; readonly stop: () => void } | undefined;
  let stopEnding: (() => void) | undefined;

  function sound({ name, on }: WantedTone): () => void {
    return play(tones[name], sinkOf(store.get(), on));
  }

  /** True when something sounds that lasts. */
  function soundLasting(now: Snapshot): boolean {
    const wanted = lastingTone(now);
    // A ringer that is plugged in while it rings rings on.
    const key = wanted ? `${wanted.name} ${sinkOf(now, wanted.on) ?? ''}` : '';
    if (key !== (lasting?.key ?? '')) {
      lasting?.stop();
      lasting = wanted && { key, stop: sound(wanted) };
    }
    return wanted !== undefined;
  }

  function soundEnding(was: readonly Call[], is: readonly Call[]): void {
    // Whom one is still talking to is not to be talked over.
    if (is.some(({ state, hold }) => state === 'active' && hold === 'none')) return;
    for (const call of is) {
      const old = was.find(({ id }) => id === call.id);
      const ending = old && endingTone(old, call);
      if (!ending) continue;
      stopEnding?.();
      stopEnding = sound(ending);
    }
  }

  function follow(): void {
    const [was, is] = [before, store.get()];
    before = is;
    if (is.calls === was.calls && is.devices === was.devices && is.ownPresence === was.ownPresence) return;
    if (!soundLasting(is)) soundEnding(was.calls, is.calls);
  }

  soundLasting(before);
  const stop = store.subscribe(follow);
  return () => {
    stop();
    lasting?.stop();
    stopEnding?.();
  };
}

/** What the window calls the speaker of a role; undefined for the system's own. */
function sinkOf({ devices }: Pick<Snapshot, 'devices'>, role: DeviceRole): string | undefined {
  return (chosenDevice(devices, role) ?? chosenDevice(devices, 'speaker'))?.windowId;
}
