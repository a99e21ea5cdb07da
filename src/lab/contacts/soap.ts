/** Changes of a contact list: SOAP in a SERVICE to oneself. [MS-SIP] 2.2.4.2, 3.7.4 */
import { child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { bare } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';
import type { ContactChange, ContactList } from './contact-list.ts';

export const SOAP_TYPE = 'application/soap+xml';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const METHODS = 'http://schemas.microsoft.com/winrtc/2002/11/sip';

export type SoapResult =
  | { readonly kind: 'changed'; readonly change: ContactChange; readonly answer: string }
  /** The client's `deltaNum` is not the list's: it must read the list again. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'refused' };

/** Does what the envelope asks for. */
export function changeContacts(list: ContactList, text: string): SoapResult {
  const call = callIn(rootOf(text));
  if (!call) return { kind: 'refused' };
  if (textOf(call, 'deltaNum') !== String(list.deltaNumber)) return { kind: 'outdated' };
  const change = perform(list, call);
  return change ? { kind: 'changed', change, answer: answerXml(call.local, change) } : { kind: 'refused' };
}

function callIn(root: XmlElement | undefined): XmlElement | undefined {
  if (root?.local !== 'Envelope') return undefined;
  return child(root, 'Body')?.children[0];
}

function perform(list: ContactList, call: XmlElement): ContactChange | undefined {
  const name = textOf(call, 'name') ?? '';
  switch (call.local) {
    case 'setContact':
      return list.setContact(bare(textOf(call, 'URI') ?? ''), textOf(call, 'displayName') ?? '', groupsIn(call));
    case 'deleteContact':
      return list.deleteContact(bare(textOf(call, 'URI') ?? ''));
    case 'addGroup':
      return list.addGroup(name);
    case 'modifyGroup':
      return list.renameGroup(groupIdIn(call), name);
    case 'deleteGroup':
      return list.deleteGroup(groupIdIn(call));
    default:
      return undefined;
  }
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
