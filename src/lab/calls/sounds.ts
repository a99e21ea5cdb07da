/** What a party plays to whoever calls it. */
import { createEcho } from '../media/echo.ts';
import { announcement, beep, music, type SoundSource, silence, tone } from '../media/sound.ts';
import type { PartySound } from './plans.ts';

const TONE_HERTZ = 440;

export interface PlayedSound {
  readonly source: SoundSource;
  /** Where what comes in is needed to make it. */
  readonly hear?: (samples: Int16Array) => void;
}

export function soundOf(sound: PartySound, hertz = TONE_HERTZ): PlayedSound {
  switch (sound) {
    case 'echo': {
      const echo = createEcho();
      return { source: echo.source, hear: echo.hear };
    }
    case 'music':
      return { source: music() };
    case 'tone':
      return { source: tone(hertz) };
    case 'announcement':
      return { source: announcement() };
    case 'voicemail':
      return { source: beep() };
    case 'silence':
      return { source: silence() };
  }
}
