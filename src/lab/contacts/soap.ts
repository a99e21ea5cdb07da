/** Changes of a contact list: SOAP in a SERVICE to oneself. [MS-SIP] 2.2.4.2, 3.7.4 */
import { child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { bare } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';
import { elementXml } from '../sip/xml-text.ts';
import type { ContactChange, ContactList, ListRefusal, ListResult } from './contact-list.ts';

export const SOAP_TYPE = 'application/soap+xml';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const METHODS = 'http://schemas.microsoft.com/winrtc/2002/11/sip';
/** [MS-SIP] 9.1 */
const LONGEST_EXTENSION = 1024;

export type SoapResult =
  | { readonly kind: 'changed'; readonly change: ContactChange; readonly answer: string }
  /** The client's `deltaNum` is not the list's: it must read the list again. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'refused'; readonly why: ListRefusal | 'unreadable' };

/** Does what the envelope asks for. */
export function changeContacts(list: ContactList, text: string): SoapResult {
  const call = callIn(rootOf(text));
  if (!call) return { kind: 'refused', why: 'unreadable' };
  if (textOf(call, 'deltaNum') !== String(list.deltaNumber)) return { kind: 'outdated' };
  const result = perform(list, call);
  if (typeof result === 'string') return { kind: 'refused', why: result };
  return { kind: 'changed', change: result, answer: answerXml(call.local, result) };
}

function callIn(root: XmlElement | undefined): XmlElement | undefined {
  if (root?.local !== 'Envelope') return undefined;
  return child(root, 'Body')?.children[0];
}

function perform(list: ContactList, call: XmlElement): ListResult | 'unreadable' {
  const name = textOf(call, 'name') ?? '';
  const externalUri = textOf(call, 'externalURI') ?? '';
  switch (call.local) {
    case 'setContact':
      return setContact(list, call, externalUri);
    case 'deleteContact':
      return list.deleteContact(bare(textOf(call, 'URI') ?? ''));
    case 'addGroup':
      return list.addGroup(name, externalUri);
    case 'modifyGroup':
      return list.renameGroup(groupIdIn(call), name, externalUri);
    case 'deleteGroup':
      return list.deleteGroup(groupIdIn(call));
    default:
      return 'unreadable';
  }
}

function setContact(list: ContactList, call: XmlElement, externalUri: string): ListResult {
  const extension = child(call, 'contactExtension')?.children ?? [];
  if (Buffer.byteLength(extension.map(elementXml).join('')) > LONGEST_EXTENSION) return 'too-long';
  return list.setContact({
    address: bare(textOf(call, 'URI') ?? ''),
    name: textOf(call, 'displayName') ?? '',
    groups: groupsIn(call),
    isSubscribed: textOf(call, 'subscribed') !== 'false',
    externalUri,
    extension,
  });
}

function groupsIn(call: XmlElement): number[] {
  return (textOf(call, 'groups') ?? '').split(/\s+/, 64).filter(Boolean).map(Number);
}

function groupIdIn(call: XmlElement): number {
  return Number(textOf(call, 'groupID') ?? '');
}

function answerXml(method: string, change: ContactChange): string {
  const id = method === 'addGroup' && change.group ? `<m:groupID>${change.group.id}</m:groupID>` : '';
  return [
    `<s:Envelope xmlns:s="${ENVELOPE}" xmlns:m="${METHODS}"><s:Body>`,
    `<m:${method}>${id}</m:${method}></s:Body></s:Envelope>`,
  ].join('');
}
