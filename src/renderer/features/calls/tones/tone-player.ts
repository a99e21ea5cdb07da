/** Plays tones on the device that was chosen for them. */
import { toneSamples } from './tone-samples.ts';
import type { Tone } from './tone-table.ts';

/** What is used of Web Audio; `setSinkId` is younger than TypeScript's list of it. */
export interface ToneContext extends Pick<AudioContext, 'sampleRate' | 'createBuffer' | 'createBufferSource'> {
  readonly destination: AudioNode;
  close(): Promise<void>;
  setSinkId?(sinkId: string): Promise<void>;
}

/** Plays a tone on a speaker by the window's id of it, the system's own when undefined; the returned function silences it at once. */
export type PlayTone = (tone: Tone, sinkId?: string) => () => void;

/** Makes the player; `open` makes a context for each tone, which is closed when the tone is over. */
export function createTonePlayer(open: () => ToneContext): PlayTone {
  return (tone, sinkId) => {
    const context = open();
    // A device that went in this moment: the system's own speaker is better than silence.
    const moved = sinkId === undefined ? undefined : context.setSinkId?.(sinkId).catch(() => undefined);
    let isOver = false;
    const close = () => {
      // One that is closed already, by the system's doing, is as silent.
      context.close().catch(() => undefined);
    };
    const stop = () => {
      if (isOver) return;
      isOver = true;
      // Chromium 130 ends the whole page when a context is closed while it changes its device; nothing sounds before it has.
      if (moved !== undefined) void moved.then(close);
      else close();
    };
    const begin = () => {
      if (isOver) return;
      const samples = toneSamples(tone, context.sampleRate);
      const buffer = context.createBuffer(1, samples.length * (tone.times ?? 1), context.sampleRate);
      for (let round = 0; round < (tone.times ?? 1); round += 1) {
        buffer.copyToChannel(samples, 0, round * samples.length);
      }
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.loop = tone.times === undefined;
      source.onended = stop;
      source.connect(context.destination);
      source.start();
    };
    if (moved !== undefined) void moved.then(begin);
    else begin();
    return stop;
  };
}

/** On the browser's own sound. */
export const playTone: PlayTone = createTonePlayer(() => new AudioContext());
