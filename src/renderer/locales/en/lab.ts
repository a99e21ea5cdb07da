/** The words of the lab. */
import type { LabSituation } from '../../../shared/model/lab-situations.ts';
import type { SwitchGroup } from '../../../shared/model/lab-switch.ts';

export const labTexts = {
  banner: 'Lab — simulated companies',
  meetings: 'Lab meetings',
  stop: 'Stop the lab',
  stopTitle: 'Stop the lab?',
  /** What goes with it: who is signed in there, and whether a meeting is open. */
  stopBody: (address: string | undefined, inMeeting: boolean) => {
    const signedIn =
      address === undefined ? [] : [`You are signed in to the lab as ${address}. Stopping it signs you out.`];
    const meeting = inMeeting ? ['You leave the meeting you are in.'] : [];
    return [...signedIn, ...meeting].join(' ');
  },
  keepRunning: 'Keep it running',
  start: 'Start the lab',
  starting: 'Starting the lab',
  stopping: 'Stopping the lab',
  off: 'The lab is off.',
  what: 'Simulated companies on this computer: name servers, edge servers, people and meetings. Nothing leaves this computer.',
  running: 'The lab runs. Signing in and joining meetings use its name servers and its certificates until it stops.',
  limits: 'What this computer does not allow',
  users: 'People you can sign in as',
  list: 'Meetings in the lab',
  join: 'Join',
  joinNamed: (title: string) => `Join ${title}`,
  copyLink: 'Copy link',
  copyLinkNamed: (title: string) => `Copy link of ${title}`,
  organizer: (address: string) => `Organizer: ${address}`,
  none: 'The lab offers no meetings.',
  page: 'Lab',
  openPage: 'Lab page',
  tabs: { switches: 'Switches', people: 'People', scenarios: 'Scenarios', faults: 'Faults' },
  tabPanel: (tab: string) => `Lab, ${tab}`,
  restart: 'Start it again',
  restarted: (time: string, refused: number) =>
    refused === 0
      ? `The lab ended by itself and was started again at ${time}, with its switches as they were set. Sign in to it again.`
      : `The lab ended by itself and was started again at ${time}. ${refused === 1 ? 'One of the switches did not take its setting again; set it' : `${refused} of the switches did not take their setting again; set them`} on the lab page.`,
  needsLab: 'Start the lab to set its switches, let its people act and make things fail. Scenarios run without it.',
  loading: 'Asking the lab',
} as const;

/** The switches of the page. */
export const labSwitchTexts = {
  situations: 'Situations',
  situationsHint:
    'One click sets the switches of both companies. Then sign in as a person of the lab, and join or write.',
  asItWas: 'As it was',
  asItWasAbout: 'Every switch stands as it did when the lab started.',
  chosen: (name: string) => `The lab is set: ${name}`,
  all: 'All switches',
  company: 'Company',
  everywhere: 'The whole lab',
  apply: 'Apply',
  applyNamed: (name: string) => `Apply ${name}`,
  domainsHint: 'Domains, with commas between them.',
  range: (least: number, most: number, unit: string) => `${least} to ${most} ${unit}`,
  notInRange: (least: number, most: number) => `Type a whole number from ${least} to ${most}.`,
  pending: (value: string, seconds: number) => `Becomes ${value} in ${seconds} s`,
  on: 'on',
  off: 'off',
  empty: 'empty',
  makes: (situation: string) => `Makes: ${situation}`,
} as const;

export const labSwitchGroups: Record<SwitchGroup, string> = {
  federation: 'Federation',
  guests: 'Guests and lobby',
  xmpp: 'XMPP partners',
  certificates: 'Certificates and TLS',
  servers: 'Server generation and sign-in',
  network: 'Inside or outside, latency',
};

/** Each situation, and what somebody sees in it. */
export const labSituationWords: Record<LabSituation, { readonly name: string; readonly about: string }> = {
  federated: {
    name: 'Companies federate',
    about: 'karen@contoso.com joins at tailspintoys.com under her own name.',
  },
  'not-listed': {
    name: 'Partner not on the list',
    about: 'Discovery is off at contoso.com. Karen joins as Guest after 504, diagnostic 1017.',
  },
  blocked: {
    name: 'Partner blocked',
    about: 'contoso.com blocks tailspintoys.com. Karen joins as Guest after 504, diagnostic 1064.',
  },
  'partner-off': {
    name: 'Partner does not federate',
    about: 'Federation is off at tailspintoys.com. Karen joins as Guest after 504, diagnostic 1034.',
  },
  'no-record': {
    name: 'Partner has no DNS record',
    about: 'tailspintoys.com cannot be discovered by _sipfederationtls.',
  },
  'online-off': {
    name: 'Hosted company: off completely',
    about: 'garthf@contoso.onmicrosoft.com reaches nobody outside: 403, diagnostic 1002.',
  },
  'online-not-listed': {
    name: 'Hosted company: only allowed domains',
    about: 'The list of contoso.onmicrosoft.com is empty: 504, diagnostic 27000.',
  },
  'no-guests': { name: 'No guests', about: 'The Access Edge of tailspintoys.com lets no guest in.' },
  lobby: { name: 'Guests wait', about: 'Guests of the meeting 2Z92HZZZ wait in the lobby.' },
  expired: { name: 'Certificate expired', about: 'sip.contoso.com shows an expired certificate to new connections.' },
  slow: { name: 'Far away', about: 'A quarter of a second is added in each direction, everywhere.' },
};

/** What the switch is behind, by its id; a switch that is not here says enough by itself. */
export const labSwitchMakes: Readonly<Record<string, string>> = {
  'enable-federation': 'anonymous join, scenarios 1 to 3, “organiser disabled”',
  'partner-domain-discovery': 'anonymous join, scenarios 1 and 2, diagnostics 1017 and 1028 when off',
  'allowed-domains': 'anonymous join, rows “allowed”',
  'blocked-domains': 'anonymous join, rows “blocked”, diagnostic 1064',
  'hosting-provider': 'the reasons 1028 and 1036 of the hosting service',
  'external-communications': 'anonymous join, scenarios 3 and 4, diagnostics 1002 and 27000',
  'federation-record': 'server discovery without _sipfederationtls',
  'anonymous-at-edge': 'anonymous join is refused at the edge',
  'anonymous-in-policy': 'anonymous join is refused by the meeting’s policy',
  'meeting-lobby': 'guests wait until somebody lets them in',
  'guest-challenge': 'guests prove the conference key',
  side: 'sign-in inside, with _sipinternaltls, or outside',
  'server-generation': 'sign-in with what each generation offers',
  'sign-in-schemes': 'the sign-in workflow with each scheme',
};

/** Simulated people. */
export const labPeopleTexts = {
  people: 'People',
  hint: 'Let somebody do something and watch it arrive.',
  to: (name: string) => `They call and write to ${name}.`,
  signInFirst: 'Sign in as a person of the lab, so that they can call and write to you.',
  message: 'What they write',
  firstMessage: 'Hello from the lab',
  signedIn: 'Signed in',
  here: 'You',
  simulated: 'Simulated',
  status: 'Set status',
  statusNamed: (name: string) => `Set status of ${name}`,
  call: 'Call me',
  callNamed: (name: string) => `Let ${name} call me`,
  write: 'Write to me',
  writeNamed: (name: string) => `Let ${name} write to me`,
  introduce: 'Add me',
  introduceNamed: (name: string) => `Let ${name} add me to the contacts`,
  done: (what: string) => `Done: ${what}`,
  meetings: 'Meetings',
  inside: (count: number) => (count === 0 ? 'Nobody is in it.' : count === 1 ? 'One person' : `${count} people`),
  come: (count: number) => (count === 1 ? 'One comes' : `${count} come`),
  comeNamed: (count: number, title: string) => `${count === 1 ? 'One comes' : `${count} come`} to ${title}`,
  leave: 'One leaves',
  leaveNamed: (title: string) => `One leaves ${title}`,
  availability: {
    available: 'Available',
    busy: 'Busy',
    'do-not-disturb': 'Do not disturb',
    away: 'Away',
    offline: 'Offline',
  },
} as const;

/** Scenarios that are played beside. */
export const labRunTexts = {
  hint: 'Each is played in a lab of its own, with clients of its own: who is signed in here is left alone.',
  file: 'Scenario file',
  open: 'Open a scenario file…',
  openedAs: (name: string, file: string) => `${name} (${file})`,
  unreadable: (file: string) => `${file} cannot be played. Mend what is named here, then open it again.`,
  problems: 'What is wrong in the file',
  problem: (line: number, what: string) => `Line ${line}: ${what}`,
  list: 'Scenarios',
  run: 'Run',
  runNamed: (name: string) => `Run ${name}`,
  cancel: 'Cancel',
  save: 'Save report…',
  copy: 'Copy report',
  tooLongToCopy: 'This report is too long to copy. Save it.',
  saved: 'Saved.',
  steps: 'Steps',
  phase: {
    running: 'Running',
    passed: 'As expected',
    failed: 'Not as expected',
    error: 'Could not be played',
    cancelled: 'Cancelled',
  },
  expected: 'Expected',
  got: 'Got',
  ladder: (who: string) => `Messages of ${who}`,
  noMessages: 'No messages.',
  loading: 'Reading the scenarios',
} as const;

/** Faults on a line of time. */
export const labFaultTexts = {
  hint: 'Put faults on the line, then start it: each comes at its time, counted from the start.',
  add: 'Add a fault',
  layer: 'Layer',
  layers: {
    dns: 'DNS',
    tcp: 'TCP',
    tls: 'TLS',
    sip: 'SIP',
    http: 'HTTP',
    media: 'Sound and pictures',
    malice: 'Malice',
  },
  kind: 'What goes wrong',
  server: 'Server',
  record: 'SRV record',
  seconds: 'After seconds',
  afterMethod: 'Counted from',
  start: 'The start',
  request: (method: string) => `The first ${method}`,
  forSeconds: 'For seconds (empty: until cleared)',
  notSeconds: 'Type seconds from 0 to 3600.',
  put: 'Add to the line',
  line: 'Line',
  empty: 'Nothing is on the line.',
  run: 'Start the line',
  clear: 'Clear all',
  remove: 'Remove',
  removeNamed: (fault: string) => `Remove ${fault}`,
  elapsed: (seconds: number) => `${seconds} s since the start`,
  when: (seconds: number, method: string | undefined) =>
    method === undefined ? `${seconds} s after the start` : `${seconds} s after the first ${method}`,
  lasting: (seconds: number) => `for ${seconds} s`,
  state: {
    planned: 'Not started',
    waiting: 'Waits for its request',
    due: 'Waits for its time',
    done: 'Carried out',
    healed: 'Over',
    failed: 'Failed',
  },
  kinds: {
    dns: {
      nxdomain: 'Does not exist',
      servfail: 'Server failure',
      silence: 'No answer',
      late: 'Answers 3 s late',
      'name-loop': 'Names that point at themselves',
    },
    tcp: {
      drop: 'Drops every connection',
      refuse: 'Refuses connections',
      silent: 'Accepts and says nothing',
      short: 'Ends after 2,000 bytes',
    },
    tls: {
      expired: 'Certificate expired',
      'wrong-name': 'Certificate for another name',
      'unknown-root': 'Certificate of an unknown authority',
      revoked: 'Certificate revoked',
      old: 'TLS 1.0 only',
      silent: 'Silent after the handshake',
    },
    sip: {
      silent: 'Answers nothing',
      late: 'Answers 4 s late',
      unavailable: '503 to INVITE',
      forbidden: '403 to INVITE',
      register: '503 to REGISTER',
      malformed: 'Damaged answers',
      signature: 'Wrong signatures',
    },
    http: {
      autodiscover: 'Autodiscover unavailable',
      ticket: 'Web ticket refused',
      certificate: 'Certificate service unavailable',
      'address-book': 'No address book',
      ews: 'Exchange refuses',
    },
    media: {
      loss: '10% of packets lost',
      jitter: '60 ms jitter',
      delay: '400 ms late',
      'rtp-flood': 'A flood of packets',
      'rtcp-lies': 'Reports that lie',
      'stun-flood': 'A flood of connectivity checks',
      'dtls-hellos': 'Handshakes begun again and again',
    },
    malice: {
      'reset-in-answer': 'Resets in the middle of an answer',
      garbage: 'Answers with random bytes',
      'endless-body': 'Answers without end',
      trickle: 'Answers byte by byte',
      bomb: 'Web answers of 32 MB, packed small',
      twice: 'Sends every message twice',
      hijack: 'Somebody else interferes in every dialog',
      'deep-xml': 'XML 50,000 levels deep',
      'relay-other-transaction': 'Its media relay answers somebody else',
    },
  },
} as const;
