/** The way to a TURN server: UDP, or TCP where UDP is not let through. */
import { connect, isIPv6 } from 'node:net';
import type { Random } from '../../shared/clock.ts';
import { type Endpoint, isSameEndpoint, type OnPacket, type OpenUdp, type UdpSocket } from '../net/udp.ts';
import { createMicrosoftFramer, createStandardFramer, microsoftFrame, pseudoHello } from './framing.ts';

/** What waits for a slow connection; media that is older than this is of no use. */
const MAX_QUEUED_BYTES = 256 * 1024;
/** Silence that ends a connection which is still being made, or whose server has not yet said that it listens. */
const GREETING_MS = 10_000;

/** Resolves with undefined where there is no way; `onPacket` is called for what the server sends, whole messages. */
export type OpenWire = (server: Endpoint, onPacket: OnPacket, onClose: () => void) => Promise<UdpSocket | undefined>;

export function udpWire(open: OpenUdp): OpenWire {
  return (server, onPacket) => {
    const address = isIPv6(server.address) ? '::' : '0.0.0.0';
    return open({ address, port: 0 }, (bytes, from) => {
      if (isSameEndpoint(server, from)) onPacket(bytes, from);
    });
  };
}

export function tcpWire(form: 'microsoft' | 'standard', random: Random): OpenWire {
  return (server, onPacket, onClose) =>
    new Promise((resolve) => {
      const socket = connect({ host: server.address, port: server.port, noDelay: true });
      // One that takes the connection and then says nothing is given up.
      socket.setTimeout(GREETING_MS, () => socket.destroy());
      const ready = () => {
        socket.setTimeout(0);
        resolve({
          local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0 },
          send(packet) {
            const isRoom = socket.writable && socket.writableLength < MAX_QUEUED_BYTES;
            const message = Buffer.from(packet);
            if (isRoom) socket.write(form === 'microsoft' ? microsoftFrame(message) : message);
          },
          close: () => socket.destroy(),
        });
      };
      const framer = form === 'microsoft' ? createMicrosoftFramer(ready) : createStandardFramer();
      socket.on('connect', () => {
        if (form === 'microsoft') socket.write(pseudoHello(Buffer.from(random.bytes(32))));
        else ready();
      });
      socket.on('data', (chunk) => {
        const messages = framer.push(chunk);
        for (const message of messages ?? []) onPacket(message, server);
        if (!messages) socket.destroy();
      });
      // What went wrong does not matter: there is no way, or no longer one. 'close' follows.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(undefined);
        onClose();
      });
    });
}
