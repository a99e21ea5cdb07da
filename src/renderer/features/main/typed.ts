/** What the one field holds: part of a name, a number, or a meeting link. A guess for the screen; main reads it strictly. */
import { looksLikeNumber } from '../phone/index.ts';

export type TypedKind = 'nothing' | 'name' | 'number' | 'link';

const linkLike = /^(conf:|meet:|https:\/\/|sips?:[^\s]*app:conf:focus)|app:conf:focus:id:/i;

/** The kind of a typed text. */
export function typedKind(text: string): TypedKind {
  const trimmed = text.trim();
  if (trimmed === '') return 'nothing';
  if (linkLike.test(trimmed)) return 'link';
  return looksLikeNumber(trimmed) ? 'number' : 'name';
}
