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

/** One handshake for each component (RFC 5764 4.1). Made when a path is there: a client begins at once. */
export function createDtlsGuard(options: DtlsGuardOptions): Guard {
  const ways = new Map<Component, { readonly out: SrtpDirection; readonly into: SrtpDirection }>();
  const handshakes = new Map<Component, Dtls>();
  /** The keys there were serve where hands are shaken anew as well. */
  let isHeard = false;

  function secure(component: Component, keys: { readonly local: SrtpKeys; readonly remote: SrtpKeys }): void {
    const [out, into] = [srtpOfHandshake(keys.local), srtpOfHandshake(keys.remote)];
    if (!out || !into) return;
    ways.set(component, { out, into });
    options.onReady();
  }

  function begin(component: Component): void {
    const handshake = startDtls({
      role: options.role === 'active' ? 'client' : 'server',
      certificate: options.certificate,
      expected: () => options.fingerprint,
      send: (packet) => options.send(packet, component),
      clock: options.clock,
      onKeys: (keys) => secure(component, keys),
      onFailed: (trouble) => component === 1 && !isHeard && options.onFailed(trouble),
    });
    handshakes.get(component)?.close();
    handshakes.set(component, handshake);
  }

  function share(isMux: boolean): void {
    if (!isMux && !handshakes.has(2)) begin(2);
    if (!isMux) return;
    handshakes.get(2)?.close();
    handshakes.delete(2);
    ways.delete(2);
  }

  begin(1);
  share(options.isMux);

  return {
    isReady: (component) => ways.has(component),
    seal(packet, kind, component) {
      const out = ways.get(component)?.out;
      return kind === 'rtp' ? out?.protectRtp(packet) : out?.protectRtcp(packet);
    },
    open(packet, kind, component) {
      const into = ways.get(component)?.into;
      const plain = into && unprotect(into, packet, kind);
      isHeard ||= plain !== undefined;
      return plain;
    },
    takeDtls: (packet, component) => handshakes.get(component)?.take(packet),
    share,
    shakeAnew() {
      isHeard = false;
      // A server takes a handshake that begins anew as it comes.
      if (options.role === 'active') for (const component of [...handshakes.keys()]) begin(component);
    },
    close() {
      for (const handshake of handshakes.values()) handshake.close();
    },
  };
}

function unprotect(into: SrtpDirection, packet: Buffer, kind: Kind): Buffer | undefined {
  return kind === 'rtp' ? into.unprotectRtp(packet) : into.unprotectRtcp(packet);
}

function direction(suite: SrtpSuite, key: string): SrtpDirection | undefined {
  return createSrtp(suite, Buffer.from(key, 'base64'));
}
