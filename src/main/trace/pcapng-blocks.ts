/** Blocks of a pcapng file, little-endian. draft-ietf-opsawg-pcapng 3.1, 3.5, 4.3 */

export interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

const END_OF_OPTIONS: Option = { code: 0, value: new Uint8Array() };
const MOST_OPTION_BYTES = 1000;

/** An option that is text; 1 is a comment in every block. */
export function text(code: number, words: string): Option {
  return { code, value: Buffer.from(words.slice(0, MOST_OPTION_BYTES), 'utf8') };
}

/** Type and length in front, the same length behind. */
export function block(type: number, body: Uint8Array, options: readonly Option[]): Uint8Array {
  const inside = Buffer.concat([
    padded(body),
    ...(options.length > 0 ? [...options, END_OF_OPTIONS].map(written) : []),
  ]);
  const length = inside.length + 12;
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([head, inside, tail]);
}

/** A packet of the first interface, at a wall clock in milliseconds. */
export function packetBlock(at: number, packet: Uint8Array, options: readonly Option[]): Uint8Array {
  const head = Buffer.alloc(20);
  const time = BigInt(Math.max(0, Math.round(at)));
  head.writeUInt32LE(Number(time >> 32n), 4);
  head.writeUInt32LE(Number(time & 0xffff_ffffn), 8);
  head.writeUInt32LE(packet.length, 12);
  head.writeUInt32LE(packet.length, 16);
  return block(6, Buffer.concat([head, packet]), options);
}

function written({ code, value }: Option): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
