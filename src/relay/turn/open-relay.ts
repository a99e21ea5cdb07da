/** Turns the TURN servers of a call into what an ICE agent asks for lent addresses. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock, Random } from '../../shared/clock.ts';
import type { TurnServer } from '../../shared/model/relay-messages.ts';
import type { IceOptions, RelaySocket } from '../ice/types.ts';
import { canonical, type Endpoint, type OnPacket, type OpenUdp } from '../net/udp.ts';
import { borrowAddress, type LoanFailure } from './borrow.ts';
import { standardForm } from './form.ts';
import { createMicrosoftForm } from './microsoft.ts';
import { tcpWire, udpWire } from './wire.ts';

export interface RelayDependencies {
  readonly openUdp: OpenUdp;
  readonly clock: Clock;
  readonly random: Random;
  /** Told each time none of the servers lends, with what the most telling of them said. */
  readonly onFailed?: (why: LoanFailure) => void;
}

/** The more telling first. */
const telling = ['wrong-password', 'refused', 'silent'] as const satisfies readonly LoanFailure[];

/** UDP gets this head start before TCP is asked as well. */
const HEAD_START_MS = 500;

/** What to give an agent as `openRelay`; undefined where there is no server. The first server that lends is used, UDP before TCP. */
export function createRelayOpener(
  servers: readonly TurnServer[],
  dependencies: RelayDependencies,
): IceOptions['openRelay'] | undefined {
  if (servers.length === 0) return undefined;
  return async (_component, onPacket) => {
    const failures = new Set<LoanFailure>(['silent']);
    const told = { ...dependencies, onFailed: (why: LoanFailure) => void failures.add(why) };
    for (const server of servers) {
      const lent = await borrowFrom(server, told, onPacket);
      if (lent) return lent;
    }
    dependencies.onFailed?.(telling.find((each) => failures.has(each)) ?? 'silent');
    return undefined;
  };
}

async function borrowFrom(
  server: TurnServer,
  dependencies: RelayDependencies,
  onPacket: OnPacket,
): Promise<RelaySocket | undefined> {
  const address = await addressOf(server.host);
  if (!address) return undefined;
  const { clock, random, openUdp, onFailed } = dependencies;
  const borrow = (port: number, isUdp: boolean) => {
    const endpoint: Endpoint = { address, port };
    const form = server.form === 'microsoft' ? createMicrosoftForm() : standardForm;
    const open = isUdp ? udpWire(openUdp) : tcpWire(server.form, random);
    const { userName, password } = server;
    const failed = onFailed ? { onFailed } : {};
    return borrowAddress(endpoint, { form, open, userName, password, clock, random, onPacket, ...failed });
  };
  const byUdp = server.udpPort === undefined ? undefined : borrow(server.udpPort, true);
  const { tcpPort } = server;
  if (tcpPort === undefined) return byUdp;
  if (!byUdp) return borrow(tcpPort, false);
  const early = await Promise.race([byUdp, after(clock, HEAD_START_MS)]);
  return early ?? keepOne(byUdp, borrow(tcpPort, false));
}

/** The first of two that lends; what the other lends later goes back. */
async function keepOne(
  preferred: Promise<RelaySocket | undefined>,
  other: Promise<RelaySocket | undefined>,
): Promise<RelaySocket | undefined> {
  const failing = (loan: Promise<RelaySocket | undefined>) =>
    loan.then((lent) => lent ?? Promise.reject(new Error('nothing lent')));
  const kept = await Promise.any([failing(preferred), failing(other)]).catch(() => undefined);
  for (const loan of [preferred, other]) loan.then((lent) => (lent === kept ? undefined : lent?.close()), ignored);
  return kept;
}

function ignored(): void {
  // One that failed lends nothing.
}

function after(clock: Clock, delayMs: number): Promise<undefined> {
  return new Promise((resolve) => clock.after(delayMs, () => resolve(undefined)));
}

async function addressOf(host: string): Promise<string | undefined> {
  if (isIP(host) !== 0) return canonical(host);
  const found = await lookup(host).catch(() => undefined);
  return found?.address;
}
