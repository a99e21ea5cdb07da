/** Small words of a roster, bounded. */
import { oneLine } from '../text/one-line.ts';
import { attr, children } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

/** How an element stands to what is known of it: replaces it, adds to it, removes it. */
export type PartState = 'full' | 'partial' | 'deleted';

const longestName = 256;
const longestUri = 1024;
const longestWord = 64;

/** Full is the default. RFC 4575 4.4 */
export function stateOf(element: XmlElement): PartState {
  const state = attr(element, 'state')?.trim().toLowerCase();
  return state === 'partial' || state === 'deleted' ? state : 'full';
}

/** The first so many children of a name. */
export function firstOf(element: XmlElement | undefined, local: string, most: number): readonly XmlElement[] {
  return children(element, local).slice(0, most);
}

/** The element's key; undefined when it has none, or one too long to be one. */
export function entityOf(element: XmlElement): string | undefined {
  const entity = attr(element, 'entity')?.trim() ?? '';
  return entity === '' || entity.length > longestUri ? undefined : entity;
}

/** An address; undefined when there is none, or one too long to be one. */
export function uriIn(text: string | undefined): string | undefined {
  const uri = text?.trim() ?? '';
  return uri === '' || uri.length > longestUri ? undefined : uri;
}

/** In lower case. */
export function wordIn(text: string | undefined): string {
  return (text ?? '').trim().toLowerCase().slice(0, longestWord);
}

/** One line, of a length a roster can show. */
export function nameIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text, longestName);
}
