/** .NET replacement text: `$1`, `${name}`, `$$`, `$&` and the rarer ones. .NET "Substitutions in regular expressions" */

/** What one match has to offer to its replacement. */
export interface MatchParts {
  readonly input: string;
  readonly start: number;
  readonly end: number;
  /** By .NET's numbering, 0 the whole match; '' for a group that took no part. */
  readonly groups: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

const PIECE = /\$(?:(\d{1,9})|\{(\w{1,32})\}|([$&`'+_]))/g;

/** The replacement for one match. A reference to a group that does not exist stays as it is written. */
export function expandReplacement(replacement: string, match: MatchParts): string {
  return replacement.replace(PIECE, (written, number?: string, name?: string, sign?: string) => {
    if (number !== undefined) return match.groups[Number(number)] ?? written;
    if (name !== undefined) return match.named.get(name) ?? match.groups[groupNumber(name)] ?? written;
    return special(sign ?? '', match);
  });
}

function groupNumber(name: string): number {
  return /^\d{1,9}$/.test(name) ? Number(name) : -1;
}

function special(sign: string, { input, start, end, groups }: MatchParts): string {
  switch (sign) {
    case '&':
      return input.slice(start, end);
    case '`':
      return input.slice(0, start);
    case "'":
      return input.slice(end);
    case '+':
      return groups.at(-1) ?? '';
    case '_':
      return input;
    default:
      return '$';
  }
}
