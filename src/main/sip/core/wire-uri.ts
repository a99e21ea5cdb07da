/** A URI for sip.js that keeps the wire text byte for byte: a GRUU that comes back changed is another address. */
import { URI } from 'sip.js/lib/grammar/uri.js';
import { readUri, type Uri } from '../../../protocol/sip/uri.ts';

export class WireUri extends URI {
  readonly #wire: string;

  constructor(uri: Uri) {
    super(
      schemeOf(uri),
      userOf(uri),
      uri.kind === 'sip' ? uri.host : 'not-sip.invalid',
      uri.kind === 'sip' ? uri.port : undefined,
    );
    this.#wire = uri.wire;
    this.#uri = uri;
  }

  readonly #uri: Uri;

  override toRaw(): string {
    return this.#wire;
  }

  override toString(): string {
    return this.#wire;
  }

  override clone(): URI {
    return new WireUri(this.#uri);
  }
}

/** A URI of our own making; text that is none is a bug. */
export function wireUri(text: string): WireUri {
  const uri = readUri(text);
  if (!uri) throw new TypeError('not a URI');
  return new WireUri(uri);
}

function schemeOf(uri: Uri): string {
  if (uri.kind === 'sip') return uri.scheme;
  return uri.kind === 'tel' ? 'tel' : uri.scheme;
}

function userOf(uri: Uri): string {
  if (uri.kind === 'sip') return uri.user ?? '';
  return uri.kind === 'tel' ? uri.number : '';
}
