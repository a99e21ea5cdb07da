/** Rules for calls, changed: what a change does not name stays as it was, byte for byte in meaning. [MS-SIPRE] 2.2.9 */
import { attr } from '../xml/find.ts';
import type { XmlAttribute, XmlElement } from '../xml/read.ts';
import { escapeXml } from '../xml/write-text.ts';
import { clientFlags, nameOf, type RoutingTarget, rulesName } from './read.ts';

/** Names that are absent here are left alone. */
export interface RoutingEdit {
  readonly addFlags?: readonly string[];
  readonly removeFlags?: readonly string[];
  /** Seconds by name. */
  readonly waits?: Readonly<Record<string, number>>;
  readonly lists?: Readonly<Record<string, readonly RoutingTarget[]>>;
}

/** As the examples of [MS-SIPRE] 4.7 have it; the reference of the schema prints another one. */
const NAMESPACE = 'http://schemas.microsoft.com/02/2006/sip/routing';
/** Of this version on servers know delegates and teams; clients before 4.0 do not. [MS-SIPRE] 3.9.5.1.2 */
const VERSION = '2';
const SINCE_VERSION: ReadonlySet<string> = new Set(['delegate_ring', 'team_ring', 'skip_primary']);
const OLDEST_CLIENT = '4.0.0.0';

/** Rules that change nothing about calls, to begin with. */
export const emptyRouting: XmlElement = element('routing', NAMESPACE, {
  attributes: [
    attribute('name', rulesName),
    attribute('version', VERSION),
    attribute('minSupportedClientVersion', OLDEST_CLIENT),
  ],
  children: [element('preamble', NAMESPACE, {})],
});

/** The document with the change in it, as XML. */
export function writeRouting(source: XmlElement, edit: RoutingEdit): string {
  return elementText(editRouting(source, edit), '');
}

/** The same as a tree. */
export function editRouting(source: XmlElement, edit: RoutingEdit): XmlElement {
  const isTooOld = attr(source, 'version')?.trim() === '1' && edit.addFlags?.some((flag) => SINCE_VERSION.has(flag));
  return {
    ...source,
    attributes: isTooOld ? raised(source.attributes) : source.attributes,
    children: source.children.map((each) => (each.local === 'preamble' ? editPreamble(each, edit) : each)),
  };
}

/** Rules of version 1 know neither delegates nor teams, and no oldest client. [MS-SIPRE] 2.2.9 */
function raised(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  const kept = attributes.filter(({ local }) => local !== 'version' && local !== 'minSupportedClientVersion');
  return [...kept, attribute('version', VERSION), attribute('minSupportedClientVersion', OLDEST_CLIENT)];
}

function editPreamble(preamble: XmlElement, edit: RoutingEdit): XmlElement {
  const { ns } = preamble;
  const named = new Map(preamble.children.map((each) => [`${each.local} ${nameOf(each)}`, each]));
  const put = (local: string, name: string, change: (before: XmlElement) => XmlElement) => {
    const key = `${local} ${name}`;
    named.set(key, change(named.get(key) ?? element(local, ns, { attributes: [attribute('name', name)] })));
  };
  put('flags', clientFlags, (before) => withAttribute(before, 'value', flagsAfter(attr(before, 'value') ?? '', edit)));
  for (const [name, seconds] of Object.entries(edit.waits ?? {})) {
    put('wait', name, (before) => withAttribute(before, 'seconds', String(seconds)));
  }
  for (const [name, targets] of Object.entries(edit.lists ?? {})) {
    put('list', name, (before) => ({
      ...before,
      text: '',
      children: targets.map((target) => targetElement(target, ns)),
    }));
  }
  return { ...preamble, children: inOrder(preamble, named) };
}

/** What stood there keeps its place, twice-named unknown elements too; what is new comes last. */
function inOrder(preamble: XmlElement, named: ReadonlyMap<string, XmlElement>): readonly XmlElement[] {
  const left = new Map(named);
  const kept = preamble.children.map((each) => {
    const key = `${each.local} ${nameOf(each)}`;
    const changed = isEdited(each) ? left.get(key) : each;
    left.delete(key);
    return changed ?? each;
  });
  return [...kept, ...left.values()];
}

function isEdited({ local }: XmlElement): boolean {
  return local === 'flags' || local === 'wait' || local === 'list';
}

function flagsAfter(value: string, { addFlags = [], removeFlags = [] }: RoutingEdit): string {
  const kept = value.split(/\s+/).filter((flag) => flag !== '' && !removeFlags.includes(flag.toLowerCase()));
  const known = new Set(kept.map((flag) => flag.toLowerCase()));
  return [...kept, ...addFlags.filter((flag) => !known.has(flag))].join(' ');
}

function targetElement(target: RoutingTarget, ns: string): XmlElement {
  const place = target.kind === 'uri' ? attribute('uri', target.uri) : attribute('application', target.application);
  return element('target', ns, { attributes: [place] });
}

function withAttribute(before: XmlElement, local: string, value: string): XmlElement {
  const others = before.attributes.filter((each) => each.local !== local || each.ns !== '');
  return { ...before, attributes: [...others, attribute(local, value)] };
}

function attribute(local: string, value: string): XmlAttribute {
  return { local, ns: '', value };
}

function element(
  local: string,
  ns: string,
  { attributes = [], children = [] }: Partial<Pick<XmlElement, 'attributes' | 'children'>>,
): XmlElement {
  return { local, ns, attributes, children, text: '' };
}

/** Namespaces are declared where they change: the prefixes of the source are lost, their meaning is not. */
function elementText({ local, ns, attributes, children, text }: XmlElement, around: string): string {
  const space = ns === around ? '' : ` xmlns="${escapeXml(ns)}"`;
  const written = attributes.map(attributeText).join('');
  const content = children.length > 0 ? children.map((each) => elementText(each, ns)).join('') : escapeXml(text);
  return `<${local}${space}${written}>${content}</${local}>`;
}

function attributeText({ local, ns, value }: XmlAttribute, index: number): string {
  if (ns === '') return ` ${local}="${escapeXml(value)}"`;
  if (ns === 'http://www.w3.org/XML/1998/namespace') return ` xml:${local}="${escapeXml(value)}"`;
  return ` xmlns:a${index}="${escapeXml(ns)}" a${index}:${local}="${escapeXml(value)}"`;
}
