/** A verified TLS connection to a web server: addresses raced, nothing sent before the certificate's verdict (mission C-43). */
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { Lookups } from '../discovery/lookups.ts';
import type { Resolver } from '../discovery/resolver.ts';
import { mostTelling, withoutAddress } from '../discovery/telling.ts';
import {
  type OpenSocket,
  openPlain,
  openSecure,
  type ShownSocketDependencies,
  type SocketDependencies,
  type SocketRequest,
  showConnection,
} from '../net/open-secure.ts';
import { raceStaggered } from '../net/race.ts';
import type { Tracer } from '../trace/tracer.ts';

export interface WebPlace {
  /** A name or an address; an IPv6 address with or without its brackets. */
  readonly host: string;
  readonly port: number;
}

export interface WebContext {
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Failures: HOST_WITHOUT_ADDRESS, DNS_*, CONNECT_*, TLS_*, CERTIFICATE_*. The caller owns the socket and closes it. */
export type SecureConnect = (place: WebPlace, context: WebContext) => Promise<Outcome<TLSSocket>>;

export interface SecureConnectDependencies extends ShownSocketDependencies {
  readonly resolver: Resolver;
}

/** The same in clear text, for the one question that carries no secret: where lyncdiscover sends us on to. Failures: CONNECT_*. */
export type PlainConnect = (place: WebPlace, context: WebContext) => Promise<Outcome<Socket>>;

/** Makes the function that opens connections with the project's own trust and resolver. */
export function createSecureConnect(deps: SecureConnectDependencies): SecureConnect {
  return (place, context) => connect(deps, openSecure, place, context);
}

/** Makes the function that opens connections in clear text. */
export function createPlainConnect(deps: SecureConnectDependencies): PlainConnect {
  return (place, context) => connect(deps, openPlain, place, context);
}

type Open<S extends Socket> = (deps: SocketDependencies, request: SocketRequest) => Promise<Outcome<OpenSocket<S>>>;

async function connect<S extends Socket>(
  deps: SecureConnectDependencies,
  open: Open<S>,
  { host: written, port }: WebPlace,
  context: WebContext,
): Promise<Outcome<S>> {
  const host = written.replace(/^\[(.*)\]$/, '$1');
  const { first: addresses, late, outcomes } = await addressesOf(deps, host, context);
  if (addresses.length === 0) {
    const code = withoutAddress(outcomes, () => true);
    return failed({ code, server: `${written}:${port}`, at: deps.clock.wall() });
  }
  const attemptAt =
    (address: string) =>
    async (signal: AbortSignal): Promise<Outcome<S>> => {
      const opened = await open(deps, { host, port, address, ...context, signal });
      if (!opened.ok) return opened;
      const shown = showConnection(deps, { purpose: 'web', host, tracer: context.tracer }, opened.value);
      opened.value.socket.once('close', shown.closed);
      return done(opened.value.socket);
    };
  return raceStaggered({
    attempts: addresses.map(attemptAt),
    late: [late.then((more) => more.map(attemptAt))],
    clock: deps.clock,
    signal: context.signal,
    discard: (late) => late.destroy(),
    worst: mostTelling,
  });
}

async function addressesOf(deps: SecureConnectDependencies, host: string, context: WebContext) {
  if (isIP(host)) return { first: [host], late: Promise.resolve([]), outcomes: [] };
  const lookups = new Lookups({
    clock: deps.clock,
    ask: (name, type) => deps.resolver.ask(name, type, context.signal),
    tracer: context.tracer,
    base: { domain: host, purpose: 'guest-join' },
    onChange: () => undefined,
  });
  const first = await lookups.addressesOf(host);
  return { first, late: lookups.lateAddressesOf(host), outcomes: lookups.outcomesOf(host) };
}
