/** The window's WebRTC engine. The only file that imports webrtc-adapter, which evens out what Chromium's versions differ in as soon as it is loaded. */
import 'webrtc-adapter';

type Collect = (how: { readonly type: 'major'; readonly execution: 'async' | 'sync' }) => unknown;

/** A connection to the relay: everything over one port, no server asked for addresses. Throws what Chromium says where there can be no more. */
export function createPeer(): RTCPeerConnection {
  try {
    return openPeer();
  } catch (error) {
    // Too many closed ones still lie about: here one call waits for them to be collected, some 10 ms.
    if (!collect('sync')) throw error;
    return openPeer();
  }
}

/** Asks for what is closed to be collected, later (some 10 ms). Does nothing where the browser does not let itself be asked. */
export function collectClosed(): void {
  collect('async');
}

function openPeer(): RTCPeerConnection {
  return new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: [] });
}

/** Whether the browser let itself be asked. */
function collect(execution: 'async' | 'sync'): boolean {
  const { gc } = globalThis as typeof globalThis & { readonly gc?: Collect };
  gc?.({ type: 'major', execution });
  return gc !== undefined;
}
