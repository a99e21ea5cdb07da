/** The packets of one stream: a pair of ports, the way found by checks where there are any, the keys where there are any. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Shot } from '../faults/bad-media.ts';
import type { MediaMalice } from '../faults/malice.ts';
import { MediaHarm } from '../faults/media-harm.ts';
import { type DtlsIdentity, DtlsSide } from './dtls-side.ts';
import { IceAgent } from './ice-agent.ts';
import type { Impairment } from './impairment.ts';
import type { Component, Place } from './places.ts';
import { SecurePackets, type SessionKeys } from './secure-packets.ts';
import { looksLikeStun, type StunForm } from './stun.ts';
import { UdpPair } from './udp-pair.ts';

export interface WireOptions {
  readonly address: string;
  readonly clock: Clock;
  readonly random: Random;
  /** What the network does to packets on their way. */
  readonly impairment: Impairment;
  /** An address translator stands before its ports. */
  readonly isTranslated: boolean;
  /** What this end does that means harm; asked for each packet. */
  readonly malice: () => MediaMalice | undefined;
  readonly stun: { readonly form: StunForm; readonly isStrict: boolean };
}

export interface DtlsPlan {
  readonly identity: DtlsIdentity;
  readonly role: 'active' | 'passive';
  readonly remote: { readonly algorithm: string; readonly value: string };
}

export class MediaWire {
  readonly ice: IceAgent;
  /** Packets that were not made with the key. */
  forged = 0;
  onRtp: (packet: Buffer) => void = () => undefined;
  onRtcp: (packet: Buffer) => void = () => undefined;
  readonly #pair: UdpPair;
  readonly #impairment: Impairment;
  readonly #harm: MediaHarm;
  readonly #to = new Map<Component, Place>();
  #usesIce = false;
  #hasMux = false;
  #needsKeys = false;
  #keys: SecurePackets | undefined;
  #dtls: DtlsSide | undefined;
  #isClosed = false;

  private constructor(pair: UdpPair, { clock, random, stun, impairment, malice }: WireOptions) {
    this.#pair = pair;
    this.#impairment = impairment;
    this.#harm = new MediaHarm({ clock, random, malice });
    this.ice = new IceAgent({
      clock,
      random,
      ...stun,
      send: (component, bytes, to) => {
        this.#put(component, bytes, to);
        this.#shoot(this.#harm.beside(this.ice.place), component, to);
      },
      onSelected: (component, to) => this.#onSelected(component, to),
    });
    pair.onPacket((component, bytes, from) => this.#through(() => this.#receive(component, bytes, from)));
  }

  static async open(options: WireOptions): Promise<MediaWire> {
    return new MediaWire(await UdpPair.open(options.address, options.isTranslated), options);
  }

  portOf(component: Component): number {
    return this.#pair.portOf(component);
  }

  /** Where the far end says it listens; with checks, they decide. */
  setRemote(
    rtp: Place,
    rtcp: Place,
    { usesIce, hasMux }: { readonly usesIce: boolean; readonly hasMux: boolean },
  ): void {
    this.#usesIce = usesIce;
    this.#hasMux = hasMux;
    if (usesIce) return;
    this.#to.set(1, rtp);
    this.#to.set(2, rtcp);
  }

  /** Keys from the description. RFC 4568 */
  setKeys(keys: SessionKeys): void {
    this.#needsKeys = true;
    this.#keys = new SecurePackets(keys);
  }

  /** Keys by handshake; it begins when the way is known. */
  setDtls(plan: DtlsPlan): void {
    if (this.#dtls) return;
    this.#needsKeys = true;
    this.#dtls = new DtlsSide({
      ...plan,
      send: (bytes) => {
        this.#put(1, bytes, this.#to.get(1));
        this.#shoot(this.#harm.beside(this.ice.place), 1, this.#to.get(1));
      },
      onKeys: (keys) => {
        if (keys) this.#keys = new SecurePackets(keys);
      },
    });
    if (this.#to.has(1)) this.#dtls.start();
  }

  /** Whether packets can go out. */
  get isReady(): boolean {
    return this.#to.has(1) && (!this.#needsKeys || this.#keys !== undefined);
  }

  sendRtp(packet: Buffer): void {
    if (this.isReady) this.#shoot(this.#harm.inPlaceOf(packet, this.ice.place), 1, this.#to.get(1));
  }

  sendRtcp(packet: Buffer): void {
    if (!this.isReady) return;
    const component = this.#hasMux ? 1 : 2;
    const bytes = this.#keys ? this.#keys.protectRtcp(packet) : packet;
    if (bytes) this.#put(component, bytes, this.#to.get(component));
  }

  /** Whatever translates addresses before it begins anew. */
  rebind(): void {
    this.#pair.rebind();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.ice.close();
    this.#dtls?.close();
    this.#pair.close();
  }

  #put(component: Component, bytes: Buffer | undefined, to: Place | undefined): void {
    if (!to || !bytes) return;
    this.#through(() => {
      if (!this.#isClosed) this.#pair.send(component, bytes, to);
    });
  }

  #shoot(shots: readonly Shot[], component: Component, to: Place | undefined): void {
    for (const { as, bytes } of shots) {
      if (as === 'rtcp') this.sendRtcp(bytes);
      else this.#put(component, as === 'bare' ? bytes : this.#sealed(bytes, as), to);
    }
  }

  /** What lies is sealed as it stands: the library would read it. */
  #sealed(packet: Buffer, as: 'rtp' | 'lie'): Buffer | undefined {
    if (!this.#keys) return packet;
    return as === 'lie' ? this.#keys.protectAny(packet) : this.#keys.protectRtp(packet);
  }

  #through(deliver: () => void): void {
    this.#impairment.pass(deliver);
  }

  #onSelected(component: Component, to: Place): void {
    const isFirst = !this.#to.has(component);
    this.#to.set(component, to);
    if (component === 1 && isFirst) this.#dtls?.start();
  }

  /** What a packet is shows in its first byte. RFC 7983 7 */
  #receive(component: Component, bytes: Buffer, from: Place): void {
    if (this.#isClosed) return;
    const first = bytes[0] ?? 0;
    if (looksLikeStun(bytes)) this.ice.receive(component, bytes, from);
    else if (first >= 20 && first < 64) {
      this.#harm.hear(bytes, 'dtls');
      // What malice began is no handshake of its own: answered, it would end in keys that only the client has.
      if (!this.#keys || !this.#harm.wasPlayed) this.#dtls?.receive(bytes, [from.address, from.port]);
    } else if (first >= 128 && first < 192 && bytes.length >= 12) this.#onMedia(component, bytes, from);
  }

  #onMedia(component: Component, bytes: Buffer, from: Place): void {
    if (this.#needsKeys && !this.#keys) return;
    const isRtcp = component === 2 || isRtcpPacket(bytes);
    const opened = this.#opened(bytes, isRtcp);
    if (!opened) {
      this.forged += 1;
      return;
    }
    // Who sits behind an address translator is answered where he sends from.
    if (!this.#usesIce) this.#to.set(component, from);
    if (isRtcp) this.onRtcp(opened);
    else {
      this.#harm.hear(opened, 'rtp');
      this.onRtp(opened);
    }
  }

  #opened(bytes: Buffer, isRtcp: boolean): Buffer | undefined {
    if (!this.#keys) return bytes;
    return isRtcp ? this.#keys.openRtcp(bytes) : this.#keys.openRtp(bytes);
  }
}

/** RFC 5761 4 */
function isRtcpPacket(bytes: Buffer): boolean {
  const type = bytes[1] ?? 0;
  return type >= 192 && type <= 223;
}
