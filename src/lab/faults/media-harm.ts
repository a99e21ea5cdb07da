/** The malice of one stream's far end: what it sends in the place of a packet, until its time or its bytes are used up. */
import type { Clock, Random } from '../../shared/clock.ts';
import { type CheckPlace, checkSpoils } from './bad-checks.ts';
import { cookieIn, handshakeSpoils } from './bad-handshakes.ts';
import { rtcpSpoils, rtpSpoils, type Shot } from './bad-media.ts';
import { type MediaMalice, mostOfMalice } from './malice.ts';

export interface MediaHarmOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Asked for each packet. */
  readonly malice: () => MediaMalice | undefined;
}

const mediaSpoils = { ...rtpSpoils, ...rtcpSpoils } as const;

export class MediaHarm {
  readonly #options: MediaHarmOptions;
  #beat = 0;
  #theirSource = 0;
  #cookie: Buffer = Buffer.alloc(0);
  /** The one that is played, with what it took so far. */
  #played: MediaMalice | undefined;
  #sinceMs = 0;
  #bytes = 0;

  constructor(options: MediaHarmOptions) {
    this.#options = options;
  }

  /** What goes out in the place of a packet of sound or of a picture; `place` where checks are made with the client. */
  inPlaceOf(packet: Buffer, place: CheckPlace | undefined): readonly Shot[] {
    const malice = this.#malice;
    const sound: Shot = { as: 'rtp', bytes: packet };
    if (malice === undefined || packet.length < 12) return [sound];
    const { random } = this.#options;
    this.#beat += 1;
    if (isOf(mediaSpoils, malice)) {
      const scene = { random, beat: this.#beat, theirSource: this.#theirSource };
      return this.#spend(mediaSpoils[malice](packet, scene));
    }
    return [sound, ...this.#bare(malice, place)];
  }

  /** What goes out beside a check or a part of the handshake: before there is sound, malice begins there. */
  beside(place: CheckPlace | undefined): readonly Shot[] {
    const malice = this.#malice;
    return malice === undefined ? [] : this.#bare(malice, place);
  }

  /** Whether malice was ever played here. */
  get wasPlayed(): boolean {
    return this.#played !== undefined;
  }

  /** A packet of the client's came in, as it was meant. */
  hear(packet: Buffer, kind: 'rtp' | 'dtls'): void {
    if (kind === 'rtp' && packet.length >= 12) this.#theirSource = packet.readUInt32BE(8);
    if (kind === 'dtls') this.#cookie = cookieIn(packet) ?? this.#cookie;
  }

  #bare(malice: MediaMalice, place: CheckPlace | undefined): readonly Shot[] {
    const { random } = this.#options;
    const packets = isOf(handshakeSpoils, malice)
      ? handshakeSpoils[malice](random, this.#cookie)
      : isOf(checkSpoils, malice) && place
        ? checkSpoils[malice](place, random)
        : [];
    return this.#spend(packets.map((bytes) => ({ as: 'bare', bytes })));
  }

  get #malice(): MediaMalice | undefined {
    const malice = this.#options.malice();
    const now = this.#options.clock.now();
    if (malice !== this.#played) {
      this.#played = malice;
      this.#sinceMs = now;
      this.#bytes = 0;
    }
    const isOver = now - this.#sinceMs > mostOfMalice.mediaMs || this.#bytes > mostOfMalice.mediaBytes;
    return isOver ? undefined : malice;
  }

  #spend(shots: readonly Shot[]): readonly Shot[] {
    for (const { bytes } of shots) this.#bytes += bytes.length;
    return shots;
  }
}

function isOf<T extends object>(spoils: T, malice: string): malice is Extract<keyof T, string> {
  return Object.hasOwn(spoils, malice);
}
