/** UDP as the relay uses it: addresses are literals, so that no packet waits for a resolver. */
import { createSocket } from 'node:dgram';
import { isIPv6, SocketAddress } from 'node:net';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface UdpSocket {
  /** Where it is bound. */
  readonly local: Endpoint;
  /** Sends one packet; what the system refuses to send is lost, as any packet may be. */
  send(packet: Uint8Array, to: Endpoint): void;
  close(): void;
}

export type OnPacket = (packet: Buffer, from: Endpoint) => void;

/** Resolves with undefined when the port cannot be had. `port` 0 takes any. */
export type OpenUdp = (local: Endpoint, onPacket: OnPacket) => Promise<UdpSocket | undefined>;

/** Room for the bursts a key frame comes in. */
const bufferBytes = 1 << 20;

/** A socket of this machine. */
export const openUdp: OpenUdp = (local, onPacket) =>
  new Promise((resolve) => {
    const family = isIPv6(local.address) ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      ipv6Only: family === 6,
      recvBufferSize: bufferBytes,
      sendBufferSize: bufferBytes,
      lookup: (address, _options, found) => found(null, address, family),
    });
    let isOpen = true;
    const close = () => {
      if (isOpen) socket.close();
      isOpen = false;
    };
    // Once it is bound, only the word that a peer's port is closed comes this way.
    socket.once('error', () => {
      close();
      resolve(undefined);
    });
    socket.on('message', onPacket);
    socket.bind(local.port, local.address, () => {
      socket.removeAllListeners('error').on('error', ignored);
      resolve({
        local: { address: local.address, port: socket.address().port },
        send(packet, to) {
          // A packet may come from port 0, and nothing can be sent there: the system's refusal would be thrown.
          const isPort = to.port > 0 && to.port < 65_536;
          // Without somebody to tell, what is refused is dropped at once, and a packet costs no turn of the loop more.
          if (isOpen && isPort) socket.send(packet, to.port, to.address);
        },
        close,
      });
    });
  });

function ignored(): void {
  // A packet that could not be sent is a packet lost.
}

export function isSameEndpoint(one: Endpoint | undefined, other: Endpoint): boolean {
  return one !== undefined && one.port === other.port && one.address === other.address;
}

/** An address as the system writes it where a packet came from, so that texts can be compared. RFC 5952 */
export function canonical(address: string): string {
  return isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : address;
}
