/**
 * Whether bytes are a picture, what it measures, and whether it is whole. Nothing is decoded: what a stranger sent reaches a decoder only when
 * it is what it says. PNG: RFC 2083 (chunks, 3.2), JPEG: ITU-T T.81 (markers, B.1.1)
 */
import { contentLimits } from '../../shared/model/meeting-content.ts';

export interface PictureFacts {
  readonly type: 'image/png' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** `strange`: neither of the two. `damaged`: cut short or broken. `too-large`: more pixels than are drawn here. */
export type PictureProblem = 'strange' | 'damaged' | 'too-large';

/** In all, whatever the sides. */
const mostPixels = 40_000_000;
const mostChunks = 100_000;

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpegStart = [0xff, 0xd8, 0xff];

/** Looks at a picture. `crc32` is that of RFC 1952. */
export function readPicture(bytes: Uint8Array, crc32: (part: Uint8Array) => number): PictureFacts | PictureProblem {
  if (begins(bytes, pngStart)) return measured('image/png', pngSize(bytes, crc32));
  if (begins(bytes, jpegStart)) return measured('image/jpeg', jpegSize(bytes));
  return 'strange';
}

type Size = { readonly width: number; readonly height: number };

function measured(type: PictureFacts['type'], size: Size | undefined): PictureFacts | PictureProblem {
  if (!size || size.width === 0 || size.height === 0) return 'damaged';
  const { width, height } = size;
  const side = contentLimits.pageSide;
  return width > side || height > side || width * height > mostPixels ? 'too-large' : { type, width, height };
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

interface Piece {
  readonly name: string;
  /** Where its content begins, and where the next piece does. */
  readonly from: number;
  readonly end: number;
}

/** Chunk after chunk, each with a sum of its own, from IHDR to IEND. */
function pngSize(bytes: Uint8Array, crc32: (part: Uint8Array) => number): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = chunkAt(view, bytes, pngStart.length);
  if (first?.name !== 'IHDR' || first.end - first.from !== 13 + 4) return undefined;
  let hasData = false;
  let chunk: Piece | undefined = first;
  for (let count = 0; chunk && count < mostChunks; count += 1) {
    const { name, from, end } = chunk;
    if (crc32(bytes.subarray(from - 4, end - 4)) >>> 0 !== view.getUint32(end - 4)) return undefined;
    if (name === 'IEND') {
      return hasData ? { width: view.getUint32(first.from), height: view.getUint32(first.from + 4) } : undefined;
    }
    hasData ||= name === 'IDAT';
    chunk = chunkAt(view, bytes, end);
  }
  return undefined;
}

/** Length, name, content, sum; undefined where the bytes end before. */
function chunkAt(view: DataView, bytes: Uint8Array, at: number): Piece | undefined {
  if (at + 12 > bytes.length) return undefined;
  const end = at + 12 + view.getUint32(at);
  if (end > bytes.length) return undefined;
  return { name: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), from: at + 8, end };
}

const startOfScan = 0xda;

/** Segments up to the first scan; after it the end marker, which a picture that was cut short lacks. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  let size: Size | undefined;
  let segment = segmentAt(bytes, 2);
  while (segment) {
    const { marker, from, end } = segment;
    if (isFrame(marker)) {
      if (size || end - from < 6) return undefined;
      size = { height: two(bytes, from + 1), width: two(bytes, from + 3) };
    }
    if (marker === startOfScan) return hasEnd(bytes, end) ? size : undefined;
    segment = segmentAt(bytes, end);
  }
  return undefined;
}

interface Segment extends Omit<Piece, 'name'> {
  readonly marker: number;
}

/** Marker, length, content; any number of fill bytes may stand before. Undefined where the bytes end, or are something else. */
function segmentAt(bytes: Uint8Array, start: number): Segment | undefined {
  let at = start;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
  if (bytes[at] !== 0xff || at + 4 > bytes.length) return undefined;
  const length = two(bytes, at + 2);
  const end = at + 2 + length;
  return length < 2 || end > bytes.length ? undefined : { marker: bytes[at + 1] ?? 0, from: at + 4, end };
}

/** SOF0 to SOF15 but for the three numbers among them that are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Within a scan 0xFF is followed by 0x00, so the marker itself stands nowhere else. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.lastIndexOf(0xd9); at > from; at = bytes.lastIndexOf(0xd9, at - 1)) {
    if (bytes[at - 1] === 0xff) return true;
  }
  return false;
}
