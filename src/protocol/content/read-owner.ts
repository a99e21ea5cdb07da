/** Who a thing is of. docs/protocol/content.md, "Items" */
import { addressField, type Fields, lineField } from './fields.ts';
import type { Owner } from './messages.ts';

/** Of a name. */
export const longestName = 255;

/** What of it is there and fit to be used. */
export function readOwner(fields: Fields): Owner {
  const who = addressField(fields.who);
  const by = lineField(fields.by, longestName);
  return { ...(who ? { who } : {}), ...(by ? { by } : {}) };
}
