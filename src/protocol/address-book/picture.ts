/** Whether bytes are a picture that may be shown: by their own beginning, never by what the server calls them. ISO/IEC 10918-1 B, PNG 11.2.2 */

export interface PictureFacts {
  readonly mime: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
}

/** A larger one would cost the window more memory than a photo of a person is worth. */
const MOST_PIXELS_A_SIDE = 2048;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What picture it is; undefined for anything else, for one without a size, and for one of more than 2,048 pixels a side. */
export function readPicture(bytes: Uint8Array): PictureFacts | undefined {
  const facts = readPng(bytes) ?? readJpeg(bytes);
  if (!facts) return undefined;
  const sides = [facts.width, facts.height];
  return sides.every((side) => side > 0 && side <= MOST_PIXELS_A_SIDE) ? facts : undefined;
}

function readPng(bytes: Uint8Array): PictureFacts | undefined {
  const hasHead = bytes.length >= 24 && PNG.every((byte, index) => bytes[index] === byte);
  if (!hasHead || ascii(bytes, 12, 4) !== 'IHDR') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments up to the one that tells the frame's size. */
function readJpeg(bytes: Uint8Array): PictureFacts | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) return { mime: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

/** SOF0 to SOF15 without the tables that stand among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
