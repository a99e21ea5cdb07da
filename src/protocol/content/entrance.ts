/** What the focus tells about the way to a meeting's content, and the Edge's first line. docs/protocol/content.md, "Getting in" */
import { child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

export interface ContentServer {
  readonly host: string;
  readonly port: number;
}

/** Secret but for the servers: each token is good for one connection. */
export interface ContentEntrance {
  /** To be tried in this order. */
  readonly servers: readonly ContentServer[];
  /** For the Edge. */
  readonly edgeToken: string;
  /** For the server behind it. */
  readonly serverToken: string;
}

export type EntranceProblem = 'no-servers' | 'no-tokens';

/** Of entries, and of one value. */
const mostEntries = 64;
const longestValue = 2048;
const mostServers = 4;
const tokenForm = /^[\w.~-]{1,512}$/;
/** A name, never an address: a certificate is to be checked against it. */
const serverForm = /^tls:\/\/((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}):([1-9]\d{0,4})$/i;

/** Reads the `connection-info` of an answered `addUser`. Keys are compared as they are written. [MS-CONFBAS] 2.2.3.18 */
export function readEntrance(addUser: XmlElement | undefined): ContentEntrance | EntranceProblem {
  const info = connectionInfo(addUser);
  const servers = serversOf(info.get('serverURLs') ?? '');
  if (servers.length === 0) return 'no-servers';
  const edgeToken = info.get('pAuthId')?.trim() ?? '';
  const serverToken = info.get('sAuthId')?.trim() ?? '';
  if (!tokenForm.test(edgeToken) || !tokenForm.test(serverToken)) return 'no-tokens';
  return { servers, edgeToken, serverToken };
}

/** The first of a key counts. */
function connectionInfo(addUser: XmlElement | undefined): ReadonlyMap<string, string> {
  const info = new Map<string, string>();
  for (const entry of children(child(addUser, 'connection-info'), 'entry').slice(0, mostEntries)) {
    const key = textOf(entry, 'key') ?? '';
    const value = textOf(entry, 'value') ?? '';
    if (value.length <= longestValue && !info.has(key)) info.set(key, value);
  }
  return info;
}

function serversOf(urls: string): ContentServer[] {
  return urls
    .split(/\s+/)
    .flatMap((url) => {
      const [, host = '', port = ''] = serverForm.exec(url) ?? [];
      return host !== '' && Number(port) < 65_536 ? [{ host: host.toLowerCase(), port: Number(port) }] : [];
    })
    .slice(0, mostServers);
}

/** The line that asks the Edge to be let through. */
export function writeFirstLine(edgeToken: string): string {
  return `OFFHOOK-CONTENT/1 ${edgeToken}\r\n`;
}

/** `ok`, a word of refusal, or that this is no such server. */
export type EdgeReply = 'ok' | 'token-unknown' | 'token-expired' | 'unavailable' | 'strange';

/** Longer lines are strange. */
export const longestReply = 100;

/** Reads the Edge's line, without its end. */
export function readEdgeReply(line: string): EdgeReply {
  if (line === 'OK') return 'ok';
  const refusals = ['token-unknown', 'token-expired', 'unavailable'] as const;
  return refusals.find((word) => line === `NO ${word}`) ?? 'strange';
}
