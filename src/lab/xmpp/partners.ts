/** A company's list of XMPP partners, with the settings of New-CsXmppAllowedPartner under their own names (mission P1, P2). */

/** What a partner's servers are asked for: `Required` refuses a partner without it. */
export type XmppNegotiation = 'Required' | 'Optional' | 'NotSupported';

export const negotiations: readonly XmppNegotiation[] = ['Required', 'Optional', 'NotSupported'];

export interface XmppPartner {
  readonly Domain: string;
  readonly TlsNegotiation: XmppNegotiation;
  /** SASL EXTERNAL: the partner's certificate proves the domain. Needs TLS. */
  readonly SaslNegotiation: XmppNegotiation;
  /** A blank every minute on connections that are silent. */
  readonly EnableKeepAlive: boolean;
  /** Server dialback proves the domain. XEP-0220 */
  readonly SupportDialbackNegotiation: boolean;
}

/** The four values that the seed gives for Google Talk. */
export const usualPartner: Omit<XmppPartner, 'Domain'> = {
  TlsNegotiation: 'NotSupported',
  SaslNegotiation: 'NotSupported',
  EnableKeepAlive: false,
  SupportDialbackNegotiation: true,
};

const MOST_PARTNERS = 200;

/** One company's list. Domains are compared exactly, in lower case: a subdomain is a partner of its own. */
export class PartnerList {
  readonly #partners = new Map<string, XmppPartner>();

  constructor(partners: readonly XmppPartner[] = []) {
    for (const partner of partners) this.#partners.set(partner.Domain, partner);
  }

  all(): readonly XmppPartner[] {
    return [...this.#partners.values()];
  }

  find(domain: string): XmppPartner | undefined {
    return this.#partners.get(domain.toLowerCase());
  }

  /** Adds a partner or changes some values of one; a list that is full stays as it is. */
  set(domain: string, patch: Partial<Omit<XmppPartner, 'Domain'>>): void {
    const Domain = domain.toLowerCase();
    const before = this.#partners.get(Domain);
    if (!before && this.#partners.size >= MOST_PARTNERS) return;
    this.#partners.set(Domain, { ...usualPartner, ...before, ...patch, Domain });
  }

  remove(domain: string): void {
    this.#partners.delete(domain.toLowerCase());
  }
}
