/** Pictures in PNG, with a palette. ISO/IEC 15948 */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const INDEXED = 3;

/** Red, green, blue. */
export type Shade = readonly [number, number, number];

/** A picture of one byte per pixel, each an index into the palette. */
export function encodePng(width: number, pixels: Uint8Array, palette: readonly Shade[]): Buffer {
  const height = pixels.length / width;
  const rows = Buffer.alloc(height * (width + 1));
  // Each row begins with its filter: none.
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return pngOf(width, height, deflateSync(rows), palette);
}

/** A file with this head and these data, whether they go together or not. */
export function pngOf(
  width: number,
  height: number,
  data: Uint8Array,
  palette: readonly Shade[] = [[0, 0, 0]],
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, INDEXED, 0, 0, 0], 8);
  const shades = Buffer.from(palette.flat());
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', shades),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
