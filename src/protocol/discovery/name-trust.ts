/**
 * Which server names may stand for a domain. The address is the only thing the person gave, so a name found in DNS must be tied to it,
 * or whoever answers DNS decides whom we talk to (mission 1.C).
 */
import { normalizeHost } from './address.ts';

export interface NameRule {
  /** Only the domain itself and `sip.` of it. */
  readonly strict: boolean;
  /** Foreign names the person trusts for this domain. */
  readonly trusted: readonly string[];
}

/** True when a host found by discovery may be used for a domain. */
export function isTrustedName(
  host: string,
  domain: string,
  rule: NameRule,
  toAscii: (name: string) => string,
): boolean {
  const name = normalizeHost(host, toAscii);
  const owner = normalizeHost(domain, toAscii);
  if (name === undefined || owner === undefined) return false;
  if (rule.trusted.some((trusted) => normalizeHost(trusted, toAscii) === name)) return true;
  if (name === owner || name === `sip.${owner}`) return true;
  if (rule.strict || !name.endsWith(`.${owner}`)) return false;
  // Exactly one label before the domain.
  return !name.slice(0, -owner.length - 1).includes('.');
}
