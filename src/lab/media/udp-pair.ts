/** A UDP port for RTP and the next one for RTCP, behind an address translator where there is one. RFC 3550 11 */
import { Forwarder } from './forwarder.ts';
import { OwnSocket } from './own-socket.ts';
import type { Component, Place } from './places.ts';

const MOST_TRIES = 20;
const HIGHEST_PORT = 65_535;

export class UdpPair {
  readonly #sockets: readonly [OwnSocket, OwnSocket];
  readonly #translators: readonly [Forwarder, Forwarder] | undefined;

  private constructor(
    sockets: readonly [OwnSocket, OwnSocket],
    translators: readonly [Forwarder, Forwarder] | undefined,
  ) {
    this.#sockets = sockets;
    this.#translators = translators;
  }

  /** `isTranslated`: the ports are reached by nobody but those they talk to, who see others. Rejects when the machine has no two ports side by side. */
  static async open(address: string, isTranslated = false): Promise<UdpPair> {
    const sockets = await pairAt(address);
    return new UdpPair(sockets, isTranslated ? [new Forwarder(address), new Forwarder(address)] : undefined);
  }

  portOf(component: Component): number {
    return this.#sockets[indexOf(component)].place.port;
  }

  onPacket(handler: (component: Component, bytes: Buffer, from: Place) => void): void {
    for (const component of [1, 2] as const) {
      const way = this.#translators ?? this.#sockets;
      way[indexOf(component)].onPacket((bytes, from) => handler(component, bytes, from));
    }
  }

  /** What cannot be delivered is lost, as UDP is. */
  send(component: Component, bytes: Buffer, to: Place): void {
    const way = this.#translators ?? this.#sockets;
    way[indexOf(component)].send(bytes, to);
  }

  /** The translator forgets its ports; nothing without one. */
  rebind(): void {
    for (const translator of this.#translators ?? []) translator.rebind();
  }

  close(): void {
    for (const each of [...this.#sockets, ...(this.#translators ?? [])]) each.close();
  }
}

function indexOf(component: Component): 0 | 1 {
  return component === 1 ? 0 : 1;
}

async function pairAt(address: string): Promise<readonly [OwnSocket, OwnSocket]> {
  for (let tries = 1; ; tries += 1) {
    const first = await OwnSocket.open(address);
    try {
      return [first, await OwnSocket.open(address, Math.min(first.place.port + 1, HIGHEST_PORT))];
    } catch (error) {
      first.close();
      if (tries >= MOST_TRIES) throw error;
    }
  }
}
