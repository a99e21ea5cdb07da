/** A provisioning document as it arrives, group by group; a bad group costs that group alone. [MS-SIPREGE] 2.2.2.5 (mission F27) */
import { attr } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { salvageGroups } from './salvage.ts';

export interface ProvisionEntry {
  /** As the server writes it; nested elements by path, attributes by `@`: `a/b`, `a@b`. */
  readonly key: string;
  readonly value: string;
}

export interface ProvisionGroup {
  /** As the server writes it. */
  readonly name: string;
  readonly entries: readonly ProvisionEntry[];
}

export interface ProvisionDocument {
  readonly groups: readonly ProvisionGroup[];
  /** What could not be used, in technical English; at most 20. */
  readonly problems: readonly string[];
}

export type ProvisionReading =
  | { readonly ok: true; readonly document: ProvisionDocument }
  | { readonly ok: false; readonly problem: string };

const MOST_GROUPS = 64;
const MOST_ENTRIES = 500;
const LONGEST_KEY = 128;
/** Room for the document of public providers, which is a value of its own. */
const LONGEST_VALUE = 65_536;
const DEEPEST = 6;
const MOST_PROBLEMS = 20;

/**
 * Reads a document of any generation: settings as elements or as `property` entries, in any namespace. When the document as a
 * whole is not well-formed, its groups are read one by one and the broken ones are named. Never throws.
 */
export function readProvisioning(text: string): ProvisionReading {
  const xml = readXml(text);
  if (xml.ok) {
    if (xml.root.local !== 'provisionGroupList')
      return { ok: false, problem: `not settings: ${xml.root.local.slice(0, 40)}` };
    const groups = xml.root.children.filter((each) => each.local === 'provisionGroup');
    return { ok: true, document: documentOf(groups, []) };
  }
  // A DOCTYPE or a document without bounds is an attack, not a slip: nothing of it is used.
  if (xml.problem !== 'not-well-formed') return { ok: false, problem: xml.problem };
  const { groups, problems } = salvageGroups(text);
  return groups.length === 0
    ? { ok: false, problem: xml.problem }
    : { ok: true, document: documentOf(groups, problems) };
}

function documentOf(elements: readonly XmlElement[], salvage: readonly string[]): ProvisionDocument {
  const problems = [...salvage];
  if (elements.length > MOST_GROUPS) problems.push(`more than ${MOST_GROUPS} groups: the rest is passed over`);
  const groups = elements.slice(0, MOST_GROUPS).flatMap((element) => {
    const name = attr(element, 'name')?.trim().slice(0, LONGEST_KEY) ?? '';
    if (name === '') {
      problems.push('a group without a name');
      return [];
    }
    return [{ name, entries: entriesOf(element, name, problems) }];
  });
  return { groups, problems: problems.slice(0, MOST_PROBLEMS) };
}

function entriesOf(group: XmlElement, name: string, problems: string[]): ProvisionEntry[] {
  const entries: ProvisionEntry[] = [];
  for (const child of group.children) collect(child, '', 1, entries);
  if (entries.length > MOST_ENTRIES)
    problems.push(`${name}: more than ${MOST_ENTRIES} settings, the rest is passed over`);
  return entries.slice(0, MOST_ENTRIES);
}

/** Lists that only hold `property` entries have no name of their own. [MS-SIPREGE] 2.2.2.5.2, 2.2.2.5.7 */
const WRAPPERS: ReadonlySet<string> = new Set(['propertyentrylist', 'instance']);

function collect(element: XmlElement, path: string, depth: number, entries: ProvisionEntry[]): void {
  if (entries.length > MOST_ENTRIES || depth > DEEPEST) return;
  const isWrapper = WRAPPERS.has(element.local.toLowerCase());
  const key = isWrapper ? path : join(path, keyOf(element));
  const isProperty = element.local.toLowerCase() === 'property';
  for (const each of element.attributes) {
    if (!isWrapper && !(isProperty && each.local === 'name')) add(entries, `${key}@${each.local}`, each.value);
  }
  if (!isWrapper && (element.children.length === 0 || element.text.trim() !== ''))
    add(entries, key, element.text.trim());
  for (const child of element.children) collect(child, key, depth + 1, entries);
}

function keyOf(element: XmlElement): string {
  const named = element.local.toLowerCase() === 'property' ? attr(element, 'name')?.trim() : undefined;
  return named || element.local;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

function add(entries: ProvisionEntry[], key: string, value: string): void {
  entries.push({ key: key.slice(0, LONGEST_KEY), value: value.slice(0, LONGEST_VALUE) });
}
