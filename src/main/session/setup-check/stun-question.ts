/** The one STUN question that needs no credentials: a Binding request, and its answer. The relay has the whole protocol. RFC 8489 5, 14.1, 14.2 */
import { SocketAddress } from 'node:net';

const headBytes = 20;
const cookie = 0x2112a442;
const bindingRequestType = 0x0001;
const bindingSuccessType = 0x0101;
const mappedAddress = 0x0001;
const xorMappedAddress = 0x0020;
const mostAttributes = 32;

/** A request without attributes; `transaction` has twelve bytes. */
export function bindingRequest(transaction: Uint8Array): Buffer {
  const message = Buffer.alloc(headBytes);
  message.writeUInt16BE(bindingRequestType, 0);
  message.writeUInt32BE(cookie, 4);
  message.set(transaction.subarray(0, 12), 8);
  return message;
}

/** `address:port` of a success response to this transaction; undefined for every other packet. Never throws. */
export function readBindingAnswer(packet: Buffer, transaction: Uint8Array): string | undefined {
  if (packet.length < headBytes || packet.readUInt16BE(0) !== bindingSuccessType) return undefined;
  if (packet.readUInt32BE(4) !== cookie || !packet.subarray(8, headBytes).equals(transaction)) return undefined;
  const mask = packet.subarray(4, headBytes);
  let plain: string | undefined;
  let at = headBytes;
  for (let count = 0; count < mostAttributes && at + 4 <= packet.length; count += 1) {
    const type = packet.readUInt16BE(at);
    const length = packet.readUInt16BE(at + 2);
    const value = packet.subarray(at + 4, at + 4 + length);
    if (value.length < length) break;
    if (type === xorMappedAddress) return addressIn(value, mask) ?? plain;
    if (type === mappedAddress) plain = addressIn(value, Buffer.alloc(16));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return plain;
}

/** RFC 8489 14.2: the port under the first two bytes of the mask, the address under all of it. */
function addressIn(value: Buffer, mask: Buffer): string | undefined {
  const isSix = value[1] === 2;
  if (value.length < (isSix ? 20 : 8) || (!isSix && value[1] !== 1)) return undefined;
  const port = value.readUInt16BE(2) ^ mask.readUInt16BE(0);
  const bytes = value.subarray(4, isSix ? 20 : 8).map((byte, index) => byte ^ (mask[index] ?? 0));
  if (!isSix) return `${bytes.join('.')}:${port}`;
  const groups = Array.from({ length: 8 }, (_, index) =>
    Buffer.from(bytes)
      .readUInt16BE(index * 2)
      .toString(16),
  );
  const { address } = new SocketAddress({ address: groups.join(':'), family: 'ipv6' });
  return `[${address}]:${port}`;
}
