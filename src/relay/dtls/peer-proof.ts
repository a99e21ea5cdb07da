/**
 * Whether the peer of a finished handshake holds the key of the certificate it showed. A certificate alone proves nothing: it goes in the clear,
 * so anybody on the way has it. werift reads the signature and does not look at it. RFC 5246 7.4.3, 7.4.8
 */
import { verify, X509Certificate } from 'node:crypto';
import type { DtlsSocket } from 'werift';

/** Message types. RFC 5246 7.4 */
const serverKeyExchange = 12;
const certificateVerify = 15;

/** The hashes of RFC 5246 7.4.1.4.1 that are still sound. */
const hashes: Readonly<Record<number, string>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };

interface Signed {
  readonly what: Buffer;
  readonly hash: number;
  readonly signature: Buffer;
}

/** `ourRole` is ours in the handshake; `certificate` the peer's, in DER. False too for what cannot be read. */
export function provesItsKey(socket: DtlsSocket, ourRole: 'client' | 'server', certificate: Uint8Array): boolean {
  try {
    const signed = ourRole === 'server' ? signedByClient(socket) : signedByServer(socket);
    const hash = signed && hashes[signed.hash];
    if (!signed || hash === undefined) return false;
    return verify(hash, signed.what, new X509Certificate(certificate).publicKey, signed.signature);
  } catch {
    return false;
  }
}

/** A client signs all that was said before. */
function signedByClient({ dtls }: DtlsSocket): Signed | undefined {
  const said = dtls.sortedHandshakeCache;
  const at = said.findIndex(({ msg_type }) => msg_type === certificateVerify);
  const body = said[at]?.fragment;
  if (!body) return undefined;
  const what = Buffer.concat(said.slice(0, at).map((message) => message.serialize()));
  return { what, hash: body.readUInt8(0), signature: body.subarray(4, 4 + body.readUInt16BE(2)) };
}

/** A server signs both random numbers and its part of the key agreement. RFC 8422 5.4 */
function signedByServer({ dtls, cipher }: DtlsSocket): Signed | undefined {
  const body = dtls.sortedHandshakeCache.find(({ msg_type }) => msg_type === serverKeyExchange)?.fragment;
  if (!body) return undefined;
  const end = 4 + body.readUInt8(3);
  const what = Buffer.concat([cipher.localRandom.serialize(), cipher.remoteRandom.serialize(), body.subarray(0, end)]);
  return { what, hash: body.readUInt8(end), signature: body.subarray(end + 4, end + 4 + body.readUInt16BE(end + 2)) };
}
