/** The other side by the name that the person knows it by. */
import type { CallPeer } from '../../../shared/model/call.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { nameOf } from '../../im/name-of.ts';

/** With the name that the person's own list has; its own, its number or its address where the list has none. */
export function knownPeer(snapshot: Snapshot, peer: CallPeer): CallPeer {
  if (peer.number !== undefined) return namedPeer(peer);
  const [person = peer.uri] = peer.uri.split(';', 1);
  return { ...peer, name: nameOf(snapshot, person, peer.name) };
}

/** One that has no name is called by its number or its address. */
export function namedPeer(peer: CallPeer): CallPeer {
  return { ...peer, name: peer.name || peer.number || peer.uri.replace(/^sips?:/, '') };
}
