/** Answers of the centralised conference control protocol. [MS-CONFBAS] 2.2.3, [MS-CONFPRO] 2.2.3.8 */
import { at, attr, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';

export interface C3pUser {
  readonly entity: string;
  /** The role granted, which may be more than was asked for. */
  readonly role: 'presenter' | 'attendee';
  /** Of our endpoint, when the Focus tells it; `on-hold` waits in the lobby. */
  readonly status?: string;
}

export interface C3pResponse {
  readonly code: 'success' | 'pending' | 'failure';
  readonly requestId?: string;
  /** The command answered, such as `addUser`. */
  readonly command?: string;
  /** Why it failed, the server's own word, such as `anonymousUsersNotAllowed`. An open set: compare without case. */
  readonly reason?: string;
  readonly user?: C3pUser;
  /** Not let in yet: the answer is pending, or our endpoint is on hold. */
  readonly waitsInLobby: boolean;
  /** With `pending`: within so many seconds the final answer follows, 1 to 3600. */
  readonly timeoutSeconds?: number;
  /** The command's own element, for what only its asker understands, such as `connection-info`. */
  readonly element?: XmlElement;
}

export type C3pProblem = XmlProblem | 'not-a-response';

export type C3pReading =
  | { readonly ok: true; readonly response: C3pResponse }
  | { readonly ok: false; readonly problem: C3pProblem };

const LONGEST_WORD = 200;
const LONGEST_WAIT = 3600;

/** Reads a `response` document, as found in the 200 to the INVITE, in a failure's body, or in an INFO. */
export function readC3pResponse(text: string): C3pReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  const code = attr(root, 'code')?.toLowerCase();
  if (root.local !== 'response' || (code !== 'success' && code !== 'pending' && code !== 'failure')) {
    return { ok: false, problem: 'not-a-response' };
  }
  const command = root.children[0];
  const requestId = bounded(attr(root, 'requestId'));
  const reason = bounded(attr(command, 'reason') ?? attr(root, 'reason'));
  const user = readUser(child(command, 'user'));
  const timeoutSeconds = numberOf(attr(root, 'timeOut'));
  return {
    ok: true,
    response: {
      code,
      ...(requestId ? { requestId } : {}),
      ...(command ? { command: command.local } : {}),
      ...(reason ? { reason } : {}),
      ...(user ? { user } : {}),
      ...(timeoutSeconds ? { timeoutSeconds: Math.min(timeoutSeconds, LONGEST_WAIT) } : {}),
      ...(command ? { element: command } : {}),
      waitsInLobby: code !== 'failure' && (code === 'pending' || user?.status === 'on-hold'),
    },
  };
}

function readUser(element: XmlElement | undefined): C3pUser | undefined {
  const entity = attr(element, 'entity');
  if (element === undefined || entity === undefined) return undefined;
  const roles = children(at(element, 'roles'), 'entry').map((entry) => entry.text.trim().toLowerCase());
  const status = bounded(textOf(element, 'endpoint', 'status'))?.toLowerCase();
  return { entity, role: roles.includes('presenter') ? 'presenter' : 'attendee', ...(status ? { status } : {}) };
}

function bounded(text: string | undefined): string | undefined {
  return text?.trim().slice(0, LONGEST_WORD);
}
