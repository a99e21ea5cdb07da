/** Whether a typed text is offered as a number. A guess for the screen; main reads it strictly. */

/** Digits with what people write between them, ASCII or full width; keys of a telephone as well. */
const numberLike = /^[+＋]?[\d０-９\s().\-/*#＋（）]{2,40}$/u;
/** The beginning of one, with room for what follows it. */
const beginning = '[+＋(（]*[\\d０-９][\\d０-９\\s().\\-/（）]{3,38}[\\d０-９)）]';
const withExtension = new RegExp(
  `^${beginning}(?:;ext=|[,;]?\\s*(?:extension|extn?|x|durchwahl|dw|poste)\\s*[.:]?\\s*)\\d{1,7}$`,
  'iu',
);
/** `tel:…`, `Phone: …`. Without a colon it may be a name that ends in digits. */
const labelled = /^\p{L}[\p{L}.\s]{0,30}:\s*([+＋(（*#\d０-９].*)$/u;
/** Keys by their letters, `1-800-FLOWERS`. */
const worded = /^\+?\d{3}[\dA-Z]{4,12}$/i;
const fewestDigits = 2;
const fewestLabelled = 5;

/** True for digits, letters on keys, extensions and words before a number, in so far as no name looks like that. */
export function looksLikeNumber(text: string): boolean {
  const trimmed = text.trim();
  const [, behindLabel] = labelled.exec(trimmed) ?? [];
  if (behindLabel !== undefined) return digitsIn(behindLabel) >= fewestLabelled && looksLikeNumber(behindLabel);
  if (numberLike.test(trimmed)) return digitsIn(trimmed) >= fewestDigits;
  return withExtension.test(trimmed) || worded.test(trimmed.replace(/[\s().\-/]/g, ''));
}

function digitsIn(text: string): number {
  return text.match(/[\d０-９]/gu)?.length ?? 0;
}
