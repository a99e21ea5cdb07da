/**
 * The reader of XMPP streams: one document that never ends, cut into its first-level elements. Restricted XML as RFC 6120 11.1 has
 * it, bounded in size and depth; nothing it is given makes it throw.
 */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { ns } from './namespaces.ts';

export interface StreamHead {
  /** The namespace of the stanzas: `jabber:server` between servers. */
  readonly contentNs: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly id: string | undefined;
  readonly version: string | undefined;
}

/** Why a stream ends; the names are those of RFC 6120 4.9.3. */
export type StreamFault =
  | 'bad-namespace-prefix'
  | 'invalid-namespace'
  | 'not-well-formed'
  | 'policy-violation'
  | 'restricted-xml'
  | 'unsupported-encoding';

export type StreamEvent =
  | { readonly kind: 'open'; readonly head: StreamHead }
  | { readonly kind: 'element'; readonly element: XmlElement }
  /** `</stream:stream>` */
  | { readonly kind: 'end' }
  | { readonly kind: 'fault'; readonly fault: StreamFault };

export interface StreamReader {
  /** What these bytes complete, in order. After a fault or the end there is nothing more. */
  push(bytes: Uint8Array): readonly StreamEvent[];
}

/** Characters of one first-level element, its markup included. */
export const LONGEST_STANZA = 64 * 1024;
const DEEPEST = 24;
const MOST_ATTRIBUTES = 64;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const BLANK = /^[ \t\r\n]*$/;

export function createStreamReader(): StreamReader {
  return new Reader();
}

/** Ends the parsing from inside a handler. */
class Stop extends Error {
  readonly fault: StreamFault;
  constructor(fault: StreamFault) {
    super(fault);
    this.fault = fault;
  }
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

class Reader implements StreamReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  // A byte order mark is no XML; fatal, since a stream is UTF-8 or nothing.
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #open: Growing[] = [];
  #events: StreamEvent[] = [];
  #hasHead = false;
  #isOver = false;
  #attributes = 0;
  /** Where the last finished first-level element ended, in characters. */
  #mark = 0;
  #read = 0;

  constructor() {
    const refuse = (fault: StreamFault) => () => {
      throw new Stop(fault);
    };
    this.#parser.on('doctype', refuse('restricted-xml'));
    this.#parser.on('comment', refuse('restricted-xml'));
    this.#parser.on('processinginstruction', refuse('restricted-xml'));
    this.#parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new Stop('unsupported-encoding');
    });
    this.#parser.on('opentagstart', () => {
      this.#attributes = 0;
    });
    this.#parser.on('attribute', () => {
      this.#attributes += 1;
      if (this.#attributes > MOST_ATTRIBUTES) throw new Stop('policy-violation');
    });
    this.#parser.on('opentag', (tag) => this.#begin(tag));
    this.#parser.on('closetag', () => this.#finish());
    this.#parser.on('text', (piece) => this.#add(piece));
    this.#parser.on('cdata', (piece) => this.#add(piece));
  }

  push(bytes: Uint8Array): readonly StreamEvent[] {
    if (this.#isOver) return [];
    this.#events = [];
    try {
      this.#take(this.#decoder.decode(bytes, { stream: true }));
    } catch (error) {
      // What follows the end is nobody's stanza, sound or not.
      if (!this.#isOver) this.#fail(faultOf(error));
    }
    return this.#events;
  }

  #take(text: string): void {
    // Blanks between stanzas only keep the connection alive: they shall never add up to a stanza that is too long.
    const isIdle = this.#hasHead && this.#open.length === 0 && this.#mark === this.#read;
    const given = isIdle ? text.replace(/^[ \t\r\n]+/, '') : text;
    if (given === '') return;
    this.#read += given.length;
    this.#parser.write(given);
    if (this.#isOver) return;
    if (this.#read - this.#mark > LONGEST_STANZA) throw new Stop('policy-violation');
    const pending = this.#read - this.#mark;
    // What began in an earlier piece is a tag that is not finished, and blanks in it belong to it.
    const isBlank = pending <= given.length && BLANK.test(given.slice(given.length - pending));
    if (this.#hasHead && this.#open.length === 0 && isBlank) this.#mark = this.#read;
  }

  #begin(tag: SaxesTagNS): void {
    if (!this.#hasHead) {
      this.#head(tag);
      return;
    }
    if (this.#open.length >= DEEPEST) throw new Stop('policy-violation');
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== XMLNS);
    const element: Growing = {
      local: tag.local,
      ns: tag.uri,
      attributes: attributes.map(({ local, uri, value }: SaxesAttributeNS) => ({ local, ns: uri, value })),
      children: [],
      text: '',
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #head(tag: SaxesTagNS): void {
    if (tag.local !== 'stream' || tag.uri !== ns.streams) throw new Stop('invalid-namespace');
    const value = (name: string) => tag.attributes[name]?.value;
    this.#hasHead = true;
    this.#mark = this.#parser.position;
    const contentNs = tag.ns[''] ?? '';
    const head = { contentNs, from: value('from'), to: value('to'), id: value('id'), version: value('version') };
    this.#events.push({ kind: 'open', head });
  }

  #finish(): void {
    const element = this.#open.pop();
    if (!element) {
      this.#isOver = true;
      this.#events.push({ kind: 'end' });
    } else if (this.#open.length === 0) {
      const { position } = this.#parser;
      if (position - this.#mark > LONGEST_STANZA) throw new Stop('policy-violation');
      this.#mark = position;
      this.#events.push({ kind: 'element', element });
    }
  }

  #add(piece: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += piece;
    // RFC 6120 11.7: between stanzas there may be blanks and nothing else.
    else if (!BLANK.test(piece)) throw new Stop('not-well-formed');
  }

  #fail(fault: StreamFault): void {
    this.#isOver = true;
    this.#events.push({ kind: 'fault', fault });
  }
}

function faultOf(error: unknown): StreamFault {
  if (error instanceof Stop) return error.fault;
  // What TextDecoder throws; the parser throws plain errors.
  if (error instanceof TypeError) return 'unsupported-encoding';
  return error instanceof Error && /unbound namespace prefix/i.test(error.message)
    ? 'bad-namespace-prefix'
    : 'not-well-formed';
}
