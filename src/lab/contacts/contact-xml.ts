/** application/vnd-microsoft-roaming-contacts+xml as a server writes it. [MS-SIP] 2.2.4.1, 3.7.5.2; [MS-PRES] 10 */
import { elementXml, xml } from '../sip/xml-text.ts';
import type { ContactChange, ContactList, ListedContact, ListedGroup } from './contact-list.ts';

export const CONTACTS_TYPE = 'application/vnd-microsoft-roaming-contacts+xml';

/**
 * The whole list; addresses carry no scheme here. With `isToldWhere` it says that it is not in Exchange, as it must since Lync 2013 (the word is a guess);
 * SIPE tells older servers by its absence, and speaks an older ICE in their meetings.
 */
export function contactListXml(list: ContactList, isToldWhere = false): string {
  const groups = list.groups.map((group) => element('group', group)).join('');
  const contacts = list.contacts.map((contact) => element('contact', undefined, contact)).join('');
  const where = isToldWhere ? ' ucsmode="notmigrated"' : '';
  return `<contactList deltaNum="${list.deltaNumber}"${where}>${groups}${contacts}</contactList>`;
}

/** What is left on the server of a list that was moved to Exchange. */
export function movedListXml(list: ContactList): string {
  return `<contactList deltaNum="${list.deltaNumber}" ucsmode="migrated"/>`;
}

/** One change, between the numbers before and after it. */
export function contactDeltaXml(change: ContactChange): string {
  const content = element(change.kind, change.group, change.contact);
  return `<contactDelta deltaNum="${change.current}" prevDeltaNum="${change.previous}">${content}</contactDelta>`;
}

/** A list that breaks off in the middle of a tag. */
export function damagedContactListXml(list: ContactList): string {
  return contactListXml(list).slice(0, -'</contactList>'.length - 3);
}

function element(name: string, group: ListedGroup | undefined, contact?: ListedContact): string {
  if (name === 'deletedGroup') return `<deletedGroup id="${group?.id ?? 0}"/>`;
  if (name === 'deletedContact') return `<deletedContact uri="${xml(contact?.address ?? '')}"/>`;
  if (group) return `<${name} id="${group.id}" name="${xml(group.name)}" externalURI="${xml(group.externalUri)}"/>`;
  return contact ? contactElement(name, contact) : '';
}

function contactElement(name: string, contact: ListedContact): string {
  // The blank after the last number is how real servers end the list of groups.
  const groups = contact.groups.map((id) => `${id} `).join('');
  const open =
    `<${name} uri="${xml(contact.address)}" name="${xml(contact.name)}" groups="${groups}" ` +
    `subscribed="${contact.isSubscribed}" externalURI="${xml(contact.externalUri)}"`;
  if (contact.extension.length === 0) return `${open}/>`;
  return `${open}><contactExtension>${contact.extension.map(elementXml).join('')}</contactExtension></${name}>`;
}
