/** How the packets of one far section are kept from others: plain, SRTP with keys from the description, SRTP with keys from DTLS. */
import type { Fingerprint } from '../../protocol/sdp/description.ts';
import type { Protection, SrtpSuite } from '../../protocol/sdp/legs.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import { type Dtls, type DtlsTrouble, type SrtpKeys, startDtls } from '../dtls/handshake.ts';
import { readRtpHead } from '../rtp/packet.ts';
import { createSrtp, type SrtpDirection, srtpOfHandshake } from '../srtp/srtp-stream.ts';

export type Kind = 'rtp' | 'rtcp';
/** 1: RTP, and all when both share a port; 2: RTCP. */
export type Component = 1 | 2;

export interface Guard {
  /** Whether the keys for this component are there. */
  isReady(component: Component): boolean;
  /** The packet as it goes out; undefined while there are no keys. */
  seal(packet: Buffer, kind: Kind, component: Component): Buffer | undefined;
  /** The packet as it was meant; undefined when it is forged, repeated, or none. */
  open(packet: Buffer, kind: Kind, component: Component): Buffer | undefined;
  /** A packet of the handshake. */
  takeDtls(packet: Buffer, component: Component): void;
  /** Whether both components have one port from now on; keys that are there stay. */
  share(isMux: boolean): void;
  /** One of both is in another place: hands are shaken anew, and the keys that are there serve until others come. */
  shakeAnew(): void;
  /** Another description: hands that nobody took are held out again, since whoever comes back from a hold may have lost its keys. */
  shakeAgain(): void;
  close(): void;
}

/** No keys: what is no RTP is dropped all the same. */
export const plainGuard: Guard = {
  isReady: () => true,
  seal: (packet) => packet,
  open: (packet, kind) => (kind === 'rtcp' || readRtpHead(packet) ? packet : undefined),
  takeDtls: () => undefined,
  share: () => undefined,
  shakeAnew: () => undefined,
  shakeAgain: () => undefined,
  close: () => undefined,
};

/** Keys from the description. A key that stays keeps its counters, or its packets could be replayed. */
export interface SdesGuard extends Guard {
  readonly keys: SdesKeys;
  /** The guard after another description. From the same peer, what it sent by the last keys is still taken until it uses the new ones. */
  rekey(keys: SdesKeys, isSamePeer: boolean): SdesGuard | undefined;
}

export type SdesKeys = Extract<Protection, { kind: 'sdes' }>;

interface SdesWays {
  readonly out: SrtpDirection;
  readonly into: SrtpDirection;
  readonly before?: SrtpDirection;
  /** By what they are made of: one that comes back has counted on elsewhere. RFC 3711 3.3.1 */
  readonly left?: ReadonlyMap<string, SrtpDirection>;
}

/** Somebody who is called back to, and whoever is heard meanwhile. */
const mostLeft = 8;

/** Holds a key: for a map, and nowhere else. */
function nameOf({ suite, remoteKey }: SdesKeys): string {
  return `${suite} ${remoteKey}`;
}

/** Undefined when a key does not fit its suite. */
export function createSdesGuard(keys: SdesKeys): SdesGuard | undefined {
  const out = direction(keys.suite, keys.localKey);
  const into = direction(keys.suite, keys.remoteKey);
  return out && into && sdesGuard(keys, { out, into });
}

function sdesGuard(keys: SdesKeys, { out, into, before, left }: SdesWays): SdesGuard {
  let last = before;
  return {
    keys,
    isReady: () => true,
    seal: (packet, kind) => (kind === 'rtp' ? out.protectRtp(packet) : out.protectRtcp(packet)),
    open(packet, kind) {
      const plain = unprotect(into, packet, kind);
      if (plain) last = undefined;
      return plain ?? (last && unprotect(last, packet, kind));
    },
    takeDtls: () => undefined,
    share: () => undefined,
    shakeAnew: () => undefined,
    shakeAgain: () => undefined,
    close: () => undefined,
    rekey(next, isSamePeer) {
      const isSameSuite = next.suite === keys.suite;
      const nextOut = isSameSuite && next.localKey === keys.localKey ? out : direction(next.suite, next.localKey);
      const staysIn = isSameSuite && next.remoteKey === keys.remoteKey;
      const ways = new Map([...(left ?? []), [nameOf(keys), into] as const].slice(-mostLeft));
      const nextIn = ways.get(nameOf(next)) ?? direction(next.suite, next.remoteKey);
      if (!nextOut || !nextIn) return undefined;
      const kept = isSamePeer ? (staysIn ? last : into) : undefined;
      return sdesGuard(next, { out: nextOut, into: nextIn, ...(kept && { before: kept }), left: ways });
    },
  };
}

export interface DtlsGuardOptions {
  readonly fingerprint: Fingerprint;
  readonly role: 'active' | 'passive';
  readonly isMux: boolean;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly send: (packet: Buffer, component: Component) => void;
  /** A component has its keys. */
  readonly onReady: () => void;
  /** There are none for RTP. Reports alone may go without: they are missed, and nothing else. */
  readonly onFailed: (trouble: DtlsTrouble) => void;
}

/** Packets in a row that the keys do not open: fewer are repeated ones, or anybody's. Half a second of sound. */
const mostStrange = 25;

/** One handshake for each component (RFC 5764 4.1). Made when a path is there: a client begins at once. */
export function createDtlsGuard(options: DtlsGuardOptions): Guard {
  return new DtlsGuard(options);
}

class DtlsGuard implements Guard {
  readonly #options: DtlsGuardOptions;
  readonly #ways = new Map<Component, { readonly out: SrtpDirection; readonly into: SrtpDirection }>();
  readonly #handshakes = new Map<Component, Dtls>();
  /** The keys there were serve where hands are shaken anew as well. */
  #isHeard = false;
  /** Packets of RTP's component in a row that they do not open. */
  #strange = 0;
  /** Those that have their keys from before alone, since nobody took the hands that were held out. */
  readonly #untaken = new Set<Component>();
  /** Another description came while nobody had taken them yet: they are held out once more, since the far end may be there only now. */
  readonly #due = new Set<Component>();

  constructor(options: DtlsGuardOptions) {
    this.#options = options;
    this.#begin(1);
    this.share(options.isMux);
  }

  isReady(component: Component): boolean {
    return this.#ways.has(component);
  }

  seal(packet: Buffer, kind: Kind, component: Component): Buffer | undefined {
    const out = this.#ways.get(component)?.out;
    return kind === 'rtp' ? out?.protectRtp(packet) : out?.protectRtcp(packet);
  }

  open(packet: Buffer, kind: Kind, component: Component): Buffer | undefined {
    const into = this.#ways.get(component)?.into;
    const plain = into && unprotect(into, packet, kind);
    this.#heed(plain !== undefined, component);
    return plain;
  }

  takeDtls(packet: Buffer, component: Component): void {
    this.#handshakes.get(component)?.take(packet);
  }

  share(isMux: boolean): void {
    if (!isMux && !this.#handshakes.has(2)) this.#begin(2);
    if (!isMux) return;
    this.#handshakes.get(2)?.close();
    for (const each of [this.#handshakes, this.#ways, this.#untaken, this.#due]) each.delete(2);
  }

  shakeAnew(): void {
    this.#isHeard = false;
    // A server takes a handshake that begins anew as it comes.
    if (this.#options.role === 'active') for (const component of [...this.#handshakes.keys()]) this.#begin(component);
  }

  shakeAgain(): void {
    for (const component of [...this.#handshakes.keys()]) {
      if (this.#untaken.has(component)) this.#begin(component);
      else this.#due.add(component);
    }
  }

  close(): void {
    for (const handshake of this.#handshakes.values()) handshake.close();
  }

  #begin(component: Component): void {
    const { role, certificate, fingerprint, clock, send } = this.#options;
    const handshake = startDtls({
      role: role === 'active' ? 'client' : 'server',
      certificate,
      expected: () => fingerprint,
      send: (packet) => send(packet, component),
      clock,
      onKeys: (keys) => this.#secure(component, keys),
      onFailed: (trouble) => this.#failed(component, trouble),
    });
    this.#handshakes.get(component)?.close();
    this.#handshakes.set(component, handshake);
    this.#untaken.delete(component);
    this.#due.delete(component);
    if (component === 1) this.#strange = 0;
  }

  #secure(component: Component, keys: { readonly local: SrtpKeys; readonly remote: SrtpKeys }): void {
    const [out, into] = [srtpOfHandshake(keys.local), srtpOfHandshake(keys.remote)];
    if (!out || !into) return;
    this.#ways.set(component, { out, into });
    this.#options.onReady();
  }

  /** Silence proves nothing: who holds, and has its keys still, neither answers nor sends. */
  #failed(component: Component, trouble: DtlsTrouble): void {
    const hasKeys = this.#ways.has(component);
    const mayServe = trouble === 'timeout' && hasKeys && this.#strange < mostStrange;
    if (component === 1 && !this.#isHeard && !mayServe) this.#options.onFailed(trouble);
    else if (!hasKeys) return;
    else if (this.#due.has(component)) this.#begin(component);
    else this.#untaken.add(component);
  }

  /** Who sends what our keys do not open has others, and may have gone without hands that we held out too early. */
  #heed(isOpened: boolean, component: Component): void {
    this.#isHeard ||= isOpened;
    if (component === 2) return;
    this.#strange = isOpened ? 0 : this.#strange + 1;
    if (this.#strange < mostStrange) return;
    this.#isHeard = false;
    for (const each of [...this.#untaken]) this.#begin(each);
  }
}

function unprotect(into: SrtpDirection, packet: Buffer, kind: Kind): Buffer | undefined {
  return kind === 'rtp' ? into.unprotectRtp(packet) : into.unprotectRtcp(packet);
}

function direction(suite: SrtpSuite, key: string): SrtpDirection | undefined {
  return createSrtp(suite, Buffer.from(key, 'base64'));
}
