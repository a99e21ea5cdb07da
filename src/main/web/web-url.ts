/** Addresses of web services as a server hands them out, and where an answer sends us on to. RFC 3986, RFC 9110 15.4 */
import type { HttpAnswer } from './http-connection.ts';
import type { WebPlace } from './secure-connect.ts';

export interface WebUrl extends WebPlace {
  /** `host` or `host:port`, for the Host header. */
  readonly authority: string;
  /** Path with query. */
  readonly path: string;
}

const longest = 2048;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Reads an https address; undefined for any other, for one with a user in it, and for one longer than 2048 characters. */
export function readWebUrl(text: string): WebUrl | undefined {
  if (text.length > longest || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  return {
    host: url.hostname,
    port: url.port === '' ? 443 : Number(url.port),
    authority: url.host,
    path: `${url.pathname}${url.search}`,
  };
}

/** Whether two addresses lead to one server: the same name and port. */
export function isSameServer(one: string, other: string): boolean {
  const authority = readWebUrl(one)?.authority;
  return authority !== undefined && authority === readWebUrl(other)?.authority;
}

export interface Redirect {
  /** Absolute, and still to be checked. */
  readonly url: string;
  /** A POST goes on only where the status keeps it a POST: a sign-in page is no place for a ticket. */
  readonly isFollowed: boolean;
}

/** Where an answer to a request sends it on to; undefined when it is no redirect. */
export function redirectOf(method: 'GET' | 'POST', answer: HttpAnswer, base: string): Redirect | undefined {
  const location = answer.headers.location?.[0] ?? '';
  if (!redirects.has(answer.status) || location === '' || !URL.canParse(location, base)) return undefined;
  const isFollowed = method === 'GET' || answer.status === 307 || answer.status === 308;
  return { url: new URL(location, base).href, isFollowed };
}
