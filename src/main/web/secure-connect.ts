/** A verified TLS connection to a web server: addresses raced, nothing sent before the certificate's verdict (mission C-43). */
import type { TLSSocket } from 'node:tls';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { Lookups } from '../discovery/lookups.ts';
import type { Resolver } from '../discovery/resolver.ts';
import { mostTelling } from '../discovery/telling.ts';
import { connectionFacts, openSecure, type ShownSocketDependencies } from '../net/open-secure.ts';
import { raceStaggered } from '../net/race.ts';
import type { Tracer } from '../trace/tracer.ts';

export interface WebPlace {
  readonly host: string;
  readonly port: number;
}

export interface WebContext {
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Failures: HOST_WITHOUT_ADDRESS, CONNECT_*, TLS_*, CERTIFICATE_*. The caller owns the socket and closes it. */
export type SecureConnect = (place: WebPlace, context: WebContext) => Promise<Outcome<TLSSocket>>;

export interface SecureConnectDependencies extends ShownSocketDependencies {
  readonly resolver: Resolver;
}

/** Makes the function that opens connections with the project's own trust and resolver. */
export function createSecureConnect(deps: SecureConnectDependencies): SecureConnect {
  return async (place, context) => {
    const addresses = await addressesOf(deps, place.host, context);
    if (addresses.length === 0) {
      const server = `${place.host}:${place.port}`;
      return failed({ code: 'HOST_WITHOUT_ADDRESS', server, at: deps.clock.wall() });
    }
    return raceStaggered({
      attempts: addresses.map((address) => (signal) => open(deps, place, address, { ...context, signal })),
      clock: deps.clock,
      signal: context.signal,
      discard: (late) => late.destroy(),
      worst: mostTelling,
    });
  };
}

async function addressesOf(deps: SecureConnectDependencies, host: string, context: WebContext) {
  if (/^[\d.]+$/.test(host)) return [host];
  if (host.startsWith('[')) return [host.slice(1, -1)];
  const lookups = new Lookups({
    clock: deps.clock,
    ask: (name, type) => deps.resolver.ask(name, type, context.signal),
    tracer: context.tracer,
    base: { domain: host, purpose: 'guest-join' },
    onChange: () => undefined,
  });
  return lookups.addressesOf(host);
}

async function open(
  deps: SecureConnectDependencies,
  { host, port }: WebPlace,
  address: string,
  context: WebContext,
): Promise<Outcome<TLSSocket>> {
  const opened = await openSecure(deps, { host, port, address, ...context });
  if (!opened.ok) return opened;
  const { socket } = opened.value;
  const facts = connectionFacts({ id: deps.nextId(), purpose: 'web', host }, opened.value);
  deps.onConnection(facts);
  socket.once('close', () => deps.onConnection({ ...facts, state: 'closed' }));
  return done(socket);
}
