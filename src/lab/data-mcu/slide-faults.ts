/** What goes out in place of a page while a tester wants it spoiled. */
import { deflateSync } from 'node:zlib';
import { pngOf } from './png.ts';
import type { ContentSettings } from './settings.ts';
import type { ServedPage } from './slide-store.ts';

const HUGE = 100 * 1024 * 1024;
const TOO_MANY_PIXELS = 30_000;
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The page as the settings stand now. `encipher` uses the key that clients have. */
export function servedPage(
  bytes: Uint8Array,
  encipher: (other: Uint8Array) => Uint8Array,
  { slides, pageDelayMs }: Pick<ContentSettings, 'slides' | 'pageDelayMs'>,
): ServedPage {
  const sound: ServedPage = { status: 200, bytes, delayMs: pageDelayMs };
  switch (slides) {
    case 'corrupted':
      return { ...sound, bytes: bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 0x55 : byte)) };
    case 'truncated':
      return { ...sound, bytes: bytes.subarray(0, (bytes.length >> 1) | 1) };
    case 'cut':
      return { ...sound, isCut: true };
    case 'huge':
      return { ...sound, paddedTo: HUGE };
    case 'strange':
      return { ...sound, bytes: encipher(GIF) };
    case 'many-pixels':
      return { ...sound, bytes: encipher(pngOf(TOO_MANY_PIXELS, TOO_MANY_PIXELS, deflateSync(Buffer.alloc(64)))) };
    case 'missing':
      return { ...sound, status: 404, bytes: new Uint8Array() };
    case 'redirect':
      return { ...sound, status: 302, bytes: new Uint8Array(), location: 'https://evil.invalid/slides' };
    default:
      return sound;
  }
}
