/** Texts of strangers, for terminals and plain text. */

/** Controls, line ends, and what turns the direction of writing. Unicode 9 (UAX #9) 2 */
const unwanted = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** On one line, which says what it says: whatever a terminal would obey is spelled as in `\u001b`. */
export function plain(text: string): string {
  return text.replace(unwanted, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same of each line. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}
