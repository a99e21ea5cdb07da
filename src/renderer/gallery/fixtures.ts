/** Made-up state for the gallery and the component tests. Names are those of the lab's simulated people. */
import type { AccountFacts } from '../../shared/model/account.ts';
import type { Contact, ContactGroup } from '../../shared/model/contacts.ts';
import type { DevicesState } from '../../shared/model/devices.ts';
import type { DialPlanState } from '../../shared/model/dial-plan.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Journey, JourneyStage } from '../../shared/model/journey.ts';
import type { LabState } from '../../shared/model/lab.ts';
import type { CertificateFacts, ConnectionFacts, DiscoveryReport, NetworkState } from '../../shared/model/network.ts';
import type { Presence } from '../../shared/model/presence.ts';

/** The moment all fixtures stand in. */
export const fixtureTime = Date.UTC(2026, 2, 30, 13, 37, 1);

export const karen: AccountFacts = {
  address: 'karen@contoso.com',
  sipUri: 'sip:karen@contoso.com',
  displayName: 'Karen Berg',
  server: 'sip.contoso.com',
  peer: '127.0.77.10:5061',
  local: '127.0.0.1:52952',
  scheme: 'Digest SHA-256',
  gruu: 'sip:karen@contoso.com;opaque=user:epid:LKHrZjUoxV66Oi8tgk1A9gAA;gruu',
  publicAddress: '203.0.113.7:52952',
  location: 'outside',
  serverSoftware: 'RTC/5.0',
  registerCount: 2,
  expiresSeconds: 600,
  registeredAt: fixtureTime - 60_000,
};

export const federationRefused: Failure = {
  code: 'JOIN_REFUSED',
  server: 'sip.contoso.com',
  sip: { status: 504, reason: 'Server time-out' },
  diagnostics: [
    {
      code: 1017,
      reason: 'Cannot route From and To domains in this combination',
      source: 'sipfed.contoso.com',
      params: {
        summary: 'Cannot route between the source and destination domains because partner discovery is not enabled',
        'external-domain': 'tailspintoys.com',
        'external-type': 'domain-type-remote',
        'internal-domain': 'contoso.com',
      },
    },
  ],
  at: fixtureTime,
};

function stage(name: JourneyStage['name'], rest: Partial<JourneyStage>): JourneyStage {
  return { name, state: 'waiting', steps: [], ...rest };
}

const firstStages: readonly JourneyStage[] = [
  stage('devices', {
    state: 'done',
    startedMs: 0,
    endedMs: 42,
    steps: [{ state: 'done', kind: 'device', data: { device: 'speaker', label: 'Jabra Evolve 65' }, atMs: 40 }],
  }),
  stage('discovery', {
    state: 'done',
    startedMs: 0,
    endedMs: 31,
    steps: [
      { state: 'done', kind: 'lookups', data: { asked: '5', answered: '2', chosen: 'sip.contoso.com:443' }, atMs: 30 },
    ],
  }),
  stage('connect', {
    state: 'done',
    startedMs: 31,
    endedMs: 88,
    steps: [
      {
        state: 'done',
        kind: 'connecting',
        data: { server: 'sip.contoso.com:443', address: '127.0.77.10' },
        atMs: 32,
      },
      { state: 'done', kind: 'verified', data: { host: 'sip.contoso.com', protocol: 'TLSv1.3' }, atMs: 88 },
    ],
  }),
];

export const runningJourney: Journey = {
  id: 'journey-1',
  address: karen.address,
  startedAt: fixtureTime - 500,
  stages: [
    ...firstStages,
    stage('register', { state: 'running', startedMs: 88 }),
    stage('settings', {}),
    stage('contacts', {}),
  ],
};

export const doneJourney: Journey = {
  ...runningJourney,
  stages: [
    ...firstStages,
    stage('register', {
      state: 'done',
      startedMs: 88,
      endedMs: 190,
      steps: [{ state: 'done', kind: 'registered', data: { scheme: 'Digest SHA-256', count: '2' }, atMs: 190 }],
    }),
    stage('settings', { state: 'done', startedMs: 190, endedMs: 240 }),
    stage('contacts', { state: 'done', startedMs: 190, endedMs: 1310 }),
  ],
};

export const wrongPassword: Failure = {
  code: 'CREDENTIALS_WRONG',
  server: 'sip.contoso.com',
  sip: { status: 401, reason: 'Unauthorized' },
  at: fixtureTime,
};

export const untrustedName: Failure = {
  code: 'SERVER_NAME_UNTRUSTED',
  server: 'sipdir.online.lync.com',
  data: { domain: 'contoso.com', host: 'sipdir.online.lync.com' },
  at: fixtureTime,
};

/** A journey that ended at one stage with this failure. */
export function failedJourney(at: JourneyStage['name'], failure: Failure): Journey {
  const names = ['devices', 'discovery', 'connect', 'register', 'settings', 'contacts'] as const;
  const place = names.indexOf(at);
  return {
    ...runningJourney,
    stages: names.map((name, index) => {
      const before = firstStages[index] ?? stage(name, { state: 'done' });
      if (index < place) return before;
      return index === place ? stage(name, { state: 'failed', startedMs: 88, endedMs: 150, failure }) : stage(name, {});
    }),
  };
}

export const groups: readonly ContactGroup[] = [
  { id: '1', name: 'Favourites', kind: 'pinned' },
  { id: '2', name: 'Engineering', kind: 'normal' },
  { id: '3', name: 'Tailspin Toys', kind: 'normal' },
  { id: '4', name: '~', kind: 'other' },
];

function contact(user: string, name: string, groupIds: readonly string[], kind: Contact['kind']): Contact {
  const relationship = kind === 'same-enterprise' ? 'colleague' : 'external';
  return { uri: `sip:${user}`, name, groupIds, kind, relationship, isRelationshipAutomatic: true, isTagged: false };
}

export const contacts: readonly Contact[] = [
  contact('garth@tailspintoys.com', 'Garth Fort', ['1', '3'], 'federated'),
  contact('jeremy@contoso.com', 'Jeremy Los', ['1', '2'], 'same-enterprise'),
  contact('kim.akers@fabrikam.com', 'Kim Akers', ['4'], 'federated'),
  contact('bonnie@tailspintoys.com', 'Bonnie Kearney', ['3'], 'federated'),
  ...Array.from({ length: 40 }, (_, index) =>
    contact(`engineer${index}@contoso.com`, `Engineer ${String(index + 1).padStart(2, '0')}`, ['2'], 'same-enterprise'),
  ),
];

export const presence: Readonly<Record<string, Presence>> = {
  'sip:garth@tailspintoys.com': { availability: 'available', value: 3500, title: 'Toy designer' },
  'sip:jeremy@contoso.com': {
    availability: 'busy',
    value: 6500,
    activity: 'in-a-call',
    note: { text: 'Back at three', kind: 'personal' },
    since: fixtureTime - 720_000,
  },
  'sip:kim.akers@fabrikam.com': { availability: 'unknown', unknownBecause: 'not-federated' },
  'sip:bonnie@tailspintoys.com': { availability: 'do-not-disturb', value: 9500, activity: 'presenting' },
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `sip:engineer${index}@contoso.com`,
      {
        availability:
          (['available', 'away', 'offline', 'be-right-back', 'available-idle'] as const)[index % 5] ?? 'away',
      },
    ]),
  ),
};

export const devices: DevicesState = {
  state: 'ready',
  source: 'pulseaudio',
  devices: [
    { id: 'out-1', kind: 'speaker', label: 'Jabra Evolve 65', volumePercent: 62, muted: false, isDefault: true },
    { id: 'out-2', kind: 'speaker', label: 'Built-in speakers of this rather long named computer', volumePercent: 40 },
    { id: 'in-1', kind: 'microphone', label: 'Jabra Evolve 65', volumePercent: 80, muted: true },
  ],
  chosen: { speaker: 'out-1', microphone: 'in-1', ringer: 'out-1' },
  byHand: ['speaker'],
};

export const dialPlan: DialPlanState = {
  state: 'active',
  name: 'Stafford',
  rules: [
    { number: 1, pattern: '^(\\d{6})$', translation: '+441785$1', internalExtension: false },
    { number: 2, pattern: '^0([1-9])(\\d*)$', translation: '+44$1$2', internalExtension: false },
    { number: 3, pattern: '^(00)?([1-9])(\\d{5,})$', translation: '+$2$3', internalExtension: false },
    { number: 4, pattern: '^(999$|112$|123$|101$)', translation: '+$1', internalExtension: false },
    {
      number: 5,
      pattern: '^\\+440(\\d{10}\\d?\\d?)',
      translation: '+44$1',
      internalExtension: false,
      warning: 'not-anchored',
    },
  ],
  externalAccessPrefix: '9',
  optimizeDeviceDialing: true,
};

export const lab: LabState = {
  state: 'running',
  users: [
    { address: 'karen@contoso.com', displayName: 'Karen Berg', company: 'Contoso' },
    { address: 'garth@tailspintoys.com', displayName: 'Garth Fort', company: 'Tailspin Toys' },
  ],
  meetings: [
    {
      title: 'Tailspin weekly',
      organizer: 'garth@tailspintoys.com',
      link: 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
      note: 'Another company: your own server refuses, you join as a guest.',
    },
    {
      title: 'Contoso planning',
      organizer: 'jeremy@contoso.com',
      link: 'conf:sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:5H2KPLAN',
      note: 'Your own company: you join under your own name.',
    },
  ],
  limits: ['Port 443 cannot be used here: the edge servers listen on 4443.'],
};

export const network: NetworkState = {
  interfaces: [
    { name: 'eth0', addresses: ['192.168.1.200'], usable: true, chosen: true, reason: 'default-route', metric: 100 },
    { name: 'wlan0', addresses: ['192.168.1.33'], usable: true, chosen: false, reason: 'higher-metric', metric: 600 },
    { name: 'lo', addresses: ['127.0.0.1'], usable: false, chosen: false, reason: 'loopback-only' },
  ],
  dnsServers: ['192.168.1.1'],
};

function certificate(subject: string, issuer: string, names: readonly string[], print: string): CertificateFacts {
  return {
    subject,
    issuer,
    names,
    validFrom: Date.UTC(2026, 0, 1),
    validTo: Date.UTC(2027, 0, 1),
    fingerprint256: Array.from({ length: 32 }, () => print).join(':'),
  };
}

function connection(rest: Pick<ConnectionFacts, 'id' | 'purpose' | 'host' | 'peer'>): ConnectionFacts {
  return {
    ...rest,
    local: '127.0.0.1:52952',
    state: 'open',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    chain: [
      certificate(rest.host, 'Offhook Lab Intermediate', [rest.host], rest.purpose === 'guest' ? 'B7' : 'A1'),
      certificate('Offhook Lab Intermediate', 'Offhook Lab Root', [], 'C2'),
      certificate('Offhook Lab Root', 'Offhook Lab Root', [], 'D3'),
    ],
    trustedBy: 'Offhook Lab Root',
  };
}

export const connections: readonly ConnectionFacts[] = [
  connection({ id: 'c1', purpose: 'account', host: 'sip.contoso.com', peer: '127.0.77.10:5061' }),
  connection({ id: 'c2', purpose: 'guest', host: 'sip.tailspintoys.com', peer: '127.0.77.20:5061' }),
];

export const discovery: readonly DiscoveryReport[] = [
  {
    domain: 'contoso.com',
    purpose: 'sign-in',
    chosen: 'sip.contoso.com:443',
    lookups: [
      {
        name: '_sipinternaltls._tcp.contoso.com',
        type: 'SRV',
        outcome: 'no-name',
        answers: [],
        durationMs: 4,
        verdict: 'no-answer',
      },
      {
        name: '_sip._tls.contoso.com',
        type: 'SRV',
        outcome: 'answered',
        answers: ['sip.contoso.com:443 (priority 0, weight 0)'],
        durationMs: 5,
        verdict: 'used',
      },
      {
        name: 'sip.contoso.com',
        type: 'A',
        outcome: 'answered',
        answers: ['127.0.77.10'],
        durationMs: 5,
        verdict: 'used',
      },
      {
        name: 'sipexternal.contoso.com',
        type: 'A',
        outcome: 'timeout',
        answers: [],
        durationMs: 1200,
        verdict: 'not-needed',
      },
    ],
  },
];
