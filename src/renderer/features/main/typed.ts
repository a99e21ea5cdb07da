/** What the one field holds: part of a name, a number, or a meeting link. A guess for the screen; main reads it strictly. */
export type TypedKind = 'nothing' | 'name' | 'number' | 'link';

/** Digits with what people write between them, ASCII or full width; at least two digits. */
const numberLike = /^\+?[\d０-９\s().\-/＋]{2,}$/u;
const linkLike = /^(conf:|meet:|https:\/\/|sips?:[^\s]*app:conf:focus)|app:conf:focus:id:/i;

/** The kind of a typed text. */
export function typedKind(text: string): TypedKind {
  const trimmed = text.trim();
  if (trimmed === '') return 'nothing';
  if (linkLike.test(trimmed)) return 'link';
  const digits = trimmed.replace(/[^\d０-９]/gu, '').length;
  return numberLike.test(trimmed) && digits >= 2 ? 'number' : 'name';
}
