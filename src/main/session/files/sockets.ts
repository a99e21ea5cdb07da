/** The direct connection between two computers: one listens for a moment on its own address, the other connects. */
import { BlockList, connect, createServer, isIP, type Server, type Socket } from 'node:net';

/** Office Communicator connects to these only. */
const usualPorts = Array.from({ length: 11 }, (_, at) => 6891 + at);
/** Then whichever is free: better than none for those that connect anywhere. */
const portsToTry = [...usualPorts, 0];

/** The other side's last words may come with its hanging up, while we still write: they are read before anything is closed. */
const allowHalfOpen = true;

export interface Listening {
  readonly port: number;
  /** The next one who connects; undefined once it is closed. */
  next(): Promise<Socket | undefined>;
  close(): void;
}

/** Who waits to be served; more are turned away. */
const mostWaiting = 4;

/** Listens on one address alone. Undefined when no port is free there, or the address is not this computer's any more. */
export async function listenOn(address: string): Promise<Listening | undefined> {
  for (const port of portsToTry) {
    const server = createServer({ allowHalfOpen });
    const bound = await bind(server, address, port);
    if (bound !== undefined) return overServer(server, bound);
  }
  return undefined;
}

function bind(server: Server, host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : undefined);
    });
  });
}

function overServer(server: Server, port: number): Listening {
  const waiting: Socket[] = [];
  let isClosed = false;
  let take: ((socket: Socket | undefined) => void) | undefined;
  server.on('connection', (socket) => {
    // Until somebody reads from it, nobody else would hear its errors.
    socket.on('error', () => undefined);
    if (take) take(socket);
    else if (waiting.length < mostWaiting) waiting.push(socket);
    else socket.destroy();
    take = undefined;
  });
  return {
    port,
    next() {
      const first = waiting.shift();
      if (first || isClosed) return Promise.resolve(first);
      return new Promise((resolve) => {
        take = resolve;
      });
    },
    close() {
      isClosed = true;
      server.close();
      for (const socket of waiting.splice(0)) socket.destroy();
      take?.(undefined);
    },
  };
}

/** Connects from one's own address. Undefined when that does not work, or the signal came first. */
export function connectTo(
  peer: { readonly address: string; readonly port: number },
  localAddress: string,
  signal: AbortSignal,
): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const isSameFamily = isIP(localAddress) === isIP(peer.address);
    const socket = connect({
      allowHalfOpen,
      host: peer.address,
      port: peer.port,
      ...(isSameFamily ? { localAddress } : {}),
    });
    const end = () => socket.destroy();
    signal.addEventListener('abort', end, { once: true });
    socket.on('error', () => undefined);
    // From then on it is up to whoever has it.
    const settle = (connected?: Socket) => {
      signal.removeEventListener('abort', end);
      resolve(connected);
    };
    socket.once('connect', () => settle(socket));
    socket.once('close', () => settle());
  });
}

const nobody = new BlockList();
nobody.addSubnet('0.0.0.0', 8, 'ipv4');
nobody.addSubnet('224.0.0.0', 3, 'ipv4');
nobody.addAddress('::', 'ipv6');
nobody.addSubnet('ff00::', 8, 'ipv6');
const thisComputer = new BlockList();
thisComputer.addSubnet('127.0.0.0', 8, 'ipv4');
thisComputer.addAddress('::1', 'ipv6');

/**
 * Whether a peer may send us to that address. Never to a group of computers; to this very computer only when we are on it ourselves, as in
 * the lab: else a stranger would have us knock on what only this computer can reach.
 */
export function mayConnectTo(address: string, localAddress: string): boolean {
  if (isIP(address) === 0 || isIn(nobody, address)) return false;
  return isIn(thisComputer, address) ? isIn(thisComputer, localAddress) : true;
}

function isIn(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
