/** application/msrtc-category-publish+xml, read, and the fault that refuses it. [MS-PRES] 2.2.2.3, 2.2.2.7 */
import { attr, child, children, numberOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { rootOf } from '../sip/xml-read.ts';
import type { PublicationWish, VersionConflict } from './publications.ts';

export const PUBLISH_TYPE = 'application/msrtc-category-publish+xml';
export const FAULT_TYPE = 'application/msrtc-fault+xml';

const MOST_WISHES = 100;

/** The wishes of a publish request for one person; a text says what is wrong with it. */
export function readPublish(text: string, address: string): PublicationWish[] | string {
  const root = rootOf(text);
  if (root?.local !== 'publish') return 'no publish element';
  const publications = child(root, 'publications');
  if (!publications) return 'no publications';
  const owner = attr(publications, 'uri')?.toLowerCase().replace(/^sip:/, '');
  if (owner !== address) return 'publications of somebody else';
  const elements = children(publications, 'publication');
  if (elements.length === 0 || elements.length > MOST_WISHES) return 'no publication, or too many';
  const wishes: PublicationWish[] = [];
  for (const element of elements) {
    const wish = readWish(element);
    if (typeof wish === 'string') return wish;
    wishes.push(wish);
  }
  return wishes;
}

function readWish(element: XmlElement): PublicationWish | string {
  const category = attr(element, 'categoryName') ?? '';
  const instance = numberOf(attr(element, 'instance'));
  const container = numberOf(attr(element, 'container'));
  const version = numberOf(attr(element, 'version'));
  if (category === '' || instance === undefined || container === undefined || version === undefined) {
    return 'a publication without categoryName, instance, container or version';
  }
  const isRemoval = attr(element, 'expires') === '0';
  const content = isRemoval ? undefined : element.children[0];
  if (!isRemoval && !content) return 'a publication without content';
  return {
    category,
    instance,
    container,
    version,
    expireType: attr(element, 'expireType') ?? 'static',
    expiresSeconds: numberOf(attr(element, 'expires')),
    content,
  };
}

/** Says which publications named an outdated version, and which version the server has. */
export function conflictXml(conflicts: readonly VersionConflict[]): string {
  const operations = conflicts
    .map(({ index, version, current }) => `<operation index="${index}" version="${version}" curVersion="${current}"/>`)
    .join('');
  return [
    '<Fault xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence">',
    `<Faultcode>Client.BadCall.WrongDelta</Faultcode><details>${operations}</details></Fault>`,
  ].join('');
}
