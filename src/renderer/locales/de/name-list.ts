/** Lists of names within a German sentence. */
import { isolated } from '../format.ts';

/** `A`, `A und B`, `A, B und 3 weitere`. */
export function namesAndOthers(names: readonly string[], more: number): string {
  const shown = names.map(isolated);
  if (more > 0) return `${shown.join(', ')} und ${more} ${more === 1 ? 'weitere Person' : 'weitere'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} und ${shown.at(-1)}`;
}
