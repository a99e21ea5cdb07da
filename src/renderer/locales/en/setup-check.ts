/** The words of "Test my setup": a sentence and the next thing to do for whatever a step found, and what its report says. */

import type { SetupFinding, SetupResult, SetupStepId, WebLook } from '../../../shared/model/setup-check.ts';
import type { Mender } from '../../../shared/model/setup-mender.ts';
import { failureTexts } from './failures.ts';
import { findingTexts } from './setup-findings.ts';

export const setupTexts = {
  title: 'Test my setup',
  hint: 'Offhook tries everything between this computer and your company’s servers without signing in. No password is asked for or sent. It takes less than a minute.',
  address: 'Your sign-in address',
  addressPlaceholder: 'karen@contoso.com',
  addressMissing: 'Type your sign-in address, such as karen@contoso.com.',
  addressWrong: 'This is not a sign-in address. Type it like karen@contoso.com.',
  partner: 'Can I join a meeting of … (optional)',
  partnerHint: 'Another company’s domain, an address there, or a meeting link.',
  start: 'Start',
  again: 'Run again',
  cancel: 'Cancel',
  steps: 'Steps',
  empty: 'Nothing has been tried yet.',
  progress: (done: number, all: number) => `${done} of ${all} steps done`,
  running: (address: string) => `Testing the setup of ${address}`,
  cancelled: 'The test was cancelled. What had been found until then stays below.',
  took: (time: string) => `Took ${time}`,
  whoMends: 'Who can mend it',
  details: (step: string) => `Details: ${step}`,
  copy: 'Copy as text',
  saveText: 'Save as text…',
  saveJson: 'Save as JSON…',
  savePage: 'Save as page…',
  saved: 'The report was saved.',
  link: 'Test my setup',
} as const;

export const stepTitles: Record<SetupStepId, string> = {
  devices: 'Microphone, speaker and camera',
  network: 'Network interface',
  names: 'Names of your company’s servers',
  reach: 'Reaching the servers',
  certificate: 'Encryption and certificate',
  server: 'What the server says',
  web: 'Web services',
  partners: 'How other companies find yours',
  partner: 'Meetings of another company',
  media: 'Ports for sound and pictures',
};

/** Said beside a sign, so that colour is never alone. */
export const resultWords: Record<SetupResult | 'waiting' | 'running', string> = {
  green: 'Good',
  amber: 'Attention',
  red: 'Does not work',
  skipped: 'Not looked at',
  waiting: 'Waiting',
  running: 'Running',
};

/** The whole of it in one sentence. */
export const headlines: Record<SetupResult, (address: string) => string> = {
  green: (address) => `Everything works: ${address} can sign in from here.`,
  amber: (address) => `Nothing keeps ${address} from signing in from here, but some things need attention.`,
  red: (address) => `Something does not work for ${address}: the steps marked below say what, and who can mend it.`,
  skipped: () => 'Nothing was looked at.',
};

export const menders: Record<Mender, string> = {
  you: 'You, at this computer.',
  network: 'Whoever runs the network this computer is in.',
  company: 'The administrators of your company’s servers.',
  either:
    'Whoever runs the network this computer is in, or your company’s administrators: a firewall and a server that is off look alike from here.',
  partner: 'The administrators of the other company.',
};

/** What a step found, and what to do about it; the second may be empty. */
export function findingWords({ code, data = {}, failure }: SetupFinding): {
  readonly sentence: string;
  readonly next: string;
} {
  if (failure) {
    const text = failureTexts[failure.code];
    return { sentence: text.sentence(failure), next: text.next(failure) };
  }
  const words = code === 'failed' ? undefined : findingTexts[code];
  return { sentence: words?.sentence(data) ?? '', next: words?.next(data) ?? '' };
}

export const nameTrustWords = {
  trusted: 'belongs to the domain',
  untrusted: 'does not belong to the domain: not connected to',
} as const;

export const webKinds: Record<WebLook['kind'], string> = {
  lyncdiscover: 'Server search (lyncdiscover)',
  'meeting-page': 'Meeting pages',
  certificates: 'Sign-in certificates',
};

/** The labels of the details, in the window and in reports. */
export const detailTexts = {
  name: 'Name',
  answer: 'Answer',
  server: 'Server',
  address: 'Address',
  result: 'Result',
  time: 'Time',
  connects: 'Takes connections',
  device: 'Device',
  kinds: { microphone: 'Microphone', speaker: 'Speaker', camera: 'Camera' },
  noDevice: 'None',
  notAsked: 'Not asked: connections without encryption are off',
  inUse: (name: string) => `${name} (in use)`,
  interface: 'Interface',
  chosen: 'In use',
  usable: 'Usable',
  unusable: 'Not usable',
  nameServers: 'Name servers',
  schemes: 'Ways to sign in',
  noSchemes: 'None',
  known: 'Known to Offhook',
  software: 'Software',
  answered: 'Answer',
  roundTrips: 'Round trips',
  works: 'Answers',
  absent: 'Not published',
  ports: 'Port range',
  freePorts: 'Free',
  portsTried: (free: number, tried: number) => `${free} of ${tried} tried`,
  localAddress: 'Local address',
  echo: 'Packet within this computer',
  noEcho: 'Did not arrive',
  outside: 'Seen from outside',
  silent: (server: string) => `${server} is silent`,
  notPublished: 'No server for this is published',
  requirements: 'What a join as a guest needs',
  records: 'Records',
} as const;

/** What only the reports say. */
export const reportTexts = {
  title: (address: string) => `Setup of ${address}`,
  made: (at: string, version: string) => `Tested on ${at} with Offhook ${version}`,
  secretFree: 'No password was asked for or sent, and none is in this report.',
  timeline: 'When each step ran',
  chain: 'Certificate chain',
  what: 'What to do',
  whole: 'Whole test',
} as const;
