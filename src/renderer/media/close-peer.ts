/** The end of a connection, in a moment in which Chromium lets go of it. */

/** Addresses of this machine are gathered within milliseconds; nobody hears the connection meanwhile. */
const longestGatheringMs = 2000;

type Peer = Pick<
  RTCPeerConnection,
  'close' | 'localDescription' | 'iceGatheringState' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Closes a connection, at once where it can. Chromium 130 keeps one for ever that is closed between its description and the last of its addresses, and a page
 * may have five hundred: such a one is closed when it has gathered them, two seconds later at most.
 */
export function closePeer(peer: Peer): void {
  if (!peer.localDescription || peer.iceGatheringState === 'complete') {
    peer.close();
    return;
  }
  const end = () => {
    clearTimeout(timer);
    peer.removeEventListener('icegatheringstatechange', look);
    peer.close();
  };
  const look = () => {
    if (peer.iceGatheringState === 'complete') end();
  };
  const timer = setTimeout(end, longestGatheringMs);
  peer.addEventListener('icegatheringstatechange', look);
}
