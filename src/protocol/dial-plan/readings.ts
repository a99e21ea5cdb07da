/** In what ways a typed text may be meant as a number, the most literal first. Rules are asked about each; mission G8, C-34. */
import { splitExtension } from './address.ts';
import { cleanNumber } from './clean.ts';

export interface NumberReading {
  readonly number: string;
  /** Typed behind the number, and no part of it. */
  readonly extension?: string;
  /** A rule that leaves this beginning in place did not understand the number: the next reading is the better one. */
  readonly wrongStart?: string;
}

/** Beyond this nothing is a number, however it is read. UTF-16 units; the window sends 200. */
const LONGEST_TEXT = 256;
/** `Phone`, `Tel.:`, `Mobil privat`: words before a number, which has as many digits as to be no room or age. */
const LABEL = /^\p{L}[\p{L}.\s]{0,30}[:.\s]\s*(?=[+(]?\s*[+(]?\d)/u;
const LEAST_LABELLED = 5;
const EXTENSION = /(?<=\d[\s)]*)[,;]?\s*(?:extension|extn?|x|durchwahl|dw|poste)\s*[.:]?\s*(\d{1,7})$/i;
/** The zero that is dialled inside a country alone. */
const TRUNK_ZERO = /^\(?\s*\+\s*(\d{1,3})\s*\)?\s*\(\s*0\s*\)/;
/** Italy, the Vatican and San Marino: their zero belongs to the number. ITU-T E.164, national numbering plans */
const KEEPS_ZERO = /^(?:39|379|378)$/;
/** A number that ends in words begins like one, is no shorter than a number of a town, and no longer than any. ITU-T E.164 6.1 */
const WORDED = /^\+?\d{3}[0-9A-Z]{4,12}$/;
const PLAIN = /^\+?[*#0-9]+$/;

/**
 * The readings of a text, at least one. A text of digits and separators has one, unless it names a zero in brackets behind a country code
 * (`+47 (0) 22 …`), which nobody dials from abroad. Of one with letters the first is the text as it is, since rules may be about letters.
 */
export function readingsOf(typed: string): readonly [NumberReading, ...NumberReading[]] {
  const literal = splitExtension(cleanNumber(typed));
  const text = typed.trim();
  if (text.length > LONGEST_TEXT) return [literal];
  const unlabelled = withoutLabel(text);
  const { rest, extension } = withoutExtension(unlabelled);
  const plain = folded(rest);
  const [, country = ''] = TRUNK_ZERO.exec(plain) ?? [];
  const isTrunk = country !== '' && !KEEPS_ZERO.test(country);
  const number = cleanNumber(isTrunk ? plain.replace(TRUNK_ZERO, '+$1') : rest);
  const better = PLAIN.test(number) ? number : worded(number);
  if (better === undefined || better === literal.number) return [literal];
  const first = isTrunk ? { ...literal, wrongStart: `+${country}0` } : literal;
  return [first, { number: better, ...(extension === undefined ? pickExtension(literal) : { extension }) }];
}

function pickExtension({ extension }: NumberReading): Pick<NumberReading, 'extension'> {
  return extension === undefined ? {} : { extension };
}

function withoutLabel(text: string): string {
  const rest = text.replace(/^tel:/i, '').replace(LABEL, '');
  const digits = rest.replace(EXTENSION, '').match(/\d/g)?.length ?? 0;
  return digits >= LEAST_LABELLED ? rest : text;
}

function withoutExtension(text: string): { readonly rest: string; readonly extension?: string } {
  const named = EXTENSION.exec(text);
  const written = splitExtension(text);
  if (written.extension) return { rest: written.number, extension: written.extension };
  return named?.[1] ? { rest: text.slice(0, named.index), extension: named[1] } : { rest: text };
}

const BRACKETS: Readonly<Record<string, string>> = { '(': '(', ')': ')', '\uFF08': '(', '\uFF09': ')' };

/** As a number is cleaned, but brackets stay, which say what the zero between them is. */
function folded(text: string): string {
  return Array.from(text, (sign) => BRACKETS[sign] ?? cleanNumber(sign)).join('');
}

/** Keys by their letters, `FLOWERS` for 3569377; undefined for what is no number. ITU-T E.161 */
function worded(number: string): string | undefined {
  const letters = number.toUpperCase();
  if (!WORDED.test(letters)) return undefined;
  return letters.replace(/[A-Z]/g, (letter) => '22233344455566677778889999'.charAt(letter.charCodeAt(0) - 65));
}
