/** The 32 combinations as a scenario file: what docs/scenarios/federation-matrix.json holds. */
import type { HostedFederation, OnPremisesFederation } from '../lab/api.ts';
import type { SwitchSetting } from '../lab/timeline/plan.ts';
import { type Cell, cells, organizerSettings } from './matrix.ts';
import type { Expectation, Scenario, ScenarioFile } from './scenario/schema.ts';

const switchOf: Readonly<Record<string, string>> = {
  federationEnabled: 'enable-federation',
  partnerDiscovery: 'partner-domain-discovery',
  allowed: 'allowed-domains',
  blocked: 'blocked-domains',
  hostingProvider: 'hosting-provider',
  mode: 'external-communications',
};

/** A meeting for each organiser; federation looks at companies, so that a colleague's does as well. */
const meetings: Readonly<Record<string, string>> = {
  'garth@tailspintoys.com': '2Z92HZZZ',
  'garthf@contoso.onmicrosoft.com': 'C0NL1NE1',
  'karenb@contoso.com': 'C0NT0S02',
  'bonniek@tailspintoys.onmicrosoft.com': 'TA1LNL1N',
};

/** One scenario per table of the document, a case per cell. */
export function matrixFile(): ScenarioFile {
  return {
    $schema: './scenario.schema.json',
    version: 1,
    name: 'Anonymous join: the 32 combinations of federation settings',
    about:
      'Four tables of the document on anonymous join. Each cell sets both companies, signs the attendee in and joins: 8 end under the own name, 24 as Guest after the refusal that the table names. Made by npm run scenarios -- --matrix-file.',
    where: { lab: {} },
    who: { attendee: { address: '{{attendee}}' } },
    scenarios: [1, 2, 3, 4].map(scenarioOf),
  };
}

function scenarioOf(number: number): Scenario {
  const own = cells().filter(({ row }) => row.scenario === number);
  const [first] = own;
  return {
    name: `Scenario ${number}: ${first?.row.attendee} joins a meeting at ${domainOf(first?.row.organizer ?? '')}`,
    steps: [
      { do: 'sign-in', who: 'attendee' },
      { do: 'join', who: 'attendee', meeting: '{{meeting}}', guestName: 'Visiting Tester' },
      { do: 'expect', who: 'attendee', that: 'of-case' },
      { do: 'leave', who: 'attendee' },
      { do: 'sign-out', who: 'attendee' },
    ],
    cases: own.map((cell) => ({
      name: `${cell.id}, ${cell.row.setting}; organiser ${cell.organizerEnabled ? 'enabled' : 'disabled'}`,
      values: { attendee: cell.row.attendee, meeting: meetings[cell.row.organizer] ?? '' },
      switches: switchesOf(cell),
      expect: expectationOf(cell),
    })),
  };
}

function switchesOf({ row, organizerEnabled }: Cell): SwitchSetting[] {
  const [attendee, organizer] = [domainOf(row.attendee), domainOf(row.organizer)];
  const kind = organizer.endsWith('.onmicrosoft.com') ? 'hosted' : 'on-premises';
  return [
    ...settings(attendee, row.attendeeSettings),
    ...settings(organizer, organizerSettings(kind, organizerEnabled, attendee)),
  ];
}

function settings(target: string, set: Partial<OnPremisesFederation> | Partial<HostedFederation>): SwitchSetting[] {
  return Object.entries(set).flatMap(([name, value]) => {
    const id = switchOf[name];
    return id === undefined ? [] : [{ switch: id, target, value: value as SwitchSetting['value'] }];
  });
}

function expectationOf({ expected }: Cell): Expectation {
  const joined = { phase: 'joined' as const };
  if (expected.kind === 'federated') {
    return { privacyBreaches: 0, meeting: { ...joined, asGuest: false, homeRefusal: 'none' } };
  }
  const { status, code } = expected;
  const guest = ['Visiting Tester (Guest)'];
  const homeRefusal = { status, diagnostic: code };
  return { privacyBreaches: 0, meeting: { ...joined, asGuest: true, homeRefusal, has: guest, organizerSees: guest } };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
