/** Tells who speaks in the sound of a call, when that changes. */
import type { Clock } from '../../shared/clock.ts';
import type { RelayEvent } from '../../shared/model/relay-messages.ts';

/** Twice a second: more often nobody can see it. */
export const speakersMs = 500;

export interface SpeakersWatchOptions {
  readonly clock: Clock;
  /** Those of the call's sound. */
  readonly speakers: () => readonly number[];
  readonly onEvent: (event: Extract<RelayEvent, { kind: 'speakers' }>) => void;
}

/** Looks from now on; the returned function ends that. */
export function watchSpeakers({ clock, speakers, onEvent }: SpeakersWatchOptions): () => void {
  let told = '';
  let cancel: () => void = () => undefined;
  const wait = () => {
    cancel = clock.after(speakersMs, () => {
      wait();
      const sources = speakers();
      if (String(sources) === told) return;
      told = String(sources);
      onEvent({ kind: 'speakers', sources });
    });
  };
  wait();
  return () => cancel();
}
