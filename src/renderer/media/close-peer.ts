/** The end of a connection, in a moment in which Chromium lets go of it. */

/** What is awaited takes milliseconds on one machine; nobody hears the connection meanwhile. */
const longestMs = 2000;
const changes = ['icegatheringstatechange', 'connectionstatechange'] as const;

type Peer = Pick<
  RTCPeerConnection,
  'close' | 'localDescription' | 'iceGatheringState' | 'connectionState' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Closes a connection, at once where it can. Chromium 130 keeps one for ever that is closed between its description and the last of its addresses, and now and then
 * one that is closed while it connects; a page may have five hundred. Such a one is closed when that is over, two seconds later at most.
 */
export function closePeer(peer: Peer): void {
  if (isSettled(peer)) {
    peer.close();
    return;
  }
  const end = () => {
    clearTimeout(timer);
    for (const change of changes) peer.removeEventListener(change, look);
    peer.close();
  };
  const look = () => {
    if (isSettled(peer)) end();
  };
  const timer = setTimeout(end, longestMs);
  for (const change of changes) peer.addEventListener(change, look);
}

function isSettled({ localDescription, iceGatheringState, connectionState }: Peer): boolean {
  return !localDescription || (iceGatheringState === 'complete' && connectionState !== 'connecting');
}
