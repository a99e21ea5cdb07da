/** The names to ask for a domain, and in which order answers are used. Mission B2, B4, B6, C-2, C-3, C-8. */

export type Question =
  | { readonly type: 'SRV'; readonly name: string; readonly transport: 'tls' | 'tcp' }
  /** A web server that may know the user's SIP servers: lyncdiscover. */
  | { readonly type: 'WEB'; readonly name: string }
  | { readonly type: 'HOST'; readonly name: string; readonly ports: readonly number[] };

export interface PlanInput {
  readonly domain: string;
  /** Without it the TCP record is not even asked for. */
  readonly allowTcp: boolean;
  readonly purpose: 'sign-in' | 'guest-join';
  /** Lyncdiscover is asked as well: it tells nothing to somebody without an account. */
  readonly hasAccount?: boolean;
}

/**
 * All questions, best rank first. Service records come before lyncdiscover, and that before host records; within each, internal before
 * external. Clear text is never looked for outside: there is no `_sip._tcp`, and host records are for TLS alone.
 */
export function planDiscovery({ domain, allowTcp, purpose, hasAccount }: PlanInput): Question[] {
  const srv = (service: string, transport: 'tls' | 'tcp'): Question => ({
    type: 'SRV',
    name: `${service}.${domain}`,
    transport,
  });
  const host = (label: string, ports: readonly number[]): Question => ({
    type: 'HOST',
    name: `${label}.${domain}`,
    ports,
  });
  const web: readonly Question[] = hasAccount
    ? ['lyncdiscoverinternal', 'lyncdiscover'].map((label) => ({ type: 'WEB', name: `${label}.${domain}` }))
    : [];
  const inside = allowTcp && purpose === 'sign-in' ? [srv('_sipinternal._tcp', 'tcp')] : [];
  return [
    srv('_sipinternaltls._tcp', 'tls'),
    ...inside,
    srv('_sip._tls', 'tls'),
    ...web,
    host('sipinternal', purpose === 'sign-in' ? [5061, 443] : [443, 5061]),
    host('sip', [443, 5061]),
    host('sipexternal', [443, 5061]),
  ];
}

/**
 * The standard's own names, for a domain where those of Microsoft's servers lead nowhere and NAPTR names no others: a server of another maker. TLS
 * first; clear text is asked for only where it is allowed. RFC 3263 4.1
 */
export function planStandard(domain: string, allowTcp: boolean): Extract<Question, { type: 'SRV' }>[] {
  return [
    { type: 'SRV', name: `_sips._tcp.${domain}`, transport: 'tls' },
    ...(allowTcp ? [{ type: 'SRV', name: `_sip._tcp.${domain}`, transport: 'tcp' } as const] : []),
  ];
}

export interface SrvRecord {
  readonly target: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** Service records in the order to try: by priority, within one by weighted chance. RFC 2782. `chance` gives numbers in [0, 1). */
export function orderSrv(records: readonly SrvRecord[], chance: () => number): SrvRecord[] {
  const ordered: SrvRecord[] = [];
  const priorities = [...new Set(records.map((record) => record.priority))].sort((a, b) => a - b);
  for (const priority of priorities) {
    // Records of weight 0 stand first, so that they are chosen only rarely when others have weight.
    const left = records.filter((record) => record.priority === priority).sort((a, b) => a.weight - b.weight);
    while (left.length > 0) {
      const total = left.reduce((sum, record) => sum + record.weight, 0);
      let mark = Math.floor(chance() * (total + 1));
      const index = left.findIndex((record) => {
        mark -= record.weight;
        return mark <= 0;
      });
      ordered.push(...left.splice(Math.max(0, index), 1));
    }
  }
  return ordered;
}
