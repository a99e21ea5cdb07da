/** Same company, another company, a public service: it decides how presence is found (mission F24, protocol notes 10). */
import type { ContactKind } from '../../shared/model/contacts.ts';

/** Domains of public instant messaging services, once reachable by public IM connectivity. */
const PUBLIC =
  /^(?:(?:hotmail|live|msn|outlook|passport|aol|icq|yahoo|ymail|rocketmail|mac|me|gmail)\.com|(?:hotmail|live|yahoo)(?:\.[a-z]{2,3}){1,2})$/;

/** By domain alone; `ownDomain` in lower case. */
export function contactKind(uri: string, ownDomain: string): ContactKind {
  const domain = domainOf(uri);
  if (domain === ownDomain) return 'same-enterprise';
  return PUBLIC.test(domain) ? 'public' : 'federated';
}

/** What follows the last `@`, lower case, without port and parameters; '' when there is none. */
export function domainOf(uri: string): string {
  const at = uri.lastIndexOf('@');
  return at < 0 ? '' : (uri.slice(at + 1).split(/[:;?]/, 1)[0] ?? '').toLowerCase();
}
