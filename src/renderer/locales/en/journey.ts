/** The words of the sign-in journey: stages, their states, and what happened in them. */
import type { JourneyStep, StageName, StepState } from '../../../shared/model/journey.ts';
import { entryOf } from '../failure-text.ts';
import { roleTitles } from './devices.ts';
import { interfaceReasons } from './network.ts';

export const stageTitles: Record<StageName, string> = {
  devices: 'Sound and camera',
  discovery: 'Finding your server',
  connect: 'Connecting safely',
  register: 'Signing in',
  settings: 'Your settings',
  contacts: 'Contacts and presence',
};

export const stagesTitle = 'Stages of signing in';

/** How many steps a stage had. */
export function stepCount(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}

export const stateWords: Record<StepState, string> = {
  waiting: 'Waiting',
  running: 'Working',
  done: 'Done',
  skipped: 'Skipped',
  failed: 'Failed',
};

/** Of a stage that waited when one before it failed. */
export const notReached = 'Not reached';

function interfaceWords(reason: string | undefined): string {
  const known = Object.entries(interfaceReasons).find(([key]) => key === reason)?.[1];
  return (known ?? reason ?? 'not judged').toLowerCase();
}

function requests(count: string | undefined): string {
  return count === '1' ? '1 request' : `${count ?? '?'} requests`;
}

type StepWords = (data: Readonly<Record<string, string>>, state: StepState) => string;

/** What came, or that it did not. */
function received(done: string, failed: string): StepWords {
  return (_, state) => (state === 'failed' ? failed : done);
}

function protection(protocol: string | undefined): string {
  return protocol?.replace(/^TLSv/, 'TLS ') ?? 'encrypted';
}

const stepWords: Readonly<Record<string, StepWords>> = {
  device: (data) =>
    `${entryOf(roleTitles, data.device) ?? 'Device'}: ${data.label ?? 'none found'}${data.volume ? `, volume ${data.volume}` : ''}`,
  interface: (data) => `Network interface ${data.name ?? '?'}: ${interfaceWords(data.reason)}`,
  lookups: (data) =>
    `Asked ${data.asked ?? '?'} names, ${data.answered ?? '?'} answered${data.chosen ? `: ${data.chosen}` : ''}`,
  connecting: (data) => `Connecting to ${data.server ?? 'the server'} (${data.address ?? 'address unknown'})`,
  connected: (data) => `Connected to ${data.server ?? 'the server'} (${data.address ?? 'address unknown'})`,
  verified: (data) =>
    data.protocol === 'tcp'
      ? `Connection to ${data.host ?? 'the server'} is not encrypted`
      : `Certificate of ${data.host ?? 'the server'} verified, ${protection(data.protocol)}`,
  moved: (data) => `Your account is at home on ${data.server ?? 'another server'}; going there`,
  unserved: (data) => `${data.server ?? 'The server'} ${notServed(data.why)}; looking for another one`,
  plain: () => 'The server is a plain SIP server; going on without what only Skype for Business has',
  registered: (data) => `Registered with ${data.scheme ?? 'the server'} after ${requests(data.count)}`,
  provisioning: received('Company settings received', 'Company settings could not be fetched'),
  'dial-plan': received('Dial plan received', 'Dial plan could not be fetched'),
  'contact-list': received('Contact list received', 'Contact list could not be fetched'),
  available: received('Your status published', 'Your status could not be published'),
};

/** What a server that took the connection did instead of letting the person in. */
function notServed(why: string | undefined): string {
  if (why === 'SERVER_UNAVAILABLE') return 'answered that it can let nobody in just now';
  return why === 'CONNECTION_LOST'
    ? 'ended the connection before it answered'
    : 'took the connection and did not answer';
}

/** One sub-step in words. A kind without words of its own shows its name and what it carried. */
export function journeyStepWords(step: JourneyStep): string {
  const words = Object.hasOwn(stepWords, step.kind) ? stepWords[step.kind] : undefined;
  if (words) return words(step.data, step.state);
  const facts = Object.entries(step.data)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${plain(name)} ${value}`);
  const title = plain(step.kind);
  const start = title.charAt(0).toUpperCase() + title.slice(1);
  return facts.length > 0 ? `${start}: ${facts.join(', ')}` : start;
}

/** `dialPlan` and `dial-plan` as people write it. */
function plain(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}

/** The name of a stage's list of steps. */
export function stepsOf(title: string): string {
  return `Steps of ${title}`;
}
