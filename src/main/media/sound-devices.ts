/** What sound is played and recorded by, whatever else becomes of devices. */
import type { StateStore } from '../store/state.ts';

/** Tells each time another speaker or microphone is used; the returned function ends that. */
export function followSoundDevices(state: Pick<StateStore, 'get' | 'onDelta'>, listener: () => void): () => void {
  let { speaker, microphone } = state.get().devices.chosen;
  return state.onDelta(({ slices }) => {
    const now = slices.devices?.chosen;
    if (!now || (now.speaker === speaker && now.microphone === microphone)) return;
    ({ speaker, microphone } = now);
    listener();
  });
}
