/** Pictures of people who do not exist: a coloured square each, made when somebody asks. PNG (W3C) 5.3, 11 */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIDE = 48;

/** A picture that is the same for the same name and no other's. */
export function photoOf(name: string): Uint8Array {
  const [red = 0, green = 0, blue = 0, stripe = 0] = createHash('sha256').update(name).digest();
  const rows = Array.from({ length: SIDE }, (_, row) => {
    const isStripe = row % 16 < stripe % 16;
    const pixel = isStripe ? [255 - red, 255 - green, 255 - blue] : [red, green, blue];
    // Each row begins with its filter: none.
    return [0, ...Array.from({ length: SIDE }, () => pixel).flat()];
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  // Eight bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.from(rows.flat()));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(content, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}
