/** The tray's icon: the app's own with a dot for the presence, painted here so that no picture per state has to be kept. */
import type { Availability } from '../../shared/model/presence.ts';

/** How a presence looks where there is no room for words: filled, with a bar, or as a ring (WCAG 1.4.1: never by colour alone). */
interface Look {
  readonly colour: readonly [red: number, green: number, blue: number];
  readonly shape: 'disc' | 'bar' | 'ring';
}

const green = [19, 161, 14] as const;
const red = [209, 52, 56] as const;
const amber = [234, 163, 0] as const;
const grey = [128, 128, 128] as const;

const looks: Readonly<Record<Availability, Look>> = {
  available: { colour: green, shape: 'disc' },
  'available-idle': { colour: green, shape: 'ring' },
  busy: { colour: red, shape: 'disc' },
  'busy-idle': { colour: red, shape: 'ring' },
  'do-not-disturb': { colour: red, shape: 'bar' },
  'be-right-back': { colour: amber, shape: 'disc' },
  away: { colour: amber, shape: 'ring' },
  offline: { colour: grey, shape: 'ring' },
  unknown: { colour: grey, shape: 'ring' },
};

/** The dot takes this part of the icon's width, in the lower right corner. */
const share = 0.5;

/**
 * Paints the dot of a presence over a square icon of `size` pixels, four bytes each in the order blue, green, red, alpha
 * (Electron's bitmap). Returns new bytes; a bitmap of another length comes back as it is.
 */
export function withPresenceDot(bitmap: Uint8Array, size: number, availability: Availability): Uint8Array {
  if (bitmap.length !== size * size * 4) return bitmap;
  return withDot(bitmap, size, { look: looks[availability], radius: (size * share) / 2 });
}

/** A dot alone, as wide as its icon: something waits. */
export function attentionDot(size: number): Uint8Array {
  const look = { colour: amber, shape: 'disc' } as const;
  return withDot(new Uint8Array(size * size * 4), size, { look, radius: size / 2 });
}

function withDot(bitmap: Uint8Array, size: number, { look, radius }: { look: Look; radius: number }): Uint8Array {
  const painted = Uint8Array.from(bitmap);
  const centre = size - radius;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const right = (x + 0.5 - centre) / radius;
      const down = (y + 0.5 - centre) / radius;
      const pixel = pixelAt(right, down, look);
      if (pixel) painted.set(pixel, (y * size + x) * 4);
    }
  }
  return painted;
}

/** The colour at a place of the dot, whose edge is 1 from its middle; undefined outside. */
function pixelAt(right: number, down: number, { colour, shape }: Look): readonly number[] | undefined {
  const distance = Math.hypot(right, down);
  if (distance > 1) return undefined;
  const white = [255, 255, 255, 255] as const;
  // A white edge keeps the dot apart from the icon behind it.
  if (distance > 0.85) return white;
  if (shape === 'ring' && distance < 0.45) return white;
  if (shape === 'bar' && Math.abs(down) < 0.2 && Math.abs(right) < 0.55) return white;
  const [r, g, b] = colour;
  return [b, g, r, 255];
}
