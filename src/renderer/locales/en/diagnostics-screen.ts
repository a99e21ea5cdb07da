/** The words of the diagnostics screen. */
import type { TraceEntry } from '../../../shared/model/trace.ts';

export const diagnosticsTexts = {
  title: 'Diagnostics',
  tabs: {
    'diagnostics-journey': 'Journey',
    'diagnostics-dns': 'DNS',
    'diagnostics-servers': 'Servers and certificates',
    'diagnostics-trace': 'Trace',
  },
  noJourneyTitle: 'No sign-in yet',
  noJourneyBody: 'After a sign-in its six stages stay here, with what happened and how long it took.',
  account: 'Account',
  journeyOf: (address: string, time: string) => `Signing in as ${address}, ${time}`,
  lastJoin: 'Last meeting',
  noDnsTitle: 'No names asked yet',
  noDnsBody: 'Every name Offhook asks for stands here with its answer, which one was chosen and why.',
  chosen: (target: string) => `Chosen: ${target}`,
  chosenNone: 'Nothing could be chosen',
  nameServers: 'Name servers',
  noServersTitle: 'No connections yet',
  noServersBody: 'Each connection stands here with the certificates its server showed.',
  chain: 'Certificates, the server first',
  issuedBy: 'Issued by',
  names: 'Names',
  valid: 'Valid',
  fingerprint: 'Fingerprint',
  trustedBy: 'Trusted by',
  certificate: 'More about this certificate',
  facts: {
    address: 'Address',
    server: 'Server',
    peer: 'Remote address',
    local: 'Local address',
    scheme: 'Sign-in method',
    publicAddress: 'Seen from outside as',
    location: 'Location',
    software: 'Server software',
    expires: 'Renewed every',
    count: 'Requests to register',
    since: 'Signed in since',
    gruu: 'Address of this device',
    protocol: 'Encryption',
    purpose: 'For',
    state: 'State',
  },
  locations: { inside: 'Inside the company', outside: 'Outside the company', unknown: 'Not told by the server' },
  noTraceTitle: 'The trace is empty',
  noTraceBody:
    'Names asked, connections, certificates and every SIP message appear here as they happen. Secrets never do.',
  traceNoMatch: 'Nothing matches the filter.',
  filter: 'Filter',
  show: 'Show',
  view: 'View',
  list: 'List',
  ladder: 'Ladder',
  openFolder: 'Open folder',
  copyShown: 'Copy shown',
  lost: (count: number) => `${count} older entries are only in the files.`,
  selected: 'Selected entry',
  closeEntry: 'Close entry',
  message: 'Text of the entry',
  you: 'You',
  yourEdge: 'Your edge',
  theirEdge: 'Their edge',
} as const;

/** Groups of trace kinds a person filters by. */
export const traceGroups = {
  all: 'Everything',
  sip: 'SIP messages',
  dns: 'DNS',
  connections: 'Connections',
  decisions: 'Decisions and failures',
} as const;
export type TraceGroup = keyof typeof traceGroups;

/** One trace entry in one line. */
export function traceLine(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'dns-query':
      return `Asks ${entry.type} ${entry.name}`;
    case 'dns-answer':
      return `${entry.type} ${entry.name}: ${entry.answers.length > 0 ? entry.answers.join(', ') : entry.outcome}`;
    case 'interface':
      return `Interface ${entry.name} ${entry.usable ? 'can be used' : 'is not used'}: ${entry.reason}`;
    case 'connect':
      return `Connection to ${entry.host} (${entry.peer}): ${entry.state}`;
    case 'chain':
      return `Certificate of ${entry.host}: ${entry.verdict}`;
    case 'sip':
      return firstLine(entry.text);
    case 'dropped':
      return `Dropped ${entry.bytes} bytes from ${entry.peer}: ${entry.reason}`;
    case 'http':
      return `${entry.method} ${entry.url}: ${entry.status}`;
    case 'decision':
      return entry.text;
    case 'failure':
      return entry.text ? `${entry.code}: ${entry.text}` : entry.code;
  }
}

/** One trace entry in full. */
export function traceText(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'sip':
      return entry.text;
    case 'chain':
      return [traceLine(entry), ...entry.subjects].join('\n');
    case 'dns-answer':
      return [`${entry.type} ${entry.name}: ${entry.outcome}, ${entry.durationMs} ms`, ...entry.answers].join('\n');
    default:
      return traceLine(entry);
  }
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : text.slice(0, end);
}
