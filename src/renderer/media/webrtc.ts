/** The window's WebRTC engine. The only file that imports webrtc-adapter, which evens out what Chromium's versions differ in as soon as it is loaded. */
import 'webrtc-adapter';

/** A connection to the relay: everything over one port, no server asked for addresses. */
export function createPeer(): RTCPeerConnection {
  return new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: [] });
}

/** Asks for what is closed to be collected, while nothing waits for it (some 10 ms). Does nothing where the browser does not let itself be asked. */
export function collectClosed(): void {
  const { gc } = globalThis as typeof globalThis & { readonly gc?: (how: object) => unknown };
  gc?.({ type: 'major', execution: 'async' });
}
