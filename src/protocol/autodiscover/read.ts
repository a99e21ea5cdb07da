/** What lyncdiscover answers: where a user's servers are, or whom to ask instead. [MS-OCDISCWS] 2.2, 3.1.5 */
import { attr, child, children, numberOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

export interface AutodiscoverLink {
  /** Lower case, such as `user`, `redirect`, `internal/autodiscover`. */
  readonly token: string;
  readonly href: string;
}

/** Where a client speaks SIP over TLS. */
export interface SipAccess {
  readonly host: string;
  readonly port: number;
}

export interface AutodiscoverAnswer {
  /** Where the server sees the asker; absent where it does not say. */
  readonly location?: 'internal' | 'external';
  readonly links: readonly AutodiscoverLink[];
  readonly internal?: SipAccess;
  readonly external?: SipAccess;
}

export type AutodiscoverRead =
  | { readonly ok: true; readonly value: AutodiscoverAnswer }
  | { readonly ok: false; readonly problem: string };

const mostLinks = 64;
const longestHref = 2048;

/** Asks for XML; servers of the 2013 generation and later know JSON as well. [MS-OCDISCWS] 2.2.2.1 */
export const autodiscoverAccept = 'application/vnd.microsoft.rtc.autodiscover+xml;v=1, application/json;q=0.5';

/** Reads the root document or a user's, in XML or JSON. What it does not know is passed over; bounded like every XML document. */
export function readAutodiscover(text: string): AutodiscoverRead {
  if (text.trimStart().startsWith('{')) return readJson(text);
  const reading = readXml(text);
  if (!reading.ok) return reading;
  const { root } = reading;
  if (root.local !== 'AutodiscoverResponse') return { ok: false, problem: 'no AutodiscoverResponse' };
  const document = child(root, 'User') ?? child(root, 'Root') ?? child(root, 'Domain');
  if (!document) return { ok: false, problem: 'neither Root nor User' };
  const links = children(document, 'Link').flatMap((link) => linkFrom(attr(link, 'token'), attr(link, 'href')));
  const location = locationFrom(attr(root, 'AccessLocation') ?? attr(document, 'AccessLocation'));
  const internal = accessFrom(child(document, 'SipClientInternalAccess'));
  const external = accessFrom(child(document, 'SipClientExternalAccess'));
  return {
    ok: true,
    value: {
      links: links.slice(0, mostLinks),
      ...(location ? { location } : {}),
      ...(internal ? { internal } : {}),
      ...(external ? { external } : {}),
    },
  };
}

/** The link with a token, in any case; undefined when there is none. */
export function linkOf(answer: AutodiscoverAnswer, token: string): string | undefined {
  return answer.links.find((link) => link.token === token.toLowerCase())?.href;
}

/** The SIP servers to try, in order: the one of the asker's place where that is known, else internal before external. */
export function sipServersOf({ location, internal, external }: AutodiscoverAnswer): SipAccess[] {
  const inside = location === 'external' ? undefined : internal;
  const outside = location === 'internal' ? undefined : external;
  return [inside, outside].filter((access) => access !== undefined);
}

/** The form for web clients: `{"_links":{"user":{"href":"…"}}}`. It names no SIP server. */
function readJson(text: string): AutodiscoverRead {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
  const named = isRecord(parsed) ? parsed._links : undefined;
  if (!isRecord(named)) return { ok: false, problem: 'no _links' };
  const links = Object.entries(named)
    .slice(0, mostLinks)
    .flatMap(([token, link]) => (isRecord(link) ? linkFrom(token, link.href) : []));
  return { ok: true, value: { links } };
}

function linkFrom(token: unknown, href: unknown): AutodiscoverLink[] {
  if (typeof token !== 'string' || typeof href !== 'string') return [];
  if (token === '' || token.length > 64 || href === '' || href.length > longestHref) return [];
  return [{ token: token.toLowerCase(), href }];
}

function accessFrom(element: XmlElement | undefined): SipAccess | undefined {
  const host = attr(element, 'fqdn')?.trim() ?? '';
  const port = numberOf(attr(element, 'port')) ?? 0;
  return host !== '' && host.length <= 253 && port > 0 && port < 65_536 ? { host, port } : undefined;
}

function locationFrom(text: string | undefined): AutodiscoverAnswer['location'] {
  const word = text?.trim().toLowerCase();
  return word === 'internal' || word === 'external' ? word : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
