/** Changes of the contact list, as SOAP in a SERVICE to ourselves. [MS-SIP] 2.2.4.2, 9.2 to 9.5 */
import type { XmlAttribute, XmlElement } from '../xml/read.ts';
import { escapeXml } from '../xml/write-text.ts';
import type { ListedContact, ListedGroup } from './read.ts';

export const soapContentType = 'application/SOAP+xml';

/** One primitive; each takes the list from one number to the next. */
export type ListChange =
  | { readonly kind: 'set-contact'; readonly contact: ListedContact }
  | { readonly kind: 'delete-contact'; readonly uri: string }
  | { readonly kind: 'add-group'; readonly name: string; readonly externalUri: string }
  | { readonly kind: 'modify-group'; readonly group: ListedGroup }
  /** Only an empty group can go. */
  | { readonly kind: 'delete-group'; readonly id: string };

/** The body that asks for one change of the list as it stands at `deltaNumber`. */
export function writeListChange(change: ListChange, deltaNumber: number): string {
  const number = `<m:deltaNum>${deltaNumber}</m:deltaNum>`;
  return [
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip"><s:Body>',
    primitive(change, number),
    '</s:Body></s:Envelope>',
  ].join('');
}

function primitive(change: ListChange, number: string): string {
  switch (change.kind) {
    case 'set-contact':
      return element('setContact', contactParts(change.contact, number));
    case 'delete-contact':
      return element('deleteContact', element('URI', escapeXml(change.uri)) + number);
    case 'add-group':
      return element('addGroup', groupParts(change) + number);
    case 'modify-group':
      return element('modifyGroup', element('groupID', change.group.id) + groupParts(change.group) + number);
    case 'delete-group':
      return element('deleteGroup', element('groupID', change.id) + number);
  }
}

function groupParts(group: { readonly name: string; readonly externalUri: string }): string {
  return element('name', escapeXml(group.name)) + element('externalURI', escapeXml(group.externalUri));
}

/** The extension last, as the schema has it, and only where there is one. */
function contactParts(contact: ListedContact, number: string): string {
  const extension = contact.extension.map((each) => writeElement(each, '')).join('');
  return [
    element('displayName', escapeXml(contact.alias)),
    element('groups', contact.groupIds.map(escapeXml).join(' ')),
    element('subscribed', String(contact.isSubscribed)),
    element('URI', escapeXml(contact.uri)),
    element('externalURI', escapeXml(contact.externalUri)),
    number,
    extension === '' ? '' : element('contactExtension', extension),
  ].join('');
}

function element(name: string, content: string): string {
  return `<m:${name}>${content}</m:${name}>`;
}

/** Writes back what another client keeps there, each namespace where it changes; `around` is the default one outside. */
function writeElement({ local, ns, attributes, children, text }: XmlElement, around: string): string {
  const space = ns === around ? '' : ` xmlns="${escapeXml(ns)}"`;
  const open = `${local}${space}${attributes.map(writeAttribute).join('')}`;
  const content = escapeXml(text) + children.map((each) => writeElement(each, ns)).join('');
  return content === '' ? `<${open}/>` : `<${open}>${content}</${local}>`;
}

function writeAttribute({ local, ns, value }: XmlAttribute, index: number): string {
  const said = `${local}="${escapeXml(value)}"`;
  return ns === '' ? ` ${said}` : ` xmlns:a${index}="${escapeXml(ns)}" a${index}:${said}`;
}
