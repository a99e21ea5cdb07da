/** One person's mailbox client before a lab, put together as the application does it. */
import type { Lab } from '../../src/lab/api.ts';
import { createNodeResolver } from '../../src/main/discovery/resolver.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { createTrust } from '../../src/main/trust/trust.ts';
import { createExchange, type Exchange, type ExchangeOptions } from '../../src/main/web/exchange.ts';
import { redirectInClear } from '../../src/main/web/exchange-clear.ts';
import type { WebLogin } from '../../src/main/web/http-login.ts';
import { createNtlmHandshake } from '../../src/main/web/ntlm.ts';
import { createPlainConnect, createSecureConnect } from '../../src/main/web/secure-connect.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';

export interface LabExchangeOptions {
  readonly lab: Lab;
  /** `user@contoso.com` */
  readonly address: string;
  readonly password?: string;
  readonly location?: ExchangeOptions['location'];
  readonly login?: WebLogin;
  /** By default those of the person's own domain. */
  readonly isTrusted?: (host: string) => boolean;
  /** In place of asking. */
  readonly redirectInClear?: ExchangeOptions['redirectInClear'];
}

export interface LabExchange {
  readonly exchange: Exchange;
  /** What was asked over HTTP, in order: `POST https://… 200`, without ports. */
  readonly asked: readonly string[];
  close(): void;
}

/** A lab that could not bind 443 is reached by its service record, as in the application. */
export function createLabExchange(options: LabExchangeOptions): LabExchange {
  const { lab, address, location = 'outside' } = options;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const own = lab.profile.accounts.find((account) => account.address === address)?.password ?? '';
  const resolver = createNodeResolver({ servers: () => [lab.profile.dnsServer], clock: systemClock });
  const deps = {
    clock: systemClock,
    trust: createTrust({ extraRoots: () => [lab.profile.rootCertificatePem], machineRoots: () => [] }),
    resolver,
    localAddressFor: () => undefined,
    onConnection: () => undefined,
    nextId: () => 'exchange',
  };
  const asked: string[] = [];
  const tracer: Tracer = {
    record: (body: TraceBody) => {
      if (body.kind === 'http') asked.push(`${body.method} ${body.url.replace(/:\d+\//, '/')} ${body.status}`);
    },
    for: () => tracer,
  };
  const end = new AbortController();
  const context = { tracer, signal: end.signal };
  const connectPlain = createPlainConnect(deps);
  const exchange = createExchange({
    address,
    location,
    clock: systemClock,
    ...context,
    connect: createSecureConnect(deps),
    isTrusted: options.isTrusted ?? ((host) => host === domain || host.endsWith(`.${domain}`)),
    login: options.login ?? {
      credentials: { userName: address, password: options.password ?? own },
      ntlm: (credentials) => createNtlmHandshake(credentials, { clock: systemClock, random: systemRandom }),
    },
    redirectInClear:
      options.redirectInClear ?? ((host) => redirectInClear(host, { connectPlain, clock: systemClock, ...context })),
    async servicesOf(name) {
      const { srv } = await resolver.ask(name, 'SRV', end.signal);
      return srv.map(({ target, port }) => ({ host: target, port }));
    },
  });
  return { exchange, asked, close: () => end.abort() };
}
