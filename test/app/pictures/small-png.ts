/**
 * Makes a screenshot a third as large: its colours go into a palette of 256, and each pixel becomes one byte (ISO/IEC 15948, PNG).
 * A window has few colours, but many shades between text and ground, of which the rarest lose least.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels of the colour types Chromium writes: 2 is RGB, 6 has transparency beside it. */
const channelsOf: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const paletteSize = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes each. */
  readonly rgb: Uint8Array;
}

/** The same picture with a palette. Throws for what Chromium does not write. */
export function smallPng(png: Uint8Array): Buffer {
  const { width, height, rgb } = decode(png);
  const palette = paletteOf(rgb);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = nearest(colourAt(rgb, y * width + x));
  }
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits to a pixel, which are its place in the palette.
  head.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(rgb: Uint8Array, pixel: number): number {
  const at = 3 * pixel;
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}

/** The most frequent colour, and then again and again the one that is missed most: often there, and far from all that have a place. */
function paletteOf(rgb: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const colour = colourAt(rgb, pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const found = [...counts].map(([colour, count]) => ({ colour, count, away: Number.POSITIVE_INFINITY }));
  const palette: number[] = [];
  while (palette.length < Math.min(paletteSize, found.length)) {
    const chosen = found.reduce((best, each) => (missed(each) > missed(best) ? each : best));
    palette.push(chosen.colour);
    for (const each of found) each.away = Math.min(each.away, distance(each.colour, chosen.colour));
  }
  return palette;
}

function missed({ count, away }: { readonly count: number; readonly away: number }): number {
  // Before the first choice all are equally far away.
  return count * Math.min(away, 1e6);
}

/** Gives the place of the colour in the palette that is most like one. */
function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    const place = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, place);
    return place;
  };
}

function nearest(palette: readonly number[], colour: number): number {
  const away = palette.map((candidate) => distance(candidate, colour));
  return away.indexOf(Math.min(...away));
}

function distance(one: number, other: number): number {
  const channel = (shift: number) => (((one >> shift) & 0xff) - ((other >> shift) & 0xff)) ** 2;
  return channel(16) + channel(8) + channel(0);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

function decode(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  if (!bytes.subarray(0, 8).equals(signature)) throw new Error('This is no PNG file');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = channelsOf[bytes[25] ?? 0];
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0) throw new Error('This PNG is none of Chromium’s');
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels);
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(lines.subarray(pixel * channels, pixel * channels + 3), 3 * pixel);
  }
  return { width, height, rgb };
}

/** Takes back what each line's filter did: PNG 9.2. `step` is the bytes of a pixel. */
function unfiltered(data: Buffer, stride: number, step: number): Buffer {
  const height = data.length / (stride + 1);
  // A line and a pixel of nothing lie before the first, where the filters look.
  const before = stride + step;
  const lines = Buffer.alloc(before + height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = before + y * stride + x;
      const left = x < step ? 0 : lines.readUInt8(at - step);
      const corner = x < step ? 0 : lines.readUInt8(at - stride - step);
      const byte = data.readUInt8(y * (stride + 1) + 1 + x);
      lines.writeUInt8((byte + predicted(filter, left, lines.readUInt8(at - stride), corner)) & 0xff, at);
    }
  }
  return lines.subarray(before);
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      return 0;
  }
}

/** The neighbour nearest to the gradient of the three. */
function paeth(left: number, above: number, corner: number): number {
  const [fromLeft, fromAbove, fromCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}
