/** The answering half of ICE, which is all the leg towards Chromium needs: it finds us, and we learn where it is. RFC 8445 2.5 */
import { type Endpoint, isSameEndpoint } from '../net/udp.ts';
import { ATTRIBUTE, addressAttribute } from '../stun/attributes.ts';
import { readStun, STUN, verifyStun, writeSigned } from '../stun/message.ts';

/** Chromium has an address for each interface and tries each; more of them is nobody we know. */
const mostPeers = 16;

export interface IceLite {
  /** Takes a check; the answer to send back, or undefined for what is none of ours. */
  take(packet: Buffer, from: Endpoint): Buffer | undefined;
  /** Whether a sound check came from there. */
  knows(from: Endpoint): boolean;
  /** Where to send: the address that was nominated last, else the first that was sound. */
  readonly peer: Endpoint | undefined;
}

export function createIceLite(credentials: { readonly ufrag: string; readonly pwd: string }): IceLite {
  const key = Buffer.from(credentials.pwd);
  let peers: readonly Endpoint[] = [];
  let peer: Endpoint | undefined;
  const knows = (from: Endpoint) => peers.some((known) => isSameEndpoint(known, from));

  return {
    take(packet, from) {
      const check = readStun(packet);
      if (check?.type !== STUN.bindingRequest || verifyStun(check, key) !== 'rfc5389') return undefined;
      if (!check.attributes.get(ATTRIBUTE.username)?.toString().startsWith(`${credentials.ufrag}:`)) return undefined;
      if (!knows(from)) {
        if (peers.length >= mostPeers) return undefined;
        peers = [...peers, { address: from.address, port: from.port }];
      }
      if (!peer || check.attributes.has(ATTRIBUTE.useCandidate)) peer = { address: from.address, port: from.port };
      const mapped = addressAttribute(ATTRIBUTE.xorMappedAddress, from, check.mask);
      return writeSigned(
        { type: STUN.bindingSuccess, transaction: check.transaction, attributes: [mapped] },
        key,
        'rfc5389',
      );
    },
    knows,
    get peer() {
      return peer;
    },
  };
}
