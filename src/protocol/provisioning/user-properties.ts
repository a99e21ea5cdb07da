/** The category `userProperties` of the own presence: lines and mailbox, as the server fills them in. [MS-PRES] 2.2.2.6 (mission F23) */
import type { OwnLine } from '../../shared/model/provisioning.ts';
import { at, attr, booleanOf, child, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

export interface UserProperties {
  /** At most ten. */
  readonly lines: readonly OwnLine[];
  readonly telephonyMode?: string;
  readonly isMailboxEnabled?: boolean;
  /** `EUM:karen@contoso.com;phone-context=…` */
  readonly mailbox?: string;
}

const MOST_LINES = 10;
const LONGEST = 256;

/**
 * Reads a roaming-self document, or the category's content alone; undefined where the category is not in it. A category without
 * content means that there is nothing any more.
 */
export function readUserProperties(text: string): UserProperties | undefined {
  const xml = readXml(text);
  if (!xml.ok) return undefined;
  const category = categoryIn(xml.root);
  if (!category) return undefined;
  const root = category.local === 'userProperties' ? category : child(category, 'userProperties');
  const lines = children(at(root, 'lines'), 'line').flatMap((line): OwnLine[] => {
    const uri = line.text.trim().slice(0, LONGEST);
    const type = attr(line, 'lineType')?.trim().slice(0, LONGEST);
    return uri === '' ? [] : [{ uri, ...(type ? { type } : {}) }];
  });
  const telephonyMode = textOf(root, 'telephonyMode')?.slice(0, LONGEST);
  const isMailboxEnabled = booleanOf(textOf(root, 'exumEnabled'));
  const mailbox = textOf(root, 'exumURL')?.slice(0, LONGEST);
  return {
    lines: lines.slice(0, MOST_LINES),
    ...(telephonyMode ? { telephonyMode } : {}),
    ...(isMailboxEnabled === undefined ? {} : { isMailboxEnabled }),
    ...(mailbox ? { mailbox } : {}),
  };
}

function categoryIn(root: XmlElement): XmlElement | undefined {
  if (root.local === 'userProperties') return root;
  const categories = root.local === 'categories' ? root : child(root, 'categories');
  return children(categories, 'category').find((each) => attr(each, 'name') === 'userProperties');
}
