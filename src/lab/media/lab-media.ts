/** The sound and pictures of one call of the lab. It stands on werift and node:dgram, never on the client's own relay. */
import { PictureLossIndication, RtcpPayloadSpecificFeedback } from 'werift';
import type { Clock, Random } from '../../shared/clock.ts';
import type { MediaMalice } from '../faults/malice.ts';
import { doesReceive, doesSend } from './agree.ts';
import { type Direction, readDescription } from './description.ts';
import { type DtlsIdentity, makeDtlsIdentity } from './dtls-side.ts';
import { Impairment, type MediaFaults } from './impairment.ts';
import { LabStream, refusedLine, type StreamOptions } from './lab-stream.ts';
import { startPacer } from './pacer.ts';
import { asksForPicture, type ReceptionFigures } from './reception.ts';
import { Recorder } from './recorder.ts';
import { type SoundSource, silence } from './sound.ts';
import { descriptionText, type LineToWrite } from './write-description.ts';

export interface LabMediaOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** A loopback address. */
  readonly address: string;
  readonly security?: StreamOptions['security'];
  readonly ice?: StreamOptions['ice'];
  /** What the network does to packets on their way; asked for each of them. */
  readonly faults?: () => MediaFaults;
  /** What this end sends that means harm; what `faults` says unless given. */
  readonly malice?: () => MediaMalice | undefined;
  /** What is sent; whoever mixes sends by `play` and has no source. */
  readonly source?: SoundSource | 'by-hand';
  readonly takesVideo?: boolean;
  readonly onSound?: (samples: Int16Array) => void;
  readonly onDigit?: (digit: string) => void;
  /** A packet of a picture came in. */
  readonly onPicture?: (packet: Buffer) => void;
  /** Somebody who sees our picture asks for a whole one. */
  readonly onPictureWanted?: () => void;
}

/** `encryption`: the keys do not fit; `codecs`: nothing in common; `unreadable`: no description. */
export type MediaRefusal = 'encryption' | 'codecs' | 'unreadable';

export type MediaAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: MediaRefusal };

export class LabMedia {
  readonly recorder = new Recorder();
  /** What of ours may go out; `sendonly` holds the far end with music, `inactive` without. */
  wanted: Direction = 'sendrecv';
  readonly #options: LabMediaOptions;
  readonly #identity: DtlsIdentity;
  readonly #streams = new Map<number, LabStream>();
  readonly #impairment: Impairment;
  /** Of the far end's picture. */
  #pictureSource: number | undefined;
  #source: SoundSource;
  #version = 0;
  #stopPacer: () => void = () => undefined;
  #isClosed = false;

  private constructor(options: LabMediaOptions, identity: DtlsIdentity) {
    this.#options = options;
    this.#identity = identity;
    this.#impairment = new Impairment(options.clock, options.random, options.faults ?? (() => ({})));
    this.#source = typeof options.source === 'function' ? options.source : silence();
    if (options.source !== 'by-hand') this.#stopPacer = startPacer(options.clock, () => this.play(this.#source()));
  }

  /** Ports are opened with the first description. */
  static async open(options: LabMediaOptions): Promise<LabMedia> {
    return new LabMedia(options, await makeDtlsIdentity());
  }

  /** Answers an offer, the first or a later one. */
  async answer(offer: string): Promise<MediaAnswer> {
    const lines = readDescription(offer);
    if (!lines) return { ok: false, refusal: 'unreadable' };
    const written: LineToWrite[] = [];
    for (const [index, line] of lines.entries()) {
      const stream = line.port === 0 ? undefined : await this.#streamFor(index, line.kind);
      const own = stream ? stream.answer(line, this.wanted) : refusedLine(line);
      if (!own) return { ok: false, refusal: 'encryption' };
      written.push(own);
    }
    if (written.every(({ port }) => port === 0)) return { ok: false, refusal: 'codecs' };
    return { ok: true, text: this.#text(written) };
  }

  /** An offer of all streams there are, and of a picture where one is to be added. */
  async offer({ video = false }: { readonly video?: boolean } = {}): Promise<string> {
    await this.#streamFor(0, 'audio');
    if (video && !this.#find('video')) await this.#streamFor(this.#streams.size, 'video', true);
    const streams = [...this.#streams].sort(([one], [other]) => one - other);
    return this.#text(streams.map(([, stream]) => stream.offer(this.wanted)));
  }

  /** Takes the answer to our offer; false when it cannot be met. */
  takeAnswer(answer: string): boolean {
    const lines = readDescription(answer);
    if (!lines) return false;
    return [...this.#streams].every(([index, stream]) => {
      const line = lines[index];
      return line === undefined || line.port === 0 ? stream.kind === 'video' : stream.takeAnswer(line);
    });
  }

  setSource(source: SoundSource): void {
    this.#source = source;
  }

  /** Sends 20 ms of sound, mixed of these sources where it is a mix. */
  play(samples: Int16Array, sources: readonly number[] = []): void {
    for (const { audio } of this.#streams.values()) audio?.send(samples, sources);
  }

  /** Sends a packet of a picture, untouched. */
  showPacket(packet: Buffer): void {
    const stream = this.#find('video');
    if (stream && doesSend(stream.direction)) stream.wire.sendRtp(packet);
  }

  /** Asks the far end for a whole picture; nothing while it has shown none. RFC 4585 6.3.1 */
  askForPicture(): void {
    if (this.#pictureSource === undefined) return;
    const feedback = new PictureLossIndication({ senderSsrc: 1, mediaSsrc: this.#pictureSource });
    this.#find('video')?.wire.sendRtcp(new RtcpPayloadSpecificFeedback({ feedback }).serialize());
  }

  /** The far end asked for a whole picture by signalling. */
  hearPictureWanted(): void {
    this.#options.onPictureWanted?.();
  }

  /** False where the far end takes no digits in the stream. */
  sendDigits(digits: string): boolean {
    return this.#find('audio')?.audio?.sendDigits(digits) ?? false;
  }

  /** What was agreed on last. */
  get agreed() {
    const [audio, video] = [this.#find('audio'), this.#find('video')];
    return {
      encryption: audio?.encryption ?? 'plain',
      audio: audio?.direction ?? 'inactive',
      video: video?.direction ?? 'inactive',
    } as const;
  }

  get figures(): ReceptionFigures & { readonly forged: number } {
    const audio = this.#find('audio');
    const none = { packets: 0, lost: 0, jitterMs: 0 };
    return { ...(audio?.audio?.figures ?? none), forged: audio?.wire.forged ?? 0 };
  }

  /** Whatever translates addresses before it begins anew. */
  rebind(): void {
    for (const { wire } of this.#streams.values()) wire.rebind();
  }

  close(): void {
    this.#isClosed = true;
    this.#impairment.close();
    this.#stopPacer();
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  #text(lines: readonly LineToWrite[]): string {
    const text = descriptionText(this.#options.address, this.#version, lines);
    this.#version += 1;
    return text;
  }

  #find(kind: 'audio' | 'video'): LabStream | undefined {
    return [...this.#streams.values()].find((stream) => stream.kind === kind);
  }

  /** One stream of each kind; undefined for what is not taken. */
  async #streamFor(index: number, kind: string, isOurs = false): Promise<LabStream | undefined> {
    const known = this.#streams.get(index);
    if (known) return known.kind === kind ? known : undefined;
    const isTaken = kind === 'audio' || (kind === 'video' && (isOurs || this.#options.takesVideo === true));
    if (!isTaken || this.#find(kind)) return undefined;
    const stream = await LabStream.open(kind, this.#streamOptions());
    if (this.#isClosed) {
      stream.close();
      return undefined;
    }
    this.#streams.set(index, stream);
    if (kind === 'video') this.#watchPicture(stream);
    return stream;
  }

  #streamOptions(): StreamOptions {
    const {
      clock,
      random,
      address,
      faults,
      malice,
      security = 'any',
      ice = 'as-offered',
      onSound,
      onDigit,
    } = this.#options;
    return {
      impairment: this.#impairment,
      isTranslated: faults?.().isTranslated ?? false,
      malice: malice ?? (() => faults?.().malice),
      clock,
      random,
      address,
      security,
      ice,
      identity: this.#identity,
      onSound: (samples) => {
        this.recorder.write(samples);
        onSound?.(samples);
      },
      onDigit: (digit) => onDigit?.(digit),
    };
  }

  #watchPicture(stream: LabStream): void {
    stream.wire.onRtp = (packet) => {
      if (!doesReceive(stream.direction)) return;
      if (packet.length >= 12) this.#pictureSource = packet.readUInt32BE(8);
      this.#options.onPicture?.(packet);
    };
    stream.wire.onRtcp = (report) => {
      if (asksForPicture(report)) this.#options.onPictureWanted?.();
    };
  }
}
