/** What a datagram of a handshake holds, looked at before anything is made of it: anybody who can send a packet can send such a one. RFC 6347 4.1, 4.2.2 */

const recordHead = 13;
const messageHead = 12;
const changeCipher = 20;
const alert = 21;
const handshake = 22;
/** Certificates are the longest messages; a chain of some kilobytes is a long one. */
const longestMessage = 65_536;

/**
 * How much work its records make: one for each, and for each message in the clear within one. Undefined for what belongs to no handshake: other kinds
 * of records, a message longer than any there is, a record that ends beyond the datagram. Never throws.
 */
export function workIn(datagram: Buffer): number | undefined {
  let work = 0;
  for (let at = 0; at < datagram.length; ) {
    if (at + recordHead > datagram.length) return undefined;
    const end = at + recordHead + datagram.readUInt16BE(at + 11);
    const type = datagram.readUInt8(at);
    if (end > datagram.length || (type !== changeCipher && type !== alert && type !== handshake)) return undefined;
    const isClear = datagram.readUInt16BE(at + 3) === 0;
    const messages = type === handshake && isClear ? messagesIn(datagram.subarray(at + recordHead, end)) : 1;
    if (messages === undefined) return undefined;
    work += Math.max(1, messages);
    at = end;
  }
  return work;
}

/** Undefined where one announces too much, or ends beyond its record. */
function messagesIn(body: Buffer): number | undefined {
  let count = 0;
  for (let at = 0; at < body.length; count += 1) {
    if (at + messageHead > body.length || body.readUIntBE(at + 1, 3) > longestMessage) return undefined;
    at += messageHead + body.readUIntBE(at + 9, 3);
    if (at > body.length) return undefined;
  }
  return count;
}
