/** Values that stand beside an item's own elements. [MS-OXWSXPROP] 2.2.4 */
import { attr, child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

const mostProperties = 32;

/** The text of a property by its name or its number; undefined when the item has none. */
export function propertyOf(
  item: XmlElement,
  by: { readonly name: string } | { readonly tag: string },
): string | undefined {
  const found = children(item, 'ExtendedProperty')
    .slice(0, mostProperties)
    .find((property) => {
      const field = child(property, 'ExtendedFieldURI');
      if ('name' in by) return attr(field, 'PropertyName') === by.name;
      // The number comes back as it was asked for, or in decimal.
      return Number(attr(field, 'PropertyTag')) === Number(by.tag);
    });
  return textOf(found, 'Value');
}
