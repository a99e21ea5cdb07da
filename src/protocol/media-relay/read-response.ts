/** What the company's media relay gives: a name and a password, where its servers are, and for how long. [MS-AVEDGEA] 2.2.2 */
import { attr, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';

export interface RelayServer {
  readonly host: string;
  readonly udpPort?: number;
  readonly tcpPort?: number;
}

export interface RelayCredentials {
  /** Secrets, both: base64 as the server wrote them. */
  readonly userName: string;
  readonly password: string;
  /** 1 to 1440. */
  readonly minutes: number;
  /** At most 8, each with a port at least. */
  readonly servers: readonly RelayServer[];
}

export type CredentialsReading =
  | { readonly ok: true; readonly credentials: RelayCredentials }
  /** `refused` with the service's own word. */
  | { readonly ok: false; readonly problem: XmlProblem | 'strange' }
  | { readonly ok: false; readonly problem: 'refused'; readonly reason: string };

const mostServers = 8;
const longestSecret = 512;
const usualMinutes = 480;

/** Reads the body of the answer; never throws. */
export function readCredentialsResponse(text: string): CredentialsReading {
  const reading = readXml(text);
  if (!reading.ok) return reading;
  const { root } = reading;
  if (root.local !== 'response') return { ok: false, problem: 'strange' };
  const reason = attr(root, 'reasonPhrase') ?? '';
  if (reason.toUpperCase() !== 'OK') return { ok: false, problem: 'refused', reason: reason.slice(0, 100) };
  const answer = child(root, 'credentialsResponse');
  const credentials = child(answer, 'credentials');
  const userName = textOf(credentials, 'username') ?? '';
  const password = textOf(credentials, 'password') ?? '';
  const servers = serversOf(child(answer, 'mediaRelayList'));
  if (!isSecret(userName) || !isSecret(password) || servers.length === 0) return { ok: false, problem: 'strange' };
  return { ok: true, credentials: { userName, password, minutes: minutesOf(credentials), servers } };
}

function isSecret(text: string): boolean {
  return text.length > 0 && text.length <= longestSecret && /^[\x21-\x7e]+$/.test(text);
}

function minutesOf(credentials: XmlElement | undefined): number {
  const minutes = numberOf(textOf(credentials, 'duration'));
  return minutes === undefined || minutes < 1 ? usualMinutes : Math.min(1440, minutes);
}

function serversOf(list: XmlElement | undefined): readonly RelayServer[] {
  return children(list, 'mediaRelay')
    .flatMap((relay): RelayServer[] => {
      const host = textOf(relay, 'hostName') ?? '';
      const udpPort = portOf(textOf(relay, 'udpPort'));
      const tcpPort = portOf(textOf(relay, 'tcpPort'));
      if (!/^[A-Za-z0-9.:-]{1,253}$/.test(host) || (udpPort === undefined && tcpPort === undefined)) return [];
      return [{ host, ...(udpPort ? { udpPort } : {}), ...(tcpPort ? { tcpPort } : {}) }];
    })
    .slice(0, mostServers);
}

function portOf(text: string | undefined): number | undefined {
  const port = numberOf(text);
  return port !== undefined && port > 0 && port < 65_536 ? port : undefined;
}
