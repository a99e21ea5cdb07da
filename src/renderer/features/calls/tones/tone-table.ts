/**
 * The tones of a telephone. The tones of the line are those a terminal makes by itself: 3GPP TS 22.001 annex F.2 and ETSI ETR 187 clause 4, with the
 * figures that Android's ToneGenerator names for the former; the tables themselves are not at hand, only what ETR 187 lists as its clauses. Keys are
 * those of ITU-T Q.23. How the telephone itself rings is nobody's standard: two notes, as calm as can be heard in the next room.
 */

/** A stretch of sound, or of silence where it has no frequencies. */
export interface ToneStep {
  /** Hertz, sounded together. */
  readonly frequencies: readonly number[];
  readonly ms: number;
}

export interface Tone {
  readonly steps: readonly ToneStep[];
  /** How often the steps are played; absent: until it is stopped. */
  readonly times?: number;
  /** Of what the device can give, 0 to 1. */
  readonly level: number;
}

export type ToneName = 'ring' | 'ringback' | 'busy' | 'congestion' | 'waiting' | 'hung-up';

const line = (ms: number): ToneStep => ({ frequencies: [425], ms });
const silence = (ms: number): ToneStep => ({ frequencies: [], ms });
const lineLevel = 0.12;

export const tones: Readonly<Record<ToneName, Tone>> = {
  ring: {
    steps: [
      { frequencies: [659, 784], ms: 280 },
      { frequencies: [784, 988], ms: 280 },
      { frequencies: [659, 784], ms: 280 },
      { frequencies: [784, 988], ms: 560 },
      silence(2600),
    ],
    level: 0.3,
  },
  /** ETR 187, 4.2; TS 22.001: 1 s, and 4 s of silence */
  ringback: { steps: [line(1000), silence(4000)], level: lineLevel },
  /** ETR 187, 4.3; TS 22.001: half a second each. A telephone gives up after a while. */
  busy: { steps: [line(500), silence(500)], times: 4, level: lineLevel },
  /** ETR 187, 4.4; TS 22.001: 200 ms each */
  congestion: { steps: [line(200), silence(200)], times: 8, level: lineLevel },
  /** ETR 187, 4.6; TS 22.001: 200 ms, 600 ms of silence, 200 ms, 3 s of silence */
  waiting: { steps: [line(200), silence(600), line(200), silence(3000)], level: lineLevel },
  /** TS 22.001: radio path not available or call dropped, three bursts; by it mobile telephones say that a call is over. */
  'hung-up': { steps: [line(200), silence(200)], times: 3, level: lineLevel },
};

/** Rows and columns of the keypad. ITU-T Q.23, 6.2 */
const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477, 1633] as const;
const keys = '123A456B789C*0#D';
const keyMs = 120;

/** What a key sounds like; undefined for what is no key. */
export function keyTone(key: string): Tone | undefined {
  const place = key.length === 1 ? keys.indexOf(key.toUpperCase()) : -1;
  const row = rows[Math.floor(place / columns.length)];
  const column = columns[place % columns.length];
  if (row === undefined || column === undefined) return undefined;
  return { steps: [{ frequencies: [row, column], ms: keyMs }], times: 1, level: lineLevel };
}
