/**
 * Stands before SIPp's echo, which sends each packet back with the source number it came with: an engine takes those for its own and plays none.
 * What goes through here comes back with another, as from a telephone. RFC 3550 7.1, 8.2
 */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';

const address = '127.0.0.1';
const source = 0x0ec40;
/** Where the source stands in a packet of RTP. RFC 3550 5.1 */
const [sourceAt, headBytes] = [8, 12];

/** Resolves when it has a port to be sent to; the echo's own is `port`. */
export async function openTranslator(port: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const socket = createSocket('udp4');
  let speaker: RemoteInfo | undefined;
  socket.on('message', (packet, from) => {
    if (packet.length < headBytes) return;
    if (from.port !== port) {
      speaker = from;
      socket.send(packet, port, address);
    } else if (speaker) {
      packet.writeUInt32BE(source, sourceAt);
      socket.send(packet, speaker.port, speaker.address);
    }
  });
  socket.bind(0, address);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}
