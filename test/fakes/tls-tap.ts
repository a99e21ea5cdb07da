/** Hears everything that either end of any TLS connection in this process says, before it is encrypted. */
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

export interface TlsTap {
  /** What each end of each connection said, whole and in order. */
  heard(): readonly string[];
  stop(): void;
}

/** Listens from now on. One at a time. */
export function tapTls(): TlsTap {
  const said = new Map<TLSSocket, string[]>();
  const note = (socket: TLSSocket, chunk: unknown) => {
    const pieces = said.get(socket) ?? [];
    pieces.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8'));
    said.set(socket, pieces);
  };
  Object.defineProperty(TLSSocket.prototype, 'write', {
    configurable: true,
    // Node gives a socket that the other end closed another one.
    writable: true,
    value(this: TLSSocket, ...call: unknown[]) {
      note(this, call[0]);
      return Reflect.apply(Duplex.prototype.write, this, call);
    },
  });
  return {
    heard: () => [...said.values()].map((pieces) => pieces.join('')),
    stop: () => {
      Reflect.deleteProperty(TLSSocket.prototype, 'write');
    },
  };
}
