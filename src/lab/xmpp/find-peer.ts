/** Where a partner's XMPP server is, and the way there. RFC 6120 3.2; mission B16 */
import { connect, type Socket } from 'node:net';
import type { LabCore } from '../net/listener.ts';

export type PeerPlace =
  | { readonly kind: 'found'; readonly host: string; readonly address: string; readonly port: number }
  | { readonly kind: 'no-record' }
  /** The record is there, and nothing in the lab's reach behind it. */
  | { readonly kind: 'no-address'; readonly host: string };

const CONNECT_MS = 3000;

/** By `_xmpp-server._tcp.<domain>`: Microsoft's servers know no other way. Loopback only, since nothing of the lab leaves this machine. */
export function findPeer(dns: LabCore['dns'], domain: string): PeerPlace {
  const records = [...dns.srv(`_xmpp-server._tcp.${domain}`)];
  const [best] = records.sort((one, other) => one.priority - other.priority || other.weight - one.weight);
  if (!best) return { kind: 'no-record' };
  const host = best.target.replace(/\.$/, '');
  const address = dns.addresses(host).find(isLoopback);
  return address === undefined ? { kind: 'no-address', host } : { kind: 'found', host, address, port: best.port };
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);
}

/** Resolves with the connected socket; undefined when nobody takes the connection within three seconds. */
export function connectTo(
  { address, port }: { readonly address: string; readonly port: number },
  clock: LabCore['clock'],
): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const giveUp = clock.after(CONNECT_MS, () => socket.destroy());
    const settle = (result: Socket | undefined) => {
      giveUp();
      resolve(result);
    };
    socket.once('error', () => settle(undefined));
    socket.once('close', () => settle(undefined));
    socket.once('connect', () => {
      socket.setNoDelay(true);
      settle(socket);
    });
  });
}
