/** Where a meeting's page may send us on to: whoever answers there says which meeting is joined, and with whom (mission C4, J6). */
import { readHostPort } from '../sip/uri.ts';
import type { MeetPageLink } from './web-address.ts';

/** Keeps the meetings of companies without servers of their own, and of those on their way there. */
const hosting = 'lync.com';

/** True for the page's own host, and for what stands under the same company or at the hosting provider. */
export function mayLeadTo({ host }: Pick<MeetPageLink, 'host'>, from: Pick<MeetPageLink, 'host'>): boolean {
  const next = nameOf(host);
  const first = nameOf(from.host);
  return next === first || isUnder(next, companyOf(first)) || isUnder(next, hosting);
}

/** Whether an address is where a company's people prove who they are, as far as it can be told without going there. */
export function looksLikeSignIn({ url, host }: Pick<MeetPageLink, 'url' | 'host'>): boolean {
  const isNamedSo = /^(?:login|signin|logon|sso|sts|adfs|fs|idp|auth|accounts?)\d{0,2}\./.test(nameOf(host));
  return isNamedSo || /\/adfs\/|[?&]wa=wsignin|\/oauth2?\/|\/saml2?\b|[?&]SAMLRequest=/i.test(url);
}

function nameOf(host: string): string {
  return (readHostPort(host)?.host ?? host).toLowerCase().replace(/\.$/, '');
}

function isUnder(name: string, parent: string): boolean {
  return name === parent || name.endsWith(`.${parent}`);
}

/** `contoso.com` of `meet.contoso.com`; the host itself where everybody stands above it, as under `com` or `co.uk`, and of an address. */
function companyOf(host: string): string {
  const parent = host.slice(host.indexOf('.') + 1);
  const isShared = !parent.includes('.') || /^[a-z]{2,3}\.[a-z]{2}$/.test(parent) || /^[\d.]+$|:/.test(host);
  return isShared ? host : parent;
}
