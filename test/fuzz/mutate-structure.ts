/** Damage that leaves the syntax whole, so that it reaches what a reader does with the parts: for JSON and for XML. */
import { type Dice, MAX_INPUT } from './mutate.ts';

const strangers: readonly unknown[] = [
  null,
  true,
  '',
  'x'.repeat(70_000),
  '__proto__',
  'constructor',
  '\0\ud800',
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  [],
  [null],
  {},
  { toString: 1, valueOf: null },
  { length: 1e9 },
  nested(200),
  Array(3000).fill(0),
];

const keys = ['__proto__', 'constructor', 'toString', 'length', '', 'version', '0'] as const;

/** Puts strangers in the place of values, renames, repeats and drops fields; other text comes back as it is. */
export function damageJson(text: string, dice: Dice): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  for (let left = 1 + dice.below(3); left > 0; left -= 1) value = changed(value, dice);
  return (JSON.stringify(value) ?? 'null').slice(0, MAX_INPUT);
}

/** Changes one place of a value: at the top once in so many parts, else somewhere inside. */
function changed(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null) return strangers[dice.below(strangers.length)];
  const entries = Object.entries(value);
  if (entries.length === 0 || dice.below(6) === 0) return strangers[dice.below(strangers.length)];
  const at = dice.below(entries.length);
  const [key, inner] = entries[at] ?? ['', null];
  const made = madeOf(entries, at, [key, inner], dice);
  if (Array.isArray(value)) return made.map(([, each]) => each);
  // From text, because "__proto__" becomes a field of its own only there.
  return JSON.parse(
    `{${made.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each ?? null)}`).join()}}`,
  );
}

type Entry = readonly [key: string, value: unknown];

function madeOf(entries: readonly Entry[], at: number, [key, inner]: Entry, dice: Dice): readonly Entry[] {
  switch (dice.below(8)) {
    case 0:
      return entries.toSpliced(at, 1);
    case 1:
      return entries.toSpliced(at, 1, [keys[dice.below(keys.length)] ?? '', inner]);
    case 2:
      return [...entries, ...Array<Entry>(1 + dice.below(300)).fill([`${key}${entries.length}`, inner])];
    default:
      return entries.with(at, [key, changed(inner, dice)]);
  }
}

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let left = depth; left > 0; left -= 1) value = [value];
  return value;
}

const xmlTexts = [
  '',
  '-1',
  '99999999999999999999',
  'NaN',
  ' true ',
  '&#65;',
  'x'.repeat(5000),
  'sip:a@b',
  '2026-13-41T99:00:00Z',
];

/** Repeats, drops, moves and wraps elements and changes what stands between and inside them; what was well-formed mostly stays so. */
export function damageXml(text: string, dice: Dice): string {
  // Tags, and what stands between them.
  const pieces = text.split(/(<[^<>]*>)/).filter((piece) => piece !== '');
  const opening = pieces.flatMap((piece, at) => (/^<[a-z]/i.test(piece) ? [at] : []));
  const from = opening[dice.below(opening.length)];
  if (from === undefined) return text;
  const to = endOf(pieces, from);
  const element = pieces.slice(from, to);
  const put = (...made: readonly string[]) => [...pieces.slice(0, from), ...made, ...pieces.slice(to)].join('');
  switch (dice.below(7)) {
    case 0:
      return put();
    case 1:
      return put(...Array<string>(2 + dice.below(400)).fill(element.join(''))).slice(0, MAX_INPUT);
    case 2:
      return put(...element, ...pieces.slice(opening[dice.below(opening.length)] ?? from));
    case 3: {
      const depth = 1 + dice.below(3000);
      return put('<a>'.repeat(depth), ...element, '</a>'.repeat(depth)).slice(0, MAX_INPUT);
    }
    case 4:
      return put(
        (element[0] ?? '').replace(/"[^"]*"/, () => `"${xmlTexts[dice.below(xmlTexts.length)]}"`),
        ...element.slice(1),
      );
    case 5:
      return put(element[0] ?? '', xmlTexts[dice.below(xmlTexts.length)] ?? '', ...element.slice(1));
    default:
      return put(...element.map((piece) => piece.replace(/^(<\/?)[^\s/>]+/, '$1b:other')));
  }
}

/** Behind the tag that closes this one, as far as counting tells. */
function endOf(pieces: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    if (/^<[a-z]/i.test(piece) && !piece.endsWith('/>')) depth += 1;
    if (piece.startsWith('</')) depth -= 1;
    if (depth <= 0) return at + 1;
  }
  return pieces.length;
}
