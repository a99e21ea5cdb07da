/** A small judge of request documents: elements in the right namespace, in the schema's order, with the attributes they must have. */
import type { XmlElement } from '../../protocol/xml/read.ts';

export const NS = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  m: 'http://schemas.microsoft.com/exchange/services/2006/messages',
  t: 'http://schemas.microsoft.com/exchange/services/2006/types',
} as const;

/** What an element may be. Without `parts` it has no children, without `text` no words of its own. */
export interface Shape {
  readonly attributes?: Readonly<Record<string, RegExp>>;
  /** Names among the attributes that may be absent. */
  readonly mayLack?: readonly string[];
  readonly text?: RegExp;
  readonly parts?: readonly Part[];
}

export interface Part {
  /** By prefixed name, `m:` or `t:`; several are a choice. */
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly least: number;
  readonly most: number;
}

const MANY = 1000;

export const once = (shapes: Part['shapes']): Part => ({ shapes, least: 1, most: 1 });
export const maybe = (shapes: Part['shapes']): Part => ({ shapes, least: 0, most: 1 });
export const some = (shapes: Part['shapes']): Part => ({ shapes, least: 1, most: MANY });

/** What is wrong with an element, in a sentence; undefined when nothing is. */
export function faultIn(element: XmlElement, shape: Shape): string | undefined {
  return (
    faultInAttributes(element, shape) ?? faultInText(element, shape) ?? faultInChildren(element, shape.parts ?? [])
  );
}

function faultInAttributes(element: XmlElement, { attributes = {}, mayLack = [] }: Shape): string | undefined {
  const present = new Map(element.attributes.map(({ local, value }) => [local, value]));
  for (const name of present.keys()) {
    if (!Object.hasOwn(attributes, name)) return `The '${name}' attribute is not declared in '${element.local}'.`;
  }
  for (const [name, form] of Object.entries(attributes)) {
    const value = present.get(name);
    if (value === undefined && !mayLack.includes(name))
      return `The required attribute '${name}' of '${element.local}' is missing.`;
    if (value !== undefined && !form.test(value)) return `The '${name}' attribute of '${element.local}' is invalid.`;
  }
  return undefined;
}

function faultInText(element: XmlElement, { text }: Shape): string | undefined {
  const words = element.text.trim();
  if (text) return text.test(words) ? undefined : `The '${element.local}' element is invalid.`;
  return words === '' ? undefined : `The element '${element.local}' cannot contain text.`;
}

function faultInChildren(element: XmlElement, parts: readonly Part[]): string | undefined {
  const left = [...element.children];
  for (const { shapes, least, most } of parts) {
    let count = 0;
    for (let next = left[0]; next && count < most; next = left[0]) {
      const shape = shapeOf(next, shapes);
      if (!shape) break;
      const fault = faultIn(next, shape);
      if (fault !== undefined) return fault;
      left.shift();
      count += 1;
    }
    if (count < least)
      return `The element '${element.local}' has incomplete content: expected ${Object.keys(shapes).join(' or ')}.`;
  }
  const [extra] = left;
  return (
    extra && `The element '${element.local}' has invalid child element '${extra.local}' in namespace '${extra.ns}'.`
  );
}

function shapeOf(element: XmlElement, shapes: Part['shapes']): Shape | undefined {
  const prefix = element.ns === NS.m ? 'm' : element.ns === NS.t ? 't' : '?';
  const name = `${prefix}:${element.local}`;
  return Object.hasOwn(shapes, name) ? shapes[name] : undefined;
}
