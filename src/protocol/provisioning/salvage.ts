/** Groups out of a document that is not well-formed as a whole: each is read alone, so that one bad setting does not cost all. */
import { readXml, type XmlElement } from '../xml/read.ts';

const MOST_GROUPS = 64;
const LONGEST_NAME = 64;
const OPEN = /<(?:[A-Za-z_][\w.-]{0,30}:)?provisionGroup(?=[\s>])/g;
const CLOSE = /<\/(?:[A-Za-z_][\w.-]{0,30}:)?provisionGroup\s{0,8}>/g;

export interface Salvage {
  readonly groups: readonly XmlElement[];
  /** One line for each group that was lost. */
  readonly problems: readonly string[];
}

/** Cuts at the tags of groups and reads each piece by itself. A group without an end reaches to the next one's beginning. */
export function salvageGroups(text: string): Salvage {
  const groups: XmlElement[] = [];
  const problems: string[] = [];
  const starts = [...take(text.matchAll(OPEN), MOST_GROUPS)].map((match) => match.index);
  for (const [index, start] of starts.entries()) {
    const piece = text.slice(start, starts[index + 1] ?? text.length);
    const end = endOf(piece);
    const xml = end === undefined ? undefined : readXml(piece.slice(0, end));
    if (xml?.ok) groups.push(xml.root);
    else problems.push(`${nameIn(piece)}: ${xml ? xml.problem : 'no end'}`);
  }
  return { groups, problems };
}

function endOf(piece: string): number | undefined {
  CLOSE.lastIndex = 0;
  const match = CLOSE.exec(piece);
  return match ? match.index + match[0].length : undefined;
}

function nameIn(piece: string): string {
  const name = /^[^>]{0,200}?\sname\s?=\s?["']([^"'<>]*)/.exec(piece)?.[1] ?? '';
  return name.slice(0, LONGEST_NAME) || 'a group without a name';
}

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (count === most) return;
    count += 1;
    yield item;
  }
}
