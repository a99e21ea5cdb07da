import { describe, expect, it } from 'vitest';
import type { HostedFederation, OnPremisesFederation } from '../api.ts';
import { blockedSuffix } from './domain-lists.ts';
import { decideFederation, type FederationParty, type FederationQuestion, type PartnerRecord } from './rules.ts';

const openHouse: OnPremisesFederation = {
  federationEnabled: true,
  partnerDiscovery: true,
  allowed: [],
  blocked: [],
  hostingProvider: true,
  anonymousAtEdge: true,
  anonymousInPolicy: true,
};
const openTenant: HostedFederation = {
  mode: 'on-except-blocked',
  allowed: [],
  blocked: [],
  anonymousAtEdge: true,
  anonymousInPolicy: true,
};

const online = {
  edge: 'sipfed0A.online.lync.com',
  frontEnd: 'SN20A05FES03.INFRA.LYNC.COM',
  pool: 'sippoolsn20a05.infra.lync.com',
};
const houses = {
  'contoso.com': {
    address: 'karenb@contoso.com',
    names: { edge: 'sipfed.contoso.com', frontEnd: 'fe01.contoso.com', pool: 'pool01.contoso.com' },
  },
  'tailspintoys.com': {
    address: 'garth@tailspintoys.com',
    names: { edge: 'sip.tailspintoys.com', frontEnd: 'fe01.tailspintoys.com', pool: 'pool01.tailspintoys.com' },
  },
  'contoso.onmicrosoft.com': { address: 'garthf@contoso.onmicrosoft.com', names: online },
  'tailspintoys.onmicrosoft.com': {
    address: 'bonniek@tailspintoys.onmicrosoft.com',
    names: {
      edge: 'sipfed0A.online.lync.com',
      frontEnd: 'DM21A05FES06.infra.lync.com',
      pool: 'sippooldm21a05.infra.lync.com',
    },
  },
} as const;
type House = keyof typeof houses;

const records: Record<House, PartnerRecord> = {
  'contoso.com': { target: 'sipfed.contoso.com', port: 5061 },
  'tailspintoys.com': { target: 'sip.tailspintoys.com', port: 5061 },
  'contoso.onmicrosoft.com': { target: 'sipfed.online.lync.com', port: 5061 },
  'tailspintoys.onmicrosoft.com': { target: 'sipfed.online.lync.com', port: 5061 },
};

function party(domain: House, patch: Partial<OnPremisesFederation & HostedFederation> = {}): FederationParty {
  const base = domain.endsWith('onmicrosoft.com') ? openTenant : openHouse;
  return { ...houses[domain], domain, settings: { ...base, ...patch }, userEnabled: true };
}

function ask(from: FederationParty, to: FederationParty, patch: Partial<FederationQuestion> = {}): string {
  const verdict = decideFederation({
    from,
    to,
    toRecord: records[to.domain as House],
    fromRecord: records[from.domain as House],
    providerHost: 'sipfed.online.lync.com',
    ...patch,
  });
  return verdict.kind === 'federated' ? 'F' : `${verdict.status}/${verdict.diagnostics.split(';')[0]}`;
}

interface Row {
  readonly scenario: number;
  readonly attendee: House;
  readonly organizer: House;
  readonly settings: Partial<OnPremisesFederation & HostedFederation>;
  readonly whenOn: string;
  readonly whenOff: string;
}

function onPremisesRows(scenario: number, organizer: House, results: readonly (readonly [string, string])[]): Row[] {
  const settings: Partial<OnPremisesFederation>[] = [
    { partnerDiscovery: false },
    { partnerDiscovery: false, allowed: [organizer] },
    { partnerDiscovery: true },
    { partnerDiscovery: true, allowed: [organizer] },
    { partnerDiscovery: true, blocked: [organizer] },
  ];
  return results.map(([whenOn, whenOff], index) => ({
    scenario,
    attendee: 'contoso.com',
    organizer,
    settings: settings[index] ?? {},
    whenOn,
    whenOff,
  }));
}

function hostedRows(scenario: number, organizer: House, whenOff: string): Row[] {
  const shared = { scenario, attendee: 'contoso.onmicrosoft.com', organizer } as const;
  return [
    { ...shared, settings: { mode: 'on-only-allowed' }, whenOn: '504/27000', whenOff: '504/27000' },
    { ...shared, settings: { mode: 'off' }, whenOn: '403/1002', whenOff: '403/1002' },
    { ...shared, settings: { mode: 'on-except-blocked' }, whenOn: 'F', whenOff },
  ];
}

const rows: readonly Row[] = [
  ...onPremisesRows(1, 'tailspintoys.com', [
    ['504/1017', '504/1017'],
    ['F', '504/1034'],
    ['F', '504/1034'],
    ['F', '504/1034'],
    ['504/1064', '504/1064'],
  ]),
  ...onPremisesRows(2, 'contoso.onmicrosoft.com', [
    ['504/1028', '504/1028'],
    ['F', '504/1036'],
    ['F', '504/1036'],
    ['F', '504/1036'],
    ['504/1064', '504/1064'],
  ]),
  ...hostedRows(3, 'contoso.com', '504/1034'),
  ...hostedRows(4, 'tailspintoys.onmicrosoft.com', '403/4033'),
];

/** Every way an organiser's administrator has to keep one company out (mission M3 to M5). */
function waysToDisable(organizer: House, attendee: House): Partial<OnPremisesFederation & HostedFederation>[] {
  return organizer.endsWith('onmicrosoft.com')
    ? [{ mode: 'off' }, { mode: 'on-only-allowed' }, { mode: 'on-except-blocked', blocked: [attendee] }]
    : [{ federationEnabled: false }, { partnerDiscovery: false }, { partnerDiscovery: true, blocked: [attendee] }];
}

describe('the 32 cells', () => {
  it('[I5] counts eight federated cells and twenty-four refusals', () => {
    const cells = rows.flatMap((row) => [row.whenOn, row.whenOff]);
    expect(cells).toHaveLength(32);
    expect(cells.filter((cell) => cell === 'F')).toHaveLength(8);
  });

  it.each(rows)('[I5] scenario $scenario, $attendee with $settings: $whenOn, or $whenOff when shut out', (row) => {
    const from = party(row.attendee, row.settings);
    expect(ask(from, party(row.organizer))).toBe(row.whenOn);
    for (const way of waysToDisable(row.organizer, row.attendee)) {
      expect(ask(from, party(row.organizer, way)), JSON.stringify(way)).toBe(row.whenOff);
    }
  });
});

describe('the words', () => {
  const words = (from: FederationParty, to: FederationParty) => {
    const verdict = decideFederation({
      from,
      to,
      toRecord: records[to.domain as House],
      fromRecord: records[from.domain as House],
      providerHost: 'sipfed.online.lync.com',
    });
    return verdict.kind === 'refused' ? verdict.diagnostics : 'F';
  };
  const hosted = (mode: HostedFederation['mode']) => party('contoso.onmicrosoft.com', { mode });

  it('[K6] 1017 as in the seed', () => {
    expect(words(party('contoso.com', { partnerDiscovery: false }), party('tailspintoys.com'))).toBe(
      '1017;reason="Cannot route From and To domains in this combination";summary="Cannot route between the source and destination domains because partner discovery is not enabled";external-domain="tailspintoys.com";external-type="domain-type-remote";internal-domain="contoso.com";internal-type="domain-type-local";source="sipfed.contoso.com"',
    );
  });

  it('[K7] 1034 names the partner and its peer server', () => {
    expect(words(party('contoso.com'), party('tailspintoys.com', { federationEnabled: false }))).toBe(
      '1034;reason="Previous hop federated peer did not report diagnostic information";Domain="tailspintoys.com";PeerServer="sip.tailspintoys.com";source="sipfed.contoso.com"',
    );
    expect(words(hosted('on-except-blocked'), party('contoso.com', { federationEnabled: false }))).toBe(
      '1034;reason="Previous hop federated peer did not report diagnostic information";Domain="contoso.com";PeerServer="sipfed.contoso.com";source="sipfed0A.online.lync.com"',
    );
  });

  it('[K8] 1064 names the domain and the suffix that hit it', () => {
    expect(words(party('contoso.com', { blocked: ['tailspintoys.com'] }), party('tailspintoys.com'))).toBe(
      '1064;reason="Cannot route to blocked domain";domain="tailspintoys.com";suffix="tailspintoys.com";source="sipfed.contoso.com"',
    );
  });

  it('[K9] 1028 names the hosting service', () => {
    expect(words(party('contoso.com', { partnerDiscovery: false }), party('contoso.onmicrosoft.com'))).toBe(
      '1028;reason="Domain resolved by DNS SRV to a configured hosting service but the domain is not in the allow list";domain="contoso.onmicrosoft.com";fqdn1="sipfed.online.lync.com:5061";source="sipfed.contoso.com"',
    );
  });

  it('[K10] 1036 for a silent hosting provider', () => {
    expect(words(party('contoso.com'), party('contoso.onmicrosoft.com', { mode: 'off' }))).toBe(
      '1036;reason="Previous hop shared address space peer did not report diagnostic information";Domain="contoso.onmicrosoft.com";PeerServer="sipfed.online.lync.com";source="sipfed.contoso.com"',
    );
  });

  it('[K4] 1002 names both people', () => {
    expect(words(hosted('off'), party('contoso.com'))).toBe(
      '1002;reason="From URI not authorized to communicate with federated partners";from-uri="garthf@contoso.onmicrosoft.com";destination="karenb@contoso.com";source="sipfed0A.online.lync.com"',
    );
  });

  it('[K5] 4033 names the organiser’s pool', () => {
    expect(words(hosted('on-except-blocked'), party('tailspintoys.onmicrosoft.com', { mode: 'off' }))).toBe(
      '4033;reason="To User not authorized for Federation";processing-cluster="sippooldm21a05.infra.lync.com";processing-frontend="DM21A05FES06.infra.lync.com";target-user-primary-pool="sippooldm21a05.infra.lync.com";source="DM21A05FES06.infra.lync.com"',
    );
  });

  it('[K11] 27000 in its two forms', () => {
    expect(words(hosted('on-only-allowed'), party('contoso.com'))).toBe(
      '27000;reason="To-Uri Domain is not in the sender-tenant allow list";source="SN20A05FES03.INFRA.LYNC.COM";appName="OutgoingFederation"',
    );
    expect(words(hosted('on-only-allowed'), party('tailspintoys.onmicrosoft.com'))).toBe(
      '27000;reason="To-Uri Domain is not in the sender-tenant allow list";from-uri="garthf@contoso.onmicrosoft.com";destination="bonniek@tailspintoys.onmicrosoft.com";source="sipfed0A.online.lync.com"',
    );
  });
});

describe('switches one by one', () => {
  const karen = (patch: Partial<OnPremisesFederation> = {}) => party('contoso.com', patch);
  const garth = (patch: Partial<OnPremisesFederation> = {}) => party('tailspintoys.com', patch);

  it('[M1] partner discovery alone turns 1017 into a federated join', () => {
    expect(ask(karen({ partnerDiscovery: false }), garth())).toBe('504/1017');
    expect(ask(karen({ partnerDiscovery: true }), garth())).toBe('F');
  });

  it('[M2] a blocked suffix hits sub-domains, never a name that only ends alike', () => {
    expect(blockedSuffix('eng.tailspintoys.com', ['northwindtranders.com', 'TailspinToys.com.'])).toBe(
      'tailspintoys.com',
    );
    expect(blockedSuffix('nottailspintoys.com', ['tailspintoys.com'])).toBeUndefined();
    expect(blockedSuffix('tailspintoys.com', [''])).toBeUndefined();
  });

  it('[M2] blocked beats allowed', () => {
    expect(ask(karen({ allowed: ['tailspintoys.com'], blocked: ['tailspintoys.com'] }), garth())).toBe('504/1064');
  });

  it('[M3] federation switched off shuts every partner out, in both directions', () => {
    expect(ask(karen({ federationEnabled: false, allowed: ['tailspintoys.com'] }), garth())).toBe('504/1017');
    expect(ask(karen(), garth({ federationEnabled: false, allowed: ['contoso.com'] }))).toBe('504/1034');
  });

  it('[M4] each of the three ways to block refuses', () => {
    expect(ask(karen({ federationEnabled: false }), garth())).not.toBe('F');
    expect(ask(karen({ partnerDiscovery: false }), garth())).not.toBe('F');
    expect(ask(karen({ blocked: ['tailspintoys.com'] }), garth())).not.toBe('F');
  });

  it('[M5] the three online modes, with their lists', () => {
    const tenant = (patch: Partial<HostedFederation>) => party('contoso.onmicrosoft.com', patch);
    expect(ask(tenant({ mode: 'on-only-allowed', allowed: ['contoso.com'] }), karen())).toBe('F');
    expect(ask(tenant({ mode: 'on-except-blocked', blocked: ['contoso.com'] }), karen())).toBe('504/1064');
    expect(ask(tenant({ mode: 'off', allowed: ['contoso.com'] }), karen())).toBe('403/1002');
  });

  it('[B17] without the partner’s record even a listed partner cannot be found', () => {
    expect(ask(karen(), garth(), { toRecord: undefined })).toBe('504/1008');
    expect(
      ask(karen({ partnerDiscovery: false, allowed: ['tailspintoys.com'] }), garth(), { toRecord: undefined }),
    ).toBe('504/1008');
  });

  it('[K3] a record that leads out of the domain is refused, unless it is the configured provider', () => {
    expect(ask(karen(), garth(), { toRecord: { target: 'sip.elsewhere.example', port: 5061 } })).toBe('504/1009');
    expect(ask(karen({ hostingProvider: false }), party('contoso.onmicrosoft.com'))).toBe('504/1009');
  });

  it('[I3] a person excluded from federation is refused whatever the company allows', () => {
    expect(ask({ ...karen(), userEnabled: false }, garth())).toBe('403/1002');
    expect(ask(karen(), { ...garth(), userEnabled: false })).toBe('504/1034');
  });

  it('[I3] an organiser who relies on discovery must be able to find the caller', () => {
    expect(ask(karen(), garth(), { fromRecord: undefined })).toBe('504/1034');
    expect(ask(karen(), garth({ allowed: ['contoso.com'] }), { fromRecord: undefined })).toBe('F');
  });
});
