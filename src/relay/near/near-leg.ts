/** The leg towards Chromium: one port on loopback for everything, ICE-lite, and DTLS-SRTP in which we are the server. */
import type { Fingerprint } from '../../protocol/sdp/description.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import { type Dtls, type DtlsTrouble, type SrtpKeys, startDtls } from '../dtls/handshake.ts';
import type { Endpoint, OpenUdp, UdpSocket } from '../net/udp.ts';
import { kindOfPacket } from '../rtp/packet.ts';
import { type SrtpDirection, srtpOfHandshake } from '../srtp/srtp-stream.ts';
import { createIceLite, type IceLite } from './ice-lite.ts';

export interface NearOptions {
  readonly open: OpenUdp;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly random: Random;
  readonly onRtp: (packet: Buffer) => void;
  readonly onRtcp: (packet: Buffer) => void;
  /** The keys are there. */
  readonly onConnected: () => void;
  readonly onFailed: (trouble: DtlsTrouble) => void;
}

export interface NearLeg {
  readonly port: number;
  readonly ice: { readonly ufrag: string; readonly pwd: string };
  readonly isConnected: boolean;
  /** Packets from elsewhere, forged or repeated, and those no queue had room for. */
  readonly dropped: number;
  /**
   * Who is let in. Another fingerprint than before is another engine, whose handshake is waited for; one that made an `offer` is still to be told
   * our credentials, so that they are others than those the engine before has.
   */
  expect(fingerprint: Fingerprint, by: 'offer' | 'answer'): void;
  sendRtp(packet: Buffer): void;
  sendRtcp(packet: Buffer): void;
  close(): void;
}

export const nearAddress = '127.0.0.1';
/** What the far end sends until the keys are there; a first picture alone is some fifty packets. */
const mostWaitingOut = 256;
/** What Chromium sends before our end of the handshake is done. */
const mostWaitingIn = 50;

/** Undefined when there is no port to be had. */
export async function openNearLeg(options: NearOptions): Promise<NearLeg | undefined> {
  const leg = new Leg(options);
  return (await leg.open()) ? leg : undefined;
}

interface Waiting {
  readonly packet: Buffer;
  readonly kind: 'rtp' | 'rtcp';
}

interface Ways {
  readonly into: SrtpDirection;
  readonly out: SrtpDirection;
}

class Leg implements NearLeg {
  readonly #options: NearOptions;
  #ice: { readonly ufrag: string; readonly pwd: string };
  #checks: IceLite;
  #socket: UdpSocket | undefined;
  #expected: Fingerprint | undefined;
  #dtls: Dtls | undefined;
  #srtp: Ways | undefined;
  #waitingOut: Waiting[] = [];
  #waitingIn: Waiting[] = [];
  #dropped = 0;
  #isClosed = false;

  constructor(options: NearOptions) {
    this.#options = options;
    this.#ice = newCredentials(options.random);
    this.#checks = createIceLite(this.#ice);
  }

  get ice(): { readonly ufrag: string; readonly pwd: string } {
    return this.#ice;
  }

  get port(): number {
    return this.#socket?.local.port ?? 0;
  }

  get isConnected(): boolean {
    return this.#srtp !== undefined;
  }

  get dropped(): number {
    return this.#dropped;
  }

  async open(): Promise<boolean> {
    const at = { address: nearAddress, port: 0 };
    this.#socket = await this.#options.open(at, (packet, from) => this.#take(packet, from));
    return this.#socket !== undefined;
  }

  expect(fingerprint: Fingerprint, by: 'offer' | 'answer'): void {
    if (this.#expected && this.#expected.value !== fingerprint.value) {
      this.#dtls?.close();
      this.#dtls = undefined;
      this.#srtp = undefined;
      if (by === 'offer') this.#ice = newCredentials(this.#options.random);
      this.#checks = createIceLite(this.#ice);
    }
    this.#expected = fingerprint;
  }

  sendRtp(packet: Buffer): void {
    this.#transmit({ packet, kind: 'rtp' });
  }

  sendRtcp(packet: Buffer): void {
    this.#transmit({ packet, kind: 'rtcp' });
  }

  close(): void {
    this.#isClosed = true;
    this.#dtls?.close();
    this.#socket?.close();
    this.#waitingIn = [];
    this.#waitingOut = [];
  }

  #take(packet: Buffer, from: Endpoint): void {
    if (this.#isClosed) return;
    const kind = kindOfPacket(packet);
    if (kind === 'stun') this.#answerCheck(packet, from);
    else if (!kind || !this.#checks.knows(from)) this.#dropped += 1;
    else if (kind === 'dtls') this.#shakeHands(packet);
    else if (this.#srtp) this.#receive({ packet, kind }, this.#srtp);
    else if (this.#waitingIn.length < mostWaitingIn) this.#waitingIn.push({ packet, kind });
    else this.#dropped += 1;
  }

  #answerCheck(packet: Buffer, from: Endpoint): void {
    const answer = this.#checks.take(packet, from);
    if (!answer) {
      this.#dropped += 1;
      return;
    }
    this.#socket?.send(answer, from);
    // Not sooner: between our offer and the far end's answer it may ring for minutes.
    this.#shakeHands();
  }

  /** An engine that answers is quicker than its answer: what it says before we know whom to let in it says again. RFC 6347 4.2.4 */
  #shakeHands(packet?: Buffer): void {
    if (!this.#expected) return;
    this.#dtls ??= startDtls({
      role: 'server',
      certificate: this.#options.certificate,
      expected: () => this.#expected,
      send: (bytes) => this.#send(bytes),
      clock: this.#options.clock,
      onKeys: (keys) => this.#secure(keys),
      onFailed: this.#options.onFailed,
    });
    if (packet) this.#dtls.take(packet);
  }

  #send(packet: Buffer): void {
    if (this.#checks.peer) this.#socket?.send(packet, this.#checks.peer);
  }

  #secure(keys: { readonly local: SrtpKeys; readonly remote: SrtpKeys }): void {
    const [into, out] = [srtpOfHandshake(keys.remote), srtpOfHandshake(keys.local)];
    if (!into || !out) return;
    this.#srtp = { into, out };
    const [early, late] = [this.#waitingIn, this.#waitingOut];
    this.#waitingIn = [];
    this.#waitingOut = [];
    this.#options.onConnected();
    for (const each of early) this.#receive(each, this.#srtp);
    for (const each of late) this.#transmit(each);
  }

  #receive({ packet, kind }: Waiting, { into }: Ways): void {
    const plain = kind === 'rtp' ? into.unprotectRtp(packet) : into.unprotectRtcp(packet);
    if (!plain) this.#dropped += 1;
    else if (kind === 'rtp') this.#options.onRtp(plain);
    else this.#options.onRtcp(plain);
  }

  #transmit(each: Waiting): void {
    if (this.#isClosed) return;
    const out = this.#srtp?.out;
    if (out) {
      const sealed = each.kind === 'rtp' ? out.protectRtp(each.packet) : out.protectRtcp(each.packet);
      if (sealed) this.#send(sealed);
    } else if (this.#waitingOut.length < mostWaitingOut) this.#waitingOut.push(each);
    else this.#dropped += 1;
  }
}

/** In base64, whose letters are those ICE takes. RFC 8839 5.4 */
function newCredentials(random: Random): { readonly ufrag: string; readonly pwd: string } {
  const token = (bytes: number) => Buffer.from(random.bytes(bytes)).toString('base64');
  return { ufrag: token(6), pwd: token(18) };
}
