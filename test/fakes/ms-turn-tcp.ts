/** Serves Microsoft's TURN by TCP on this machine: a greeting that looks like TLS, then frames with a kind and a length. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { MsTurnServer } from './ms-turn-server.ts';

export interface MsTurnListener {
  readonly port: number;
  /** The first 50 bytes of each client. */
  readonly hellos: readonly Buffer[];
  /** Sends this message to every client. */
  say(message: Buffer): void;
  close(): void;
}

const HELLO_BYTES = 50;
const SERVER_HELLO = Buffer.concat([Buffer.from('160301004e', 'hex'), Buffer.alloc(0x4e)]);

/** `onMessage` is called after each message the server took. */
export async function serveMsTurn(server: MsTurnServer, onMessage: () => void): Promise<MsTurnListener> {
  const sockets = new Set<Socket>();
  const hellos: Buffer[] = [];
  const listener = createServer((socket) => {
    sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    let isGreeted = false;
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      if (!isGreeted && rest.length >= HELLO_BYTES) {
        isGreeted = true;
        hellos.push(rest.subarray(0, HELLO_BYTES));
        rest = rest.subarray(HELLO_BYTES);
        socket.write(SERVER_HELLO);
      }
      if (isGreeted) rest = takeFrames(rest, (message) => answer(socket, message));
    });
  });

  function answer(socket: Socket, message: Buffer): void {
    const back = server.answer(message);
    if (back) writeFrame(socket, back);
    onMessage();
  }

  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    hellos,
    say(message) {
      for (const socket of sockets) writeFrame(socket, message);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
}

/** Hands out whole frames and returns what is left. */
function takeFrames(bytes: Buffer, take: (message: Buffer) => void): Buffer {
  let rest = bytes;
  while (rest.length >= 4 && rest.length >= 4 + rest.readUInt16BE(2)) {
    const end = 4 + rest.readUInt16BE(2);
    take(rest.subarray(4, end));
    rest = rest.subarray(end);
  }
  return rest;
}

function writeFrame(socket: Socket, message: Buffer): void {
  socket.write(Buffer.from([2, 0, message.length >> 8, message.length & 0xff]));
  socket.write(message);
}
