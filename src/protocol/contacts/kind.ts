/** Same company, another company, a public service, XMPP: it decides how presence is found (mission F24, protocol notes 10). */
import type { ContactKind } from '../../shared/model/contacts.ts';

/** Domains of public instant messaging services, once reachable by public IM connectivity. */
const PUBLIC =
  /^(?:(?:hotmail|live|msn|outlook|passport|aol|icq|yahoo|ymail|rocketmail|mac|me|gmail)\.com|(?:hotmail|live|yahoo)(?:\.[a-z]{2,3}){1,2})$/;

/**
 * By domain alone; `ownDomain` in lower case. `learned` is what servers said of domains: a company has several of its own,
 * and an XMPP partner looks like any other on the wire.
 */
export function contactKind(
  uri: string,
  ownDomain: string,
  learned: ReadonlyMap<string, ContactKind> = new Map(),
): ContactKind {
  const domain = domainOf(uri);
  if (domain === ownDomain) return 'same-enterprise';
  return learned.get(domain) ?? (PUBLIC.test(domain) ? 'public' : 'federated');
}

/** The server's word for where somebody is at home; undefined for `unknown` and what we do not know. [MS-PRES] 2.2.2.6.1 */
export function kindOfNetwork(word: string | undefined): ContactKind | undefined {
  switch (word?.trim()) {
    case 'sameEnterprise':
      return 'same-enterprise';
    case 'federated':
      return 'federated';
    case 'publicCloud':
      return 'public';
    default:
      return undefined;
  }
}

/** What follows the last `@`, lower case, without port and parameters; '' when there is none. */
export function domainOf(uri: string): string {
  const at = uri.lastIndexOf('@');
  return at < 0 ? '' : (uri.slice(at + 1).split(/[:;?]/, 1)[0] ?? '').toLowerCase();
}
