/** Where somebody's mailbox is served, or whom to ask instead. [MS-OXDSCLI] 2.2.4 */
import { at, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

/** Addresses of the web services; at least one of the two. */
export interface MailboxUrls {
  /** For people inside the company. */
  readonly internal?: string;
  readonly external?: string;
}

export type AutodiscoverReading =
  | { readonly kind: 'urls'; readonly urls: MailboxUrls }
  /** The mailbox goes by another address, maybe at another company. */
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'redirect'; readonly url: string }
  /** The service answered and has no mailbox for this address, or no web services for it. */
  | { readonly kind: 'refused'; readonly code?: number; readonly text: string }
  | { readonly kind: 'unreadable'; readonly problem: string };

const mostProtocols = 32;
const longestUrl = 2048;
const longestText = 300;

/** Reads an answer. Which namespace it stands in does not matter: servers differ, and the names do not. */
export function readAutodiscover(text: string): AutodiscoverReading {
  const reading = readXml(text);
  if (!reading.ok) return { kind: 'unreadable', problem: reading.problem };
  const { root } = reading;
  const response = root.local === 'Autodiscover' ? child(root, 'Response') : undefined;
  if (!response) return { kind: 'unreadable', problem: `a document <${root.local.slice(0, 40)}>` };
  const account = child(response, 'Account');
  const error = child(response, 'Error') ?? child(account, 'Error');
  if (error) return refused(textOf(error, 'Message') ?? 'no reason given', numberOf(textOf(error, 'ErrorCode')));
  if (!account) return { kind: 'unreadable', problem: 'no Account' };
  return fromAccount(account);
}

function fromAccount(account: XmlElement): AutodiscoverReading {
  const address = textOf(account, 'RedirectAddr');
  if (address !== undefined) return { kind: 'address', address: address.slice(0, 320) };
  const url = textOf(account, 'RedirectUrl') ?? textOf(account, 'RedirectURL');
  if (url !== undefined) return { kind: 'redirect', url: url.slice(0, longestUrl) };
  const protocols = children(account, 'Protocol').slice(0, mostProtocols);
  const internal = firstUrl(protocols, 'EXCH') ?? webUrl(protocols, 'Internal');
  const external = firstUrl(protocols, 'EXPR') ?? firstUrl(protocols, 'EXHTTP') ?? webUrl(protocols, 'External');
  if (internal === undefined && external === undefined) return refused('no address of its web services');
  return { kind: 'urls', urls: { ...(internal ? { internal } : {}), ...(external ? { external } : {}) } };
}

/** The name of the availability service's address is the older one; both are the same web services. */
function firstUrl(protocols: readonly XmlElement[], type: string): string | undefined {
  const ofType = protocols.filter((protocol) => textOf(protocol, 'Type')?.toUpperCase() === type);
  for (const protocol of ofType) {
    const url = textOf(protocol, 'EwsUrl') ?? textOf(protocol, 'ASUrl');
    if (url !== undefined && url.length <= longestUrl) return url;
  }
  return undefined;
}

/** Servers since 2013 may name them for browsers alone. */
function webUrl(protocols: readonly XmlElement[], side: 'Internal' | 'External'): string | undefined {
  const web = protocols.find((protocol) => textOf(protocol, 'Type')?.toUpperCase() === 'WEB');
  const url = textOf(at(web, side, 'Protocol'), 'ASUrl');
  return url !== undefined && url.length <= longestUrl ? url : undefined;
}

function refused(text: string, code?: number): AutodiscoverReading {
  return { kind: 'refused', text: text.slice(0, longestText), ...(code === undefined ? {} : { code }) };
}
