/** "Test my setup": what works on the way from this computer to a company's servers, found out without signing in. */
import type { DeviceKind } from './devices.ts';
import type { Examination } from './examination.ts';
import type { Failure } from './failure.ts';
import type { JoinCheck } from './join-check.ts';
import type { DnsLookup, InterfaceVerdict } from './network.ts';

/** In the order in which they are told; those that need nothing of each other run at the same time. */
export const setupStepIds = [
  'devices',
  'network',
  'names',
  'reach',
  'certificate',
  'server',
  'web',
  'partners',
  'partner',
  'media',
] as const;
export type SetupStepId = (typeof setupStepIds)[number];

/** `green` works, `amber` works with a limit or may fail elsewhere, `red` keeps the person out, `skipped` was not looked at. */
export type SetupResult = 'green' | 'amber' | 'red' | 'skipped';

/** Each has one wording: a sentence and what to do. */
export const setupFindingCodes = [
  // A failure says it all; it stands beside the code.
  'failed',
  // Not looked at: a step before it did not get far enough, nobody asked for it, or it was ended.
  'needs-earlier-step',
  'cancelled',
  'out-of-time',
  'devices-ready',
  'devices-no-camera',
  'devices-no-microphone',
  'devices-no-speaker',
  'devices-none',
  'devices-unknown',
  'network-chosen',
  'network-by-system',
  'network-lab',
  'names-found',
  'names-manual',
  'names-hosts-only',
  'names-web-only',
  'names-itself',
  'names-partly',
  'reach-all',
  'reach-some',
  'certificate-good',
  'certificate-some',
  'certificate-none',
  'server-ready',
  'server-open',
  'server-refuses',
  'server-no-known-scheme',
  'web-ready',
  'web-no-page',
  'web-no-lyncdiscover',
  'web-none',
  'partners-published',
  'partners-unpublished',
  'partners-unknown',
  'partner-ready',
  'partner-unlisted',
  'partner-not-asked',
  'media-local',
  'media-outside',
  'media-silent',
  'media-blocked',
  'media-few-ports',
  'media-no-ports',
] as const;
export type SetupFindingCode = (typeof setupFindingCodes)[number];

export interface SetupFinding {
  readonly code: SetupFindingCode;
  /** Values for the sentence. */
  readonly data?: Readonly<Record<string, string>>;
  readonly failure?: Failure;
}

/** What name trust says of a server that a name led to. */
export interface NameTarget {
  readonly host: string;
  readonly trust: 'trusted' | 'untrusted';
}

export interface NameAnswer extends Pick<DnsLookup, 'name' | 'type' | 'answers' | 'passedOver' | 'durationMs'> {
  /** `not-asked`: clear text is not allowed by the settings, so its name is not even asked for. */
  readonly outcome: DnsLookup['outcome'] | 'not-asked';
  readonly targets: readonly NameTarget[];
}

/** One TCP connection, opened and closed again. */
export interface ReachProbe {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly durationMs: number;
  readonly failure?: Failure;
}

/** What a server says to a REGISTER without credentials. */
export interface ServerAnswer {
  /** `host:port` of the server a sign-in would use. */
  readonly server: string;
  readonly transport: 'tls' | 'tcp';
  readonly status: number;
  readonly reason: string;
  /** As offered, each once. */
  readonly schemes: readonly string[];
  /** Those of them that Offhook speaks. */
  readonly known: readonly string[];
  /** The Server header, where there is one. */
  readonly software?: string;
  /** Such as `Skype for Business Server 2019`, as far as the header tells. */
  readonly generation?: string;
  /** From request to answer, one per question. */
  readonly roundTripsMs: readonly number[];
}

/** One web service that was asked. */
export interface WebLook {
  /** `certificates`: the service that the server names for signing in by TLS-DSK. */
  readonly kind: 'lyncdiscover' | 'meeting-page' | 'certificates';
  readonly host: string;
  readonly durationMs: number;
  /** No such name: companies may do without. */
  readonly isAbsent?: true;
  readonly failure?: Failure;
}

export interface MediaFacts {
  /** The local address the ports were tried on. */
  readonly address: string;
  readonly firstPort: number;
  readonly lastPort: number;
  readonly triedPorts: number;
  readonly freePorts: number;
  /** A packet sent from one port of this computer to another. */
  readonly echoMs?: number;
  /** A server that answers to anybody what address it sees. */
  readonly outside?: {
    readonly server: string;
    readonly durationMs: number;
    /** As the server sees us; absent when it was silent. */
    readonly seenAs?: string;
  };
}

export interface FoundDevice {
  readonly kind: DeviceKind;
  readonly names: readonly string[];
  /** The one that is used. */
  readonly used?: string;
}

export type SetupDetails =
  | { readonly kind: 'devices'; readonly devices: readonly FoundDevice[] }
  | {
      readonly kind: 'network';
      readonly interfaces: readonly InterfaceVerdict[];
      readonly dnsServers: readonly string[];
    }
  | { readonly kind: 'names'; readonly names: readonly NameAnswer[] }
  | { readonly kind: 'reach'; readonly probes: readonly ReachProbe[] }
  | { readonly kind: 'certificate'; readonly looks: readonly Examination[] }
  | { readonly kind: 'server'; readonly answer: ServerAnswer }
  | { readonly kind: 'web'; readonly looks: readonly WebLook[] }
  | { readonly kind: 'partner'; readonly check: JoinCheck }
  | { readonly kind: 'media'; readonly facts: MediaFacts };

/** What a step came to. */
export interface SetupOutcome {
  readonly result: SetupResult;
  readonly finding: SetupFinding;
  readonly details?: SetupDetails;
}

export interface SetupStep {
  readonly id: SetupStepId;
  readonly state: 'waiting' | 'running' | 'done';
  /** Milliseconds after the check began. */
  readonly startMs?: number;
  readonly durationMs?: number;
  /** Present once the step is done. */
  readonly outcome?: SetupOutcome;
}

export interface SetupCheck {
  /** Grows with each check, so that two of the same address can be told apart. */
  readonly number: number;
  /** `user@domain` */
  readonly address: string;
  readonly domain: string;
  /** Another company was asked for as well. What was typed for it may hold a meeting's key and is not kept. */
  readonly hasPartner: boolean;
  /** Wall clock, milliseconds since 1970. */
  readonly startedAt: number;
  readonly phase: 'running' | 'done' | 'cancelled';
  /** Of the whole check, once it is over. */
  readonly durationMs?: number;
  /** All of them, in order. */
  readonly steps: readonly SetupStep[];
}

/** The version of the JSON report's shape; it grows when a field changes its meaning or goes. */
export const setupReportVersion = 1;

const severity: readonly SetupResult[] = ['skipped', 'green', 'amber', 'red'];

/** The worst result of the steps that are done; `skipped` when none is. */
export function worstResult({ steps }: Pick<SetupCheck, 'steps'>): SetupResult {
  const found = steps.map(({ outcome }) => severity.indexOf(outcome?.result ?? 'skipped'));
  return severity[Math.max(0, ...found)] ?? 'skipped';
}
