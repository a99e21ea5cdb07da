/** Who can mend what a step of "Test my setup" found. */
import type { FailureCode } from './failure.ts';
import type { SetupFindingCode, SetupStep } from './setup-check.ts';

/**
 * `you` at this computer; `network`, who runs the network it is in; `company`, who runs the servers of the address's company; `either` of
 * these two, which cannot be told from here; `partner`, who runs the servers of the other company.
 */
export type Mender = 'you' | 'network' | 'company' | 'either' | 'partner';

const byFinding: Partial<Record<SetupFindingCode, Mender>> = {
  'devices-no-microphone': 'you',
  'devices-no-speaker': 'you',
  'devices-none': 'you',
  'names-hosts-only': 'company',
  'names-web-only': 'company',
  'names-itself': 'company',
  'names-partly': 'company',
  'reach-some': 'either',
  'certificate-some': 'company',
  'certificate-none': 'company',
  'server-open': 'company',
  'server-refuses': 'company',
  'server-no-known-scheme': 'company',
  'web-no-page': 'company',
  'web-no-lyncdiscover': 'company',
  'web-none': 'company',
  'partners-unpublished': 'company',
  'partners-unknown': 'network',
  'partner-unlisted': 'partner',
  'media-silent': 'network',
  'media-blocked': 'you',
  'media-few-ports': 'you',
  'media-no-ports': 'you',
  'out-of-time': 'either',
};

const ofPerson: ReadonlySet<FailureCode> = new Set<FailureCode>(['ADDRESS_INVALID', 'MANUAL_SERVER_INVALID']);
const ofNetwork: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NO_NETWORK',
  'DNS_UNREACHABLE',
  'DNS_TIMEOUT',
  'DNS_SERVER_FAILED',
  'CONNECT_UNREACHABLE',
]);
/** A firewall on the way looks just like a server that is off. */
const ofEither: ReadonlySet<FailureCode> = new Set<FailureCode>(['CONNECT_REFUSED', 'CONNECT_TIMEOUT', 'TLS_TIMEOUT']);

/** Undefined where there is nothing to mend, or nothing was looked at. */
export function menderOf({ id, outcome }: Pick<SetupStep, 'id' | 'outcome'>): Mender | undefined {
  if (!outcome || outcome.result === 'green' || outcome.result === 'skipped') return undefined;
  const { code, failure } = outcome.finding;
  if (!failure) return byFinding[code];
  if (ofPerson.has(failure.code) || failure.code.startsWith('LINK_INVALID')) return 'you';
  if (ofNetwork.has(failure.code)) return 'network';
  if (ofEither.has(failure.code)) return 'either';
  return id === 'partner' ? 'partner' : 'company';
}
