/** TURN messages in a TCP stream: cut out of it and put into it. Never throws; a stream that is none of this ends. */

/** Longer than any message of ours; a length in a frame has 16 bits anyway. */
const MAX_BYTES = 0x1_0000 + 64;
const STUN_HEAD_BYTES = 20;
const FRAME_HEAD_BYTES = 4;
/** Of a TLS record. */
const RECORD_HEAD_BYTES = 5;
const HANDSHAKE = 0x16;
const MAX_GREETING_BYTES = 1024;
const CONTROL = 2;
const END_TO_END = 3;

export interface Framer {
  /** Whole messages, as they become complete; undefined once the stream makes no sense. */
  push(chunk: Buffer): readonly Buffer[] | undefined;
}

/** How long the next piece is, from its beginning: 0 for not known yet, undefined for nonsense. */
type Measure = (buffered: Buffer) => { readonly skip: number; readonly length: number } | 0 | undefined;

/** RFC 8656 3.3: each message says its own length, and is filled up to four bytes. */
export function createStandardFramer(): Framer {
  return framer((buffered) => {
    if (buffered.length < FRAME_HEAD_BYTES) return 0;
    if (buffered.readUInt8(0) > 3) return undefined;
    const length = STUN_HEAD_BYTES + Math.ceil(buffered.readUInt16BE(2) / 4) * 4;
    return { skip: 0, length };
  });
}

/** [MS-TURN] 2.1: after an exchange that looks like the beginning of TLS, frames with a kind and a length. */
export function createMicrosoftFramer(onGreeted: () => void): Framer {
  let isGreeted = false;

  /** The server's half of the greeting is one record of a length of its own. */
  function greeting(buffered: Buffer): ReturnType<Measure> {
    const skip = RECORD_HEAD_BYTES + buffered.readUInt16BE(3);
    if (buffered.readUInt8(0) !== HANDSHAKE || skip > MAX_GREETING_BYTES) return undefined;
    if (buffered.length < skip) return 0;
    isGreeted = true;
    onGreeted();
    return { skip, length: 0 };
  }

  return framer((buffered) => {
    if (buffered.length < RECORD_HEAD_BYTES) return 0;
    if (!isGreeted) return greeting(buffered);
    const kind = buffered.readUInt8(0);
    if (kind !== CONTROL && kind !== END_TO_END) return undefined;
    return { skip: FRAME_HEAD_BYTES, length: buffered.readUInt16BE(2) };
  });
}

/** A message as a frame of Microsoft's. */
export function microsoftFrame(message: Buffer): Buffer {
  const head = Buffer.from([CONTROL, 0, 0, 0]);
  head.writeUInt16BE(message.length, 2);
  return Buffer.concat([head, message]);
}

/** What looks like the first message of a TLS handshake; `random` is 32 bytes. No secret is agreed on ([MS-TURN] 2.1). */
export function pseudoHello(random: Buffer): Buffer {
  const record = Buffer.from('160301002d010000290301', 'hex');
  return Buffer.concat([record, random, Buffer.from('00000200180100', 'hex')]);
}

function framer(measure: Measure): Framer {
  let buffered: Buffer = Buffer.alloc(0);
  let isBroken = false;

  function cut(): Buffer | undefined {
    const piece = measure(buffered);
    if (piece === undefined) isBroken = true;
    if (!piece || buffered.length < piece.skip + piece.length) return undefined;
    const message = buffered.subarray(piece.skip, piece.skip + piece.length);
    buffered = buffered.subarray(piece.skip + piece.length);
    return message;
  }

  return {
    push(chunk) {
      if (isBroken) return undefined;
      buffered = Buffer.concat([buffered, chunk]);
      const messages: Buffer[] = [];
      for (let message = cut(); message; message = cut()) if (message.length > 0) messages.push(message);
      if (buffered.length > MAX_BYTES) isBroken = true;
      return isBroken ? undefined : messages;
    },
  };
}
