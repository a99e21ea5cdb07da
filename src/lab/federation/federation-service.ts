/** The rules applied to the companies of this lab, as their settings and DNS stand at the moment of asking. */
import type { HostedFederation, OnPremisesFederation } from '../api.ts';
import type { LabCore } from '../net/listener.ts';
import { companyOf } from '../topologies/topology.ts';
import { decideFederation, type FederationParty, type FederationVerdict, type PartnerRecord } from './rules.ts';

/** A domain that belongs to nobody here: whatever its DNS says, nobody answers there. */
const NOBODY: OnPremisesFederation = {
  federationEnabled: false,
  partnerDiscovery: false,
  allowed: [],
  blocked: [],
  hostingProvider: false,
  anonymousAtEdge: false,
  anonymousInPolicy: false,
};

export type FederationSettings = OnPremisesFederation | HostedFederation;

export class FederationService {
  readonly #core: LabCore;
  readonly #settings = new Map<string, FederationSettings>();

  constructor(core: LabCore) {
    this.#core = core;
    for (const company of core.topology.companies) this.#settings.set(company.domain, company.federation);
  }

  /** The settings of one company; undefined for a domain that is none of the lab's. */
  settingsOf(domain: string): FederationSettings | undefined {
    return this.#settings.get(domain.toLowerCase());
  }

  /** Changes some settings of one company; what the company's kind does not have is left out. */
  change(domain: string, patch: Partial<OnPremisesFederation> | Partial<HostedFederation>): void {
    const before = this.settingsOf(domain);
    if (!before) return;
    const known = Object.entries(patch).filter(([name, value]) => name in before && value !== undefined);
    this.#settings.set(domain.toLowerCase(), { ...before, ...Object.fromEntries(known) });
  }

  /** Whether `from` reaches `to`; both `user@domain`, in different companies. */
  decide(from: string, to: string): FederationVerdict {
    return decideFederation({
      from: this.#party(from),
      to: this.#party(to),
      fromRecord: this.#record(domainOf(from)),
      toRecord: this.#record(domainOf(to)),
      providerHost: this.#core.topology.providerHost,
    });
  }

  #party(address: string): FederationParty {
    const domain = domainOf(address);
    const company = companyOf(this.#core.topology, domain);
    const person = company?.people.find((someone) => someone.address === address);
    return {
      address,
      domain,
      settings: this.settingsOf(domain) ?? NOBODY,
      names: company?.reported ?? { edge: domain, frontEnd: domain, pool: domain },
      userEnabled: person?.federationEnabled ?? true,
    };
  }

  #record(domain: string): PartnerRecord | undefined {
    const [first] = this.#core.dns.srv(`_sipfederationtls._tcp.${domain}`);
    return first ? { target: first.target.replace(/\.$/, ''), port: first.port } : undefined;
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
