/** Puts the media relay's far side behind an address translator: nobody comes in who was not sent to, and each place sees another port. */
import { Forwarder } from '../../src/lab/media/forwarder.ts';
import { type OpenUdp, openUdp } from '../../src/relay/net/udp.ts';

const outside = '127.0.0.1';

/** In place of `openUdp`. The near side, which takes any port of this machine's own, stays as it is. */
export const openBehindWall: OpenUdp = async (local, onPacket) => {
  if (local.address === outside && local.port === 0) return openUdp(local, onPacket);
  // The port is taken, and what comes to it straight is lost.
  const socket = await openUdp(local, () => undefined);
  if (!socket) return undefined;
  const forwarder = new Forwarder(outside);
  forwarder.onPacket(onPacket);
  return {
    local: socket.local,
    send: (packet, to) => forwarder.send(Buffer.from(packet), to),
    close() {
      forwarder.close();
      socket.close();
    },
  };
};
