/**
 * Which web servers may see the account's credentials. Their addresses come from a server that is trusted already, yet a redirect or a
 * broken entry must not carry a password out of the company (mission C4).
 */
import { normalizeHost } from './address.ts';
import { isTrustedName, type NameRule } from './name-trust.ts';

export interface WebTrustInput {
  /** The domain of the sign-in address. */
  readonly domain: string;
  /** The SIP server we are connected to; absent while it is still looked for. */
  readonly server?: string;
  readonly rule: NameRule;
}

/**
 * True for hosts the name rule trusts for the domain, and for the SIP server itself and its neighbours: where the servers bear another
 * domain than the addresses, the person typed the server's name or agreed to it, and its web services stand beside it.
 */
export function isTrustedWebHost(host: string, input: WebTrustInput, toAscii: (name: string) => string): boolean {
  const { domain, server, rule } = input;
  if (isTrustedName(host, domain, rule, toAscii)) return true;
  const name = normalizeHost(host, toAscii);
  const own = server === undefined ? undefined : normalizeHost(server, toAscii);
  if (name === undefined || own === undefined) return false;
  if (name === own) return true;
  const parent = own.slice(own.indexOf('.') + 1);
  return !rule.strict && isOneCompany(parent) && !isAddress(own) && name.slice(name.indexOf('.') + 1) === parent;
}

/** Not `com`, and nothing like `co.uk` or `com.au`, under which everybody stands. */
function isOneCompany(parent: string): boolean {
  return parent.includes('.') && !/^[a-z]{2,3}\.[a-z]{2}$/.test(parent);
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host);
}
