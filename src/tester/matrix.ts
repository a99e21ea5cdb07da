/** The 32 combinations of the anonymous-join document as settings and expectations. The lab computes; this only asks and compares. */
import type { HostedFederation, OnPremisesFederation } from '../lab/api.ts';

export type Expectation =
  | { readonly kind: 'federated' }
  | { readonly kind: 'guest'; readonly status: number; readonly code: number };

export interface MatrixRow {
  readonly scenario: 1 | 2 | 3 | 4;
  readonly attendee: string;
  readonly organizer: string;
  /** As the document words it. */
  readonly setting: string;
  readonly attendeeSettings: Partial<OnPremisesFederation> | Partial<HostedFederation>;
  readonly whenEnabled: Expectation;
  readonly whenDisabled: Expectation;
}

export interface Cell {
  /** Scenario, row and side as testers name them: `1.3e` with federation enabled at the organiser's, `1.3d` disabled. */
  readonly id: string;
  readonly name: string;
  readonly row: MatrixRow;
  readonly organizerEnabled: boolean;
  readonly expected: Expectation;
}

const federated: Expectation = { kind: 'federated' };
const guest = (status: number, code: number): Expectation => ({ kind: 'guest', status, code });

interface OnPremisesCase {
  readonly discovery: boolean;
  readonly list: 'not allowed' | 'allowed' | 'blocked';
  readonly whenEnabled: Expectation;
  readonly whenDisabled: Expectation;
}

/** Scenarios 1 and 2 differ in what a partner behind the same hosting service answers: 1034 against 1036, 1017 against 1028. */
function onPremisesRows(scenario: 1 | 2, organizer: string, codes: { unlisted: number; silent: number }): MatrixRow[] {
  const domain = organizer.slice(organizer.indexOf('@') + 1);
  const cases: OnPremisesCase[] = [
    {
      discovery: false,
      list: 'not allowed',
      whenEnabled: guest(504, codes.unlisted),
      whenDisabled: guest(504, codes.unlisted),
    },
    { discovery: false, list: 'allowed', whenEnabled: federated, whenDisabled: guest(504, codes.silent) },
    { discovery: true, list: 'not allowed', whenEnabled: federated, whenDisabled: guest(504, codes.silent) },
    { discovery: true, list: 'allowed', whenEnabled: federated, whenDisabled: guest(504, codes.silent) },
    { discovery: true, list: 'blocked', whenEnabled: guest(504, 1064), whenDisabled: guest(504, 1064) },
  ];
  return cases.map(({ discovery, list, whenEnabled, whenDisabled }) => ({
    scenario,
    attendee: 'karen@contoso.com',
    organizer,
    setting: `Partner domain discovery ${discovery ? 'enabled' : 'disabled'}, ${domain} ${list}`,
    attendeeSettings: {
      federationEnabled: true,
      partnerDiscovery: discovery,
      allowed: list === 'allowed' ? [domain] : [],
      blocked: list === 'blocked' ? [domain] : [],
      hostingProvider: true,
    },
    whenEnabled,
    whenDisabled,
  }));
}

function hostedRows(scenario: 3 | 4, organizer: string, unwilling: Expectation): MatrixRow[] {
  const domain = organizer.slice(organizer.indexOf('@') + 1);
  const base = { scenario, attendee: 'garthf@contoso.onmicrosoft.com', organizer } as const;
  return [
    {
      ...base,
      setting: `On only for allowed domains, ${domain} not allowed`,
      attendeeSettings: { mode: 'on-only-allowed', allowed: [], blocked: [] },
      whenEnabled: guest(504, 27000),
      whenDisabled: guest(504, 27000),
    },
    {
      ...base,
      setting: 'Off completely',
      attendeeSettings: { mode: 'off', allowed: [], blocked: [] },
      whenEnabled: guest(403, 1002),
      whenDisabled: guest(403, 1002),
    },
    {
      ...base,
      setting: `On except for blocked domains, ${domain} not blocked`,
      attendeeSettings: { mode: 'on-except-blocked', allowed: [], blocked: [] },
      whenEnabled: federated,
      whenDisabled: unwilling,
    },
  ];
}

/** All rows, in the document's order. */
export const matrix: readonly MatrixRow[] = [
  ...onPremisesRows(1, 'garth@tailspintoys.com', { unlisted: 1017, silent: 1034 }),
  ...onPremisesRows(2, 'garthf@contoso.onmicrosoft.com', { unlisted: 1028, silent: 1036 }),
  ...hostedRows(3, 'karenb@contoso.com', guest(504, 1034)),
  ...hostedRows(4, 'bonniek@tailspintoys.onmicrosoft.com', guest(403, 4033)),
];

/** All 32 cells. */
export function cells(): Cell[] {
  return matrix.flatMap((row) =>
    [true, false].map((organizerEnabled) => ({
      id: `${row.scenario}.${numberInScenario(row)}${organizerEnabled ? 'e' : 'd'}`,
      name: `${row.scenario}: ${row.setting}; organiser ${organizerEnabled ? 'enabled' : 'disabled'}`,
      row,
      organizerEnabled,
      expected: organizerEnabled ? row.whenEnabled : row.whenDisabled,
    })),
  );
}

function numberInScenario(row: MatrixRow): number {
  return matrix.filter(({ scenario }) => scenario === row.scenario).indexOf(row) + 1;
}

/** The organiser's side with federation on or off for the attendee, by the kind of company it is. */
export function organizerSettings(
  kind: 'on-premises' | 'hosted',
  enabled: boolean,
  attendeeDomain: string,
): Partial<OnPremisesFederation> | Partial<HostedFederation> {
  if (kind === 'hosted') return { mode: enabled ? 'on-except-blocked' : 'off', allowed: [], blocked: [] };
  return { federationEnabled: enabled, partnerDiscovery: true, allowed: [attendeeDomain], blocked: [] };
}
