/** C3P requests as a focus reads them, and what it has against them. [MS-CONFBAS] 2.2.3, [MS-OCER] 7.4 */
import { attr, booleanOf, child, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Incoming } from '../sip/incoming.ts';
import { bare } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';
import { isSameFocus } from './focus-uri.ts';
import type { Role } from './seat.ts';

export const C3P_TYPE = 'application/cccp+xml';

/** One command of a client. */
export interface C3pRequest {
  readonly requestId: string;
  readonly from: string;
  readonly to: string;
  /** The command's own element, such as `addUser`. */
  readonly command: XmlElement;
}

/** What an addUser asks for. */
export interface AddUser {
  readonly displayText: string;
  readonly role: Role;
  /** `{GUID}` */
  readonly endpoint: string;
  readonly lobbyCapable: boolean;
}

/** A number of [MS-OCER] 7.4 with its words. */
export interface C3pFault {
  readonly code: number;
  readonly reason: string;
}

const ENDPOINT = /^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;

/** The request in a body; undefined when there is none. */
export function readC3pRequest(text: string): C3pRequest | undefined {
  const root = rootOf(text);
  const command = root?.children[0];
  if (root?.local !== 'request' || !command) return undefined;
  const attribute = (name: string) => attr(root, name) ?? '';
  return { requestId: attribute('requestId'), from: attribute('from'), to: attribute('to'), command };
}

/** The addUser of a joining INVITE, checked against the SIP message that carries it. */
export function readAddUser(request: C3pRequest, incoming: Incoming): AddUser | C3pFault {
  const { command } = request;
  const [user, ...others] = children(command, 'user');
  const keys = child(command, 'conferenceKeys');
  if (command.local !== 'addUser') return { code: 3004, reason: 'C3P command not implemented' };
  if (bare(request.from) !== incoming.from.address) return { code: 3000, reason: 'Bad From in C3P request' };
  if (!isSameFocus(request.to, incoming.uri)) return { code: 3001, reason: 'Bad To in C3P request' };
  if (!isSameFocus(attr(keys, 'confEntity') ?? '', incoming.uri)) {
    return { code: 3003, reason: 'Conference entity in the C3P request is invalid' };
  }
  if (!user || others.length > 0) return { code: 3007, reason: 'AddUser blob is invalid' };
  if (bare(attr(user, 'entity') ?? '') !== incoming.from.address) {
    return { code: 3002, reason: 'Invalid target user in the C3P request' };
  }
  return readUser(user);
}

function readUser(user: XmlElement): AddUser | C3pFault {
  const entries = children(user, 'roles').flatMap((roles) => children(roles, 'entry'));
  const role = entries.length === 1 ? entries[0]?.text.trim() : undefined;
  if (role !== 'attendee' && role !== 'presenter') return { code: 3016, reason: 'Supplied role is invalid' };
  const endpoint = attr(child(user, 'endpoint'), 'entity') ?? '';
  if (!ENDPOINT.test(endpoint)) return { code: 3009, reason: 'Malformed endpoint entity' };
  const lobbyCapable = booleanOf(textOf(user, 'clientInfo', 'lobby-capable')) ?? false;
  return { displayText: textOf(user, 'display-text') ?? '', role, endpoint, lobbyCapable };
}
