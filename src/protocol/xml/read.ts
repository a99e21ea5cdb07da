/** The one XML reader: namespace-aware trees of plain data, bounded, without DOCTYPE. XML 1.0, Namespaces in XML 1.0 */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';

export interface XmlAttribute {
  /** Without prefix. */
  readonly local: string;
  /** '' for an attribute without prefix. */
  readonly ns: string;
  readonly value: string;
}

export interface XmlElement {
  /** Without prefix. */
  readonly local: string;
  readonly ns: string;
  /** Namespace declarations are not among them. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All direct text, CDATA included, joined and untrimmed. */
  readonly text: string;
}

export type XmlProblem =
  | 'empty'
  | 'too-large'
  | 'doctype'
  | 'too-deep'
  | 'too-many-nodes'
  | 'too-many-attributes'
  | 'not-well-formed';

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly problem: XmlProblem };

const LONGEST = 5 * 1024 * 1024;
const DEEPEST = 64;
/** Elements and attributes together. */
const MOST_NODES = 100_000;
const MOST_ATTRIBUTES = 64;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** Fragments cut out of larger documents lose the declaration of their prefixes; we go by local names anyway. */
const UNDECLARED = 'urn:offhook:undeclared-prefix';

/**
 * Reads a document of at most 5 MB, 64 levels, 100,000 elements and attributes. A DOCTYPE refuses the document before
 * any entity could be expanded; processing instructions and comments are passed over.
 */
export function readXml(text: string): XmlReading {
  if (text.length > LONGEST) return { ok: false, problem: 'too-large' };
  const document = text.trimStart();
  if (document === '') return { ok: false, problem: 'empty' };
  const tree = new Tree();
  try {
    // Without an error handler the parser stops by throwing at the first fault.
    tree.parser.write(document).close();
  } catch (error) {
    return { ok: false, problem: error instanceof Refusal ? error.problem : 'not-well-formed' };
  }
  return tree.root ? { ok: true, root: tree.root } : { ok: false, problem: 'not-well-formed' };
}

/** Ends the parsing from inside a handler. */
class Refusal extends Error {
  readonly problem: XmlProblem;
  constructor(problem: XmlProblem) {
    super(problem);
    this.problem = problem;
  }
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

class Tree {
  readonly parser = new SaxesParser({ xmlns: true, position: false, resolvePrefix: () => UNDECLARED });
  root: Growing | undefined;
  readonly #open: Growing[] = [];
  #nodes = 0;
  /** Of the tag that is being read. */
  #attributes: SaxesAttributeNS[] = [];

  constructor() {
    this.parser.on('doctype', () => {
      throw new Refusal('doctype');
    });
    this.parser.on('opentagstart', () => {
      this.#attributes = [];
    });
    this.parser.on('attribute', (attribute) => {
      // The parser adds the namespace to this object before it tells of the tag.
      if (this.#attributes.push(attribute) > MOST_ATTRIBUTES) throw new Refusal('too-many-attributes');
      this.#count();
    });
    this.parser.on('opentag', (tag) => this.#begin(tag));
    this.parser.on('closetag', () => this.#open.pop());
    this.parser.on('text', (piece) => this.#add(piece));
    this.parser.on('cdata', (piece) => this.#add(piece));
  }

  #begin(tag: SaxesTagNS): void {
    this.#count();
    if (this.#open.length >= DEEPEST) throw new Refusal('too-deep');
    const attributes: XmlAttribute[] = [];
    for (const { local, uri, value } of this.#attributes) {
      if (uri !== XMLNS) attributes.push({ local, ns: declared(uri), value });
    }
    const element: Growing = { local: tag.local, ns: declared(tag.uri), attributes, children: [], text: '' };
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }

  #add(piece: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += piece;
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) throw new Refusal('too-many-nodes');
  }
}

function declared(uri: string): string {
  return uri === UNDECLARED ? '' : uri;
}
