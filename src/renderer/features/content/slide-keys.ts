/** What keys do over a page, and how far it can be made larger. Pure. */

export type Zooming = 'in' | 'out' | 'fit';
export type SlideKey = 'next' | 'previous' | Zooming;

/** Percent of what fits the place. */
export const fit = 100;
const zooms = [fit, 125, 150, 200, 300, 400];

/** What a key asks for, or undefined. In an enlarged page the arrows scroll, as they do everywhere; Page Up and Down turn it. */
export function slideKey(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly altKey: boolean; readonly metaKey: boolean },
  isEnlarged: boolean,
): SlideKey | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return isEnlarged ? undefined : 'next';
    case 'ArrowLeft':
    case 'ArrowUp':
      return isEnlarged ? undefined : 'previous';
    case 'PageDown':
      return 'next';
    case 'PageUp':
      return 'previous';
    case '+':
    case '=':
      return 'in';
    case '-':
      return 'out';
    case '0':
      return 'fit';
    default:
      return undefined;
  }
}

/** The next size; the same where there is none. */
export function nextZoom(zoom: number, way: Zooming): number {
  if (way === 'fit') return fit;
  const next = way === 'in' ? zooms.find((step) => step > zoom) : zooms.findLast((step) => step < zoom);
  return next ?? zoom;
}
