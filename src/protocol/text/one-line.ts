/** Names and titles that strangers chose, fit to stand beside other words. */

/** Controls, what turns the direction of other text, what nobody sees, and blanks of every kind. */
const unfit = /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff\u2028\u2029\s]+/gu;
/** Halves of characters, as a cut leaves them. */
const halves = /\p{Surrogate}/gu;

/** One line without controls, marks of direction and invisible spaces; at most so many characters. Empty when nothing is left to see. */
export function oneLine(text: string, most: number): string {
  return text.replace(unfit, ' ').trim().slice(0, most).replace(halves, '').trim();
}
