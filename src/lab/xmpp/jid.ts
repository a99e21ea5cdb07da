/** XMPP addresses as the lab's servers take them. RFC 7622, without the Unicode profiles. */

export interface Jid {
  /** '' for a server itself. */
  readonly local: string;
  /** Lower case. */
  readonly domain: string;
  /** '' for none. */
  readonly resource: string;
  /** `local@domain`, or the domain alone; lower case. */
  readonly bare: string;
  /** With the resource, where there is one. */
  readonly full: string;
  /** Whether a SIP address can hold it as it stands. */
  readonly isForSip: boolean;
}

const LONGEST = 1023;
const LOCAL = /^[^\s"&'/:<>@]+$/;
const NOT_FOR_SIP = /[\\^`[\]{}|%?;,()]/;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Undefined for what is no address. */
export function readJid(text: string | undefined): Jid | undefined {
  if (text === undefined || text.length > LONGEST) return undefined;
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const resource = slash < 0 ? '' : text.slice(slash + 1);
  const at = address.indexOf('@');
  const local = at < 0 ? '' : address.slice(0, at).toLowerCase();
  const domain = address.slice(at + 1).toLowerCase();
  if (!DOMAIN.test(domain) || (at >= 0 && !LOCAL.test(local))) return undefined;
  const bare = at < 0 ? domain : `${local}@${domain}`;
  const full = resource === '' ? bare : `${bare}/${resource}`;
  return { local, domain, resource, bare, full, isForSip: !NOT_FOR_SIP.test(local) };
}
