/** What a server says to a change of the contact list. [MS-SIP] 4.8 */
import { at, numberOf, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';

/** The id of the group that was added; undefined when the answer does not tell. */
export function readAddedGroup(text: string): string | undefined {
  const xml = readXml(text);
  if (!xml.ok) return undefined;
  const answer = at(xml.root, 'Body', 'addGroup') ?? at(xml.root, 'Body', 'addGroupResponse');
  const id = numberOf(textOf(answer, 'groupID'));
  return id === undefined ? undefined : String(id);
}
