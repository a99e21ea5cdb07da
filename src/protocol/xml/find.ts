/** Ways through an XML tree by local names: servers of different years write the same elements in different namespaces. */
import type { XmlElement } from './read.ts';

/** The first child of that name, or undefined. */
export function child(element: XmlElement | undefined, local: string): XmlElement | undefined {
  if (!element) return undefined;
  for (const each of element.children) if (each.local === local) return each;
  return undefined;
}

/** All children of that name, in document order. */
export function children(element: XmlElement | undefined, local: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.local === local) ?? [];
}

/** The element at the end of a path of first children, or undefined where the path breaks. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const local of path) found = child(found, local);
  return found;
}

/** The trimmed text at the end of a path of first children; undefined where the path breaks or the text is blank. */
export function textOf(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  const text = at(element, ...path)?.text.trim() ?? '';
  return text === '' ? undefined : text;
}

/** An attribute's value by local name, the one without namespace first; undefined when there is none. */
export function attr(element: XmlElement | undefined, local: string): string | undefined {
  if (!element) return undefined;
  let first: string | undefined;
  for (const each of element.attributes) {
    if (each.local !== local) continue;
    if (each.ns === '') return each.value;
    first ??= each.value;
  }
  return first;
}

/** Whether an element says yes: `true` or `1`, in any case; undefined for anything else but `false` and `0`. */
export function booleanOf(text: string | undefined): boolean | undefined {
  // As nearly everybody writes it.
  if (text === 'true') return true;
  if (text === 'false') return false;
  const word = text?.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

/** A whole number from 0 to 2^32 - 1, or undefined. */
export function numberOf(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? '';
  const value = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return value < 2 ** 32 ? value : undefined;
}
