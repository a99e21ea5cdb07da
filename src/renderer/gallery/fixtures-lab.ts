/** Made-up answers of the lab for the gallery and the component tests of its page. */
import type { Reply } from '../../shared/ipc/bridge.ts';
import type { LabFaultLine, LabPeopleNow, LabSwitchboard } from '../../shared/model/lab-page.ts';
import type { LabRun, LabScenarioFile } from '../../shared/model/lab-run.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';

const [contoso, hosted, tailspin] = ['contoso.com', 'contoso.onmicrosoft.com', 'tailspintoys.com'] as const;
const company = { group: 'federation', scope: 'company' } as const;

export const switchboard: LabSwitchboard = {
  facts: [
    {
      ...company,
      id: 'enable-federation',
      name: 'Enable federation and Public IM connectivity',
      about: 'Off: the company talks to no other company, by SIP or XMPP (AllowFederatedUsers).',
      kind: { kind: 'on-off' },
    },
    {
      ...company,
      id: 'allowed-domains',
      name: 'SIP Federated Domains: Allowed',
      about: 'Companies that may be reached, each by its exact name.',
      kind: { kind: 'domains' },
    },
    {
      ...company,
      id: 'external-communications',
      name: 'External communications',
      about: 'The three modes of a hosted company.',
      kind: {
        kind: 'choice',
        choices: [
          { value: 'off', name: 'Off completely' },
          { value: 'on-except-blocked', name: 'On except for blocked domains' },
        ],
      },
    },
    {
      id: 'meeting-lobby',
      group: 'guests',
      scope: 'meeting',
      name: 'Guests wait in the lobby',
      about: 'On: guests come in once somebody lets them.',
      kind: { kind: 'on-off' },
    },
    {
      id: 'certificate',
      group: 'certificates',
      scope: 'server',
      name: 'Certificate',
      about: 'What the server shows from the next connection on.',
      kind: { kind: 'choice', choices: [{ value: 'usual', name: 'As the company has it' }] },
    },
    {
      id: 'sign-in-schemes',
      group: 'servers',
      scope: 'company',
      name: 'Sign-in schemes',
      about: 'What the company’s servers challenge with, in this order.',
      kind: { kind: 'some-of', words: ['TLS-DSK', 'NTLM', 'Kerberos'] },
    },
    {
      id: 'latency',
      group: 'network',
      scope: 'lab',
      name: 'Latency',
      about: 'Added in each direction to everything the lab sends and receives.',
      kind: { kind: 'number', least: 0, most: 10_000, unit: 'ms' },
    },
  ],
  states: [
    { id: 'enable-federation', target: contoso, value: true },
    { id: 'enable-federation', target: tailspin, value: true },
    { id: 'allowed-domains', target: contoso, value: ['fabrikam.com'] },
    { id: 'allowed-domains', target: tailspin, value: [] },
    { id: 'allowed-domains', target: hosted, value: [] },
    {
      id: 'external-communications',
      target: hosted,
      value: 'on-except-blocked',
      pending: { value: 'off', inMs: 1_740_000 },
    },
    { id: 'meeting-lobby', target: '2Z92HZZZ', value: true },
    { id: 'certificate', target: 'sip.contoso.com', value: 'usual' },
    { id: 'sign-in-schemes', target: contoso, value: ['TLS-DSK', 'NTLM'] },
    { id: 'latency', target: 'lab', value: 0 },
  ],
};

const peopleNow: LabPeopleNow = {
  people: [
    { address: 'karen@contoso.com', endpoints: 1 },
    { address: 'garth@tailspintoys.com', endpoints: 0 },
  ],
  meetings: [
    { id: '2Z92HZZZ', title: 'Tailspin weekly', people: ['Garth Fort', 'Bonnie Kearney'] },
    { id: '5H2KPLAN', title: 'Contoso planning', people: [] },
  ],
};

const steps = ['attendee signs in', 'attendee joins 2Z92HZZZ', 'attendee has what the case says', 'attendee leaves'];

const scenarioFiles: readonly LabScenarioFile[] = [
  {
    file: 'federation-matrix.json',
    name: 'Anonymous join: the 32 combinations of federation settings',
    about: 'Four tables of the document on anonymous join.',
    scenarios: [
      ['1.1', '1.1e, Partner domain discovery disabled, tailspintoys.com not allowed; organiser enabled'],
      ['1.2', '1.1d, Partner domain discovery disabled, tailspintoys.com not allowed; organiser disabled'],
    ].map(([id = '', name = '']) => ({
      id,
      name,
      group: 'Scenario 1: karen@contoso.com joins a meeting at tailspintoys.com',
      steps,
    })),
  },
];

const started = { file: 'federation-matrix.json', id: '1.1', name: scenarioFiles[0]?.scenarios[0]?.name ?? '' };

export const runRunning: LabRun = {
  ...started,
  phase: 'running',
  planned: steps,
  steps: [{ words: 'attendee signs in', ms: 412, differences: [] }],
  ladders: [],
};

const register = [
  'REGISTER sip:contoso.com SIP/2.0',
  'From: <sip:karen@contoso.com>;tag=1',
  'To: <sip:karen@contoso.com>',
  'Call-ID: made-up-1',
  'CSeq: 1 REGISTER',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const messagesOfRun: readonly TraceEntry[] = (
  [
    ['sent', register],
    ['received', register.replace(/^.*/, 'SIP/2.0 200 OK')],
  ] as const
).map(([direction, text], at) => ({
  seq: at + 1,
  at: 1_700_000_000_000 + at * 11,
  correlation: 'sign-in-1',
  kind: 'sip',
  direction,
  peer: '127.9.9.11:443',
  local: '127.0.0.1:40001',
  bytes: text.length,
  text,
  callId: 'made-up-1',
}));

export const runFailed: LabRun = {
  ...started,
  phase: 'failed',
  planned: steps,
  ms: 21_630,
  steps: [
    { words: 'attendee signs in', ms: 412, differences: [] },
    { words: 'attendee joins 2Z92HZZZ', ms: 655, differences: [] },
    {
      words: 'attendee has what the case says',
      ms: 20_001,
      differences: [{ what: 'meeting.homeRefusal.diagnostic', expected: '1017', got: '1034' }],
    },
  ],
  ladders: [
    {
      who: 'attendee',
      entries: messagesOfRun,
      connections: [{ host: 'sip.contoso.com', purpose: 'account', peer: '127.9.9.11:443', local: '127.0.0.1:40001' }],
    },
  ],
  report: '0 of 1 as expected, 1 failed\n',
};

const faultLine: LabFaultLine = {
  elapsedMs: 7000,
  steps: [
    { fault: { layer: 'tcp', kind: 'drop', place: 'sip.contoso.com', atMs: 5000 }, state: 'done', doneAtMs: 5001 },
    {
      fault: { layer: 'sip', kind: 'silent', place: 'sip.contoso.com', atMs: 10_000, forMs: 5000 },
      state: 'due',
    },
  ],
};

const told = (value: unknown): Reply => ({ ok: true, value: { ok: true, value } });

/** What the lab answers, by request. */
export const labAnswers: Readonly<Record<string, Reply>> = {
  'lab.switches': told(switchboard),
  'lab.set': told(switchboard.states),
  'lab.reset': told(switchboard.states),
  'lab.people': told(peopleNow),
  'lab.scenarios': told(scenarioFiles),
  'lab.faults': told(faultLine),
  'lab.startFaults': told(faultLine),
};
