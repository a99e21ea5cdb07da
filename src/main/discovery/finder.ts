/** From a domain to an open, verified connection. The same code serves sign-in and the guest's way to the organiser. */
import type { SipAccess } from '../../protocol/autodiscover/read.ts';
import type { DiscoveryReport } from '../../shared/model/network.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { Tracer } from '../trace/tracer.ts';

export interface FindPolicy {
  readonly allowTcp: boolean;
  readonly strictNames: boolean;
  readonly lenientFallback: boolean;
  /** Host names the person trusts for this domain although the rule does not. */
  readonly trustedNames: readonly string[];
  /** `host` or `host:port`; empty when not set. Manual servers skip discovery and the name rule, never the certificate. */
  readonly manualInternal: string;
  readonly manualExternal: string;
}

export type FindProgress =
  | { readonly kind: 'lookups'; readonly report: DiscoveryReport }
  | { readonly kind: 'connecting'; readonly target: ServerTarget; readonly address: string }
  | { readonly kind: 'connected'; readonly target: ServerTarget; readonly address: string };

/**
 * Asks lyncdiscover at some of its names for the SIP servers of the person who signs in, best first. It never rejects, and has limits of
 * its own. Failures: WEB_*, CERTIFICATE_*, CREDENTIALS_WRONG, ACCOUNT_MISMATCH, USER_UNKNOWN, CLOCK_OFF, ...
 */
export type AskLyncdiscover = (
  names: readonly string[],
  context: { readonly signal: AbortSignal; readonly tracer: Tracer },
) => Promise<Outcome<readonly SipAccess[]>>;

/** What is known of servers that take connections and do not serve; each place is `address:port`. RFC 3263 4.3 */
export interface BadPlaces {
  /** Tried after the others of the same rank. */
  readonly last: ReadonlySet<string>;
  /** Not tried at all: it was, a moment ago. */
  readonly never: ReadonlySet<string>;
}

export interface FindRequest {
  readonly domain: string;
  readonly purpose: 'sign-in' | 'guest-join';
  readonly policy: FindPolicy;
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
  readonly onProgress?: (progress: FindProgress) => void;
  /** Absent where there is no account to ask for, as on a guest's way. */
  readonly askLyncdiscover?: AskLyncdiscover;
  readonly bad?: BadPlaces;
}

/** How `BadPlaces` names the server at an address. */
export function placeOf(address: string, port: number): string {
  return `${address}:${port}`;
}

export interface Found {
  readonly flow: Flow;
  readonly target: ServerTarget;
  readonly report: DiscoveryReport;
}

export interface ServerFinder {
  /**
   * Asks all names at once, uses the answers in rank order, races addresses 250 ms apart, verifies TLS.
   * Failures: ADDRESS_INVALID, MANUAL_SERVER_INVALID (data: text), NO_NETWORK, DNS_*, DOMAIN_UNKNOWN, HOST_WITHOUT_ADDRESS, SERVER_NAME_UNTRUSTED (data: domain, host),
   * CONNECT_*, TLS_*, CERTIFICATE_* (data: host, subject, issuer, validTo, ...), those of lyncdiscover. Every socket that lost the race is closed.
   */
  find(request: FindRequest): Promise<Outcome<Found>>;
  /** Starts the DNS questions for a domain so that find() finds them answered; the answers live 30 s. */
  prefetch(domain: string, policy: FindPolicy): void;
  /** Forgets all cached answers: another network, the lab started or stopped. */
  forget(): void;
}
