/**
 * Exclusive XML canonicalization, without comments: the form that signatures are made over. A signer may write its
 * elements as it likes; what counts is this. https://www.w3.org/TR/xml-exc-c14n/
 */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';

const DEEPEST = 64;
const LONGEST = 512 * 1024;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Prefix to namespace, as an output ancestor wrote it. */
type Rendered = ReadonlyMap<string, string>;

/**
 * Each element for which `wanted` says yes, with all that is in it. Empty for text that is no XML, too deep, too long,
 * or has a DOCTYPE.
 */
export function canonicalElements(text: string, wanted: (tag: SaxesTagNS) => boolean): readonly string[] {
  if (text.length > LONGEST) return [];
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: { readonly tag: SaxesTagNS; readonly rendered: Rendered }[] = [];
  let out = '';
  /** How many elements are open inside the one that is being written, itself included. */
  let depth = 0;
  parser.on('doctype', () => {
    throw new Error('doctype');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST) throw new Error('too deep');
    const above: Rendered = depth > 0 ? (open.at(-1)?.rendered ?? new Map()) : new Map();
    const rendered = new Map(above);
    if (depth > 0 || wanted(tag)) {
      depth += 1;
      out += startTag(tag, rendered);
    }
    open.push({ tag, rendered });
  });
  parser.on('closetag', (tag) => {
    open.pop();
    if (depth === 0) return;
    out += `</${tag.name}>`;
    depth -= 1;
    if (depth > 0) return;
    found.push(out);
    out = '';
  });
  const write = (piece: string) => {
    if (depth > 0) out += escapedText(piece);
  };
  parser.on('text', write);
  parser.on('cdata', write);
  try {
    parser.write(text).close();
  } catch {
    return [];
  }
  return found;
}

/** Writes the tag and notes in `rendered` which namespaces it declared. */
function startTag(tag: SaxesTagNS, rendered: Map<string, string>): string {
  const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== XMLNS);
  const used = new Map([[tag.prefix, tag.uri]]);
  for (const { prefix, uri } of attributes) if (prefix !== '' && prefix !== 'xml') used.set(prefix, uri);
  const declarations = [...used]
    .filter(([prefix, uri]) => (rendered.get(prefix) ?? '') !== uri)
    .sort(([one], [other]) => compare(one, other))
    .map(([prefix, uri]) => {
      rendered.set(prefix, uri);
      return ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapedValue(uri)}"`;
    });
  const written = attributes.sort(byName).map(({ name, value }) => ` ${name}="${escapedValue(value)}"`);
  return `<${tag.name}${declarations.join('')}${written.join('')}>`;
}

function byName(one: SaxesAttributeNS, other: SaxesAttributeNS): number {
  return compare(one.uri, other.uri) || compare(one.local, other.local);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

function escapedValue(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
