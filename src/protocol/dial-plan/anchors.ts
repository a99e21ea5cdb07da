/** Whether a pattern speaks of the whole number: without both anchors it may change a part and leave the rest (mission G5). */

/** True when every alternative begins with `^` or `\A` and ends with `$`, `\z` or `\Z`, groups looked into. */
export function isAnchored(pattern: string): boolean {
  return hasStart(pattern, 0) && hasEnd(pattern, 0);
}

const DEEPEST = 16;
/** A group opening with what may follow its bracket. */
const OPENING = /^\((?:\?(?::|<\w+>|'\w+'|P<\w+>))?/;

function hasStart(pattern: string, depth: number): boolean {
  return alternatives(pattern).every((each) => {
    if (/^(?:\^|\\A)/.test(each)) return true;
    const opening = OPENING.exec(each)?.[0];
    const close = opening === undefined ? -1 : closeOf(each, 0);
    if (opening === undefined || close < 0 || depth >= DEEPEST || /^[?*{]/.test(each.slice(close + 1))) return false;
    return hasStart(each.slice(opening.length, close), depth + 1);
  });
}

function hasEnd(pattern: string, depth: number): boolean {
  return alternatives(pattern).every((each) => {
    if (/(?:^|[^\\])(?:\\\\)*(?:\$|\\[zZ])$/.test(each)) return true;
    const open = each.endsWith(')') && depth < DEEPEST ? openOf(each) : -1;
    const opening = open < 0 ? undefined : OPENING.exec(each.slice(open))?.[0];
    return opening !== undefined && hasEnd(each.slice(open + opening.length, -1), depth + 1);
  });
}

/** The pattern's parts between `|` of its own level. */
function alternatives(pattern: string): string[] {
  const parts: string[] = [];
  let from = 0;
  walk(pattern, (character, at, depth) => {
    if (character !== '|' || depth !== 0) return;
    parts.push(pattern.slice(from, at));
    from = at + 1;
  });
  return [...parts, pattern.slice(from)];
}

function closeOf(pattern: string, open: number): number {
  let close = -1;
  walk(pattern, (character, at, depth) => {
    if (close < 0 && at > open && character === ')' && depth === 1) close = at;
  });
  return close;
}

/** Where the group that ends with the pattern begins. */
function openOf(pattern: string): number {
  let open = -1;
  let close = -1;
  walk(pattern, (character, at, depth) => {
    if (character === '(' && depth === 0) open = at;
    if (character === ')' && depth === 1) close = at;
  });
  return close === pattern.length - 1 ? open : -1;
}

/** Visits every character that is neither escaped nor in a class, with the depth of groups around it. */
function walk(pattern: string, visit: (character: string, at: number, depth: number) => void): void {
  let depth = 0;
  let isInClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (character === '\\') at += 1;
    else if (isInClass) isInClass = character !== ']';
    else if (character === '[') isInClass = true;
    else {
      visit(character, at, depth);
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
    }
  }
}
