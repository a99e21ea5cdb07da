/** From what people type or paste to what rules are written for (mission G8, C-34). */

/** Format only: blanks of all kinds, hyphens and dashes, dots, brackets. */
const SEPARATORS =
  /[\s\u00AD\u2010-\u2015\u2212\uFE63\uFF0D().\-\uFF08\uFF09\uFF0E\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
/** The digit zero of scripts that .NET's `\d` accepts and ours does not: full-width, Arabic-Indic, its eastern form, Devanagari. */
const ZEROS = [0xff10, 0x0660, 0x06f0, 0x0966];
const FOREIGN = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\uFF01-\uFF5E]/g;

/** The typed text without separators, foreign digits and full-width signs turned into plain ones. */
export function cleanNumber(typed: string): string {
  return typed.replace(SEPARATORS, '').replace(FOREIGN, plain);
}

function plain(character: string): string {
  const code = character.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  // Full-width forms stand in ASCII's own order.
  return String.fromCharCode(zero === undefined ? code - 0xfee0 : code - zero + 0x30);
}
