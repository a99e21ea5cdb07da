/** A server of Microsoft's TURN, written by hand from [MS-TURN]: it checks what a client sends and lends one address. */
import { createHash, createHmac } from 'node:crypto';

export interface MsTurnServer {
  /** What goes back for a message of the client's; nothing for one that is unsound. */
  answer(message: Buffer): Buffer | undefined;
  /** A packet of a peer, as the client gets it. */
  indicate(from: { readonly address: string; readonly port: number }, bytes: Buffer): Buffer;
  /** Every message so far: its kind and, for data, where to and what. */
  readonly seen: readonly string[];
}

export interface MsTurnOptions {
  readonly userName: Buffer;
  readonly password: Buffer;
  /** Sent away to this address at first. */
  readonly elsewhere?: { readonly address: string; readonly port: number };
}

const REALM = Buffer.from('"edge.contoso.com"');
const NONCE = Buffer.from('a nonce of the server');
const CONNECTION = Buffer.alloc(20, 0xc7);
const COOKIE = Buffer.from('000f000472c64bc6', 'hex');

export function createMsTurnServer(options: MsTurnOptions): MsTurnServer {
  const colon = Buffer.from(':');
  // Quotes stand round the realm on the wire and not in the key, as libnice has it.
  const secret = Buffer.concat([options.userName, colon, REALM.subarray(1, -1), colon, options.password]);
  const key = createHash('md5').update(secret).digest();
  const seen: string[] = [];
  let lastSequence = 0;

  function sign(message: Buffer, end: number): Buffer {
    const filled = Math.ceil(end / 64) * 64;
    const padded = Buffer.concat([message.subarray(0, end), Buffer.alloc(filled - end)]);
    return createHmac('sha1', key).update(padded).digest();
  }

  function reply(type: number, transaction: Buffer, attributes: readonly Buffer[], isSigned: boolean): Buffer {
    const body = Buffer.concat([COOKIE, ...attributes]);
    const message = Buffer.concat([Buffer.alloc(4), transaction, body, Buffer.alloc(isSigned ? 24 : 0)]);
    message.writeUInt16BE(type, 0);
    message.writeUInt16BE(message.length - 20, 2);
    if (isSigned) {
      const at = message.length - 24;
      message.writeUInt32BE(0x0008_0014, at);
      sign(message, at).copy(message, at + 4);
    }
    return message;
  }

  function isSigned(message: Buffer): boolean {
    const at = message.length - 24;
    return at > 20 && message.readUInt32BE(at) === 0x0008_0014 && sign(message, at).equals(message.subarray(at + 4));
  }

  function allocate(message: Buffer, attributes: ReadonlyMap<number, Buffer>): Buffer {
    const transaction = message.subarray(4, 20);
    if (options.elsewhere) {
      const refusal = [attribute(9, Buffer.from([0, 0, 3, 0])), address(0x000e, options.elsewhere)];
      return reply(0x0113, transaction, refusal, false);
    }
    if (!isSigned(message) || !attributes.get(0x0014)?.equals(NONCE)) {
      seen.push('unsigned');
      const refusal = [attribute(9, Buffer.from([0, 0, 4, 1])), attribute(0x0014, NONCE), attribute(0x0015, REALM)];
      return reply(0x0113, transaction, refusal, false);
    }
    const lifetime = attributes.get(0x000d)?.readUInt32BE();
    seen.push(`allocate ${lifetime}`);
    const sequence = Buffer.concat([CONNECTION, Buffer.from([0, 0, 0, 0])]);
    const lent = [
      address(0x0001, { address: '198.51.100.9', port: 50_009 }),
      address(0x8020, { address: '203.0.113.4', port: 4444 }, transaction),
      attribute(0x000d, Buffer.from([0, 0, 2, 0x58])),
      attribute(0x8050, sequence),
    ];
    return reply(0x0103, transaction, lent, true);
  }

  function forward(message: Buffer, attributes: ReadonlyMap<number, Buffer>): void {
    const sequence = attributes.get(0x8050);
    const number = sequence?.subarray(0, 20).equals(CONNECTION) ? sequence.readUInt32BE(20) : 0;
    if (!isSigned(message) || number <= lastSequence) {
      seen.push('unsound data');
      return;
    }
    lastSequence = number;
    const to = attributes.get(0x0011);
    seen.push(`${to && [...to.subarray(4)].join('.')}:${to?.readUInt16BE(2)} ${attributes.get(0x0013)?.toString()}`);
  }

  return {
    seen,
    answer(message) {
      const attributes = read(message);
      if (!message.subarray(20, 28).equals(COOKIE)) return undefined;
      if (message.readUInt16BE(0) === 0x0003) return allocate(message, attributes);
      if (message.readUInt16BE(0) === 0x0004) forward(message, attributes);
      return undefined;
    },
    indicate: (from, bytes) =>
      reply(0x0115, Buffer.alloc(16, 0x5a), [address(0x0012, from), attribute(0x0013, bytes)], false),
  };
}

function read(message: Buffer): ReadonlyMap<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length; ) {
    const end = at + 4 + message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, end));
    at = end;
  }
  return attributes;
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

function address(
  type: number,
  place: { readonly address: string; readonly port: number },
  mask: Buffer = Buffer.alloc(16),
): Buffer {
  const parts = [...place.address.split('.').map(Number)].map((part, i) => part ^ mask.readUInt8(i));
  const port = place.port ^ mask.readUInt16BE(0);
  return attribute(type, Buffer.from([0, 1, port >> 8, port & 0xff, ...parts]));
}
