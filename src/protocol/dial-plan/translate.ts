/** A .NET pattern in the engine's own words, or why that cannot be (mission G10). .NET regular expression language reference */

export type Translation =
  | { readonly ok: true; readonly pattern: string }
  | { readonly ok: false; readonly reason: string };

/** Group openings that the engine does not have. */
const GROUPS: readonly (readonly [opening: RegExp, reason: string])[] = [
  [/^\(\?<?[=!]/, 'It looks ahead or behind, which Offhook does not run.'],
  [/^\(\?>/, 'It has an atomic group, which Offhook does not run.'],
  [/^\(\?\(/, 'It has a condition, which Offhook does not run.'],
  [/^\(\?['<]\w*-/, 'It has a balancing group, which Offhook does not run.'],
  [/^\(\?[a-z]*[nx]/, 'It has an option that Offhook does not know.'],
];

const ESCAPES: Readonly<Record<string, string>> = { Z: '\\z', e: '\\x1B' };
const BACK_REFERENCE = 'It refers back to a group, which Offhook does not run.';
const FOREIGN_CLASS = 'It has a character class within a class, which Offhook does not run.';

/** Translates what means the same, keeps what is common to both, refuses what would mean something else. */
export function translatePattern(source: string): Translation {
  let pattern = '';
  let at = 0;
  let isInClass = false;
  while (at < source.length) {
    const rest = source.slice(at);
    const piece = readPiece(rest, isInClass);
    if (typeof piece === 'string') return { ok: false, reason: piece };
    if (piece.toggles) isInClass = !isInClass;
    pattern += piece.text;
    at += piece.length;
  }
  return { ok: true, pattern };
}

interface Piece {
  /** How much of the source it stands for. */
  readonly length: number;
  readonly text: string;
  readonly toggles?: boolean;
}

/** The next piece, or the reason to refuse the pattern. */
function readPiece(rest: string, isInClass: boolean): Piece | string {
  if (rest.startsWith('\\')) return readEscape(rest);
  if (isInClass) return readInClass(rest);
  // A bracket that closes a class at its very beginning is an ordinary character.
  const opening = /^\[\^?\]?/.exec(rest)?.[0];
  if (opening !== undefined) return { length: opening.length, text: opening.replace(/\]$/, '\\]'), toggles: true };
  return rest.startsWith('(?') ? readGroup(rest) : { length: 1, text: rest.slice(0, 1) };
}

function readInClass(rest: string): Piece | string {
  if (rest.startsWith('-[') || rest.startsWith('[:')) return FOREIGN_CLASS;
  const [character = ''] = rest;
  return { length: character.length, text: character, toggles: character === ']' };
}

function readEscape(rest: string): Piece | string {
  const letter = rest[1] ?? '';
  if (/[1-9k]/.test(letter)) return BACK_REFERENCE;
  const unit = /^\\u([0-9A-Fa-f]{4})/.exec(rest);
  if (unit) return { length: 6, text: `\\x{${unit[1]}}` };
  // Words of the engine that .NET does not have.
  if (/[GQEC]/.test(letter)) return `It has \\${letter}, which Offhook does not run.`;
  return { length: 2, text: ESCAPES[letter] ?? rest.slice(0, 2) };
}

function readGroup(rest: string): Piece | string {
  const comment = /^\(\?#[^)]*\)/.exec(rest)?.[0];
  if (comment) return { length: comment.length, text: '' };
  const refused = GROUPS.find(([opening]) => opening.test(rest))?.[1];
  if (refused) return refused;
  const quoted = /^\(\?'(\w{1,32})'/.exec(rest);
  return quoted ? { length: quoted[0].length, text: `(?<${quoted[1]}>` } : { length: 2, text: '(?' };
}
