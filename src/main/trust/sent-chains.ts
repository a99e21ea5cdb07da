/** What servers sent, read no more often than it must be. */
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { sentBy } from './chain.ts';

/** Servers one speaks with are few; more would be somebody's attempt on memory. */
const mostKept = 100;

/**
 * Node 20 never frees a chain that it has told by `getPeerX509Certificate`: 13 KB for each connection, as long as the program runs. A chain that the runtime
 * trusts is therefore read once for each server and leaf, and again where the runtime objects to what was sent.
 */
export class SentChains {
  readonly #kept = new BoundedMap<string, readonly X509Certificate[]>(mostKept);

  /** As they stood in the handshake, leaf first; those of an earlier handshake where the leaf is the same and the runtime trusts this one too. */
  of(socket: TLSSocket, host: string): readonly X509Certificate[] {
    // Empty where the server sent none.
    const { fingerprint256 } = socket.getPeerCertificate() as { readonly fingerprint256?: string };
    const key = socket.authorized && fingerprint256 ? `${host} ${fingerprint256}` : undefined;
    const sent = (key === undefined ? undefined : this.#kept.get(key)) ?? sentBy(socket);
    // Anew each time: what is met again stays longest.
    if (key !== undefined) this.#kept.set(key, sent);
    return sent;
  }
}
