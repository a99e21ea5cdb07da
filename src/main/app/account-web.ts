/** What a sign-in uses of the company's web services: certificates for TLS-DSK, and lyncdiscover. Built anew for each try, for its person. */
import { domainToASCII } from 'node:url';
import { isTrustedWebHost } from '../../protocol/discovery/web-trust.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { AskLyncdiscover, FindPolicy } from '../discovery/finder.ts';
import type { CertificateSource } from '../sip/certificate-source.ts';
import type { Tracer } from '../trace/tracer.ts';
import { type AddressBook, createAddressBook } from '../web/address-book.ts';
import type { CertificateStore } from '../web/certificate-store.ts';
import { createCertificateSource } from '../web/certificates.ts';
import { createExchange, type Exchange, type ExchangeOptions } from '../web/exchange.ts';
import { redirectInClear } from '../web/exchange-clear.ts';
import type { NegotiateSource, WebLogin } from '../web/http-login.ts';
import type { KerberosTickets } from '../web/kerberos-tickets.ts';
import { createLyncdiscover } from '../web/lyncdiscover.ts';
import { createNtlmHandshake } from '../web/ntlm.ts';
import { createSpareKey, type MakeRsaKey } from '../web/rsa-key.ts';
import type { PlainConnect, SecureConnect, WebContext, WebPlace } from '../web/secure-connect.ts';

export interface AccountWebOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: SecureConnect;
  readonly connectPlain: PlainConnect;
  /** The targets of a service record, best first. */
  readonly servicesOf: (name: string, context: WebContext) => Promise<readonly WebPlace[]>;
  readonly store: CertificateStore;
  /** Absent where there is no Kerberos. */
  readonly tickets: KerberosTickets | undefined;
  /** The runtime's own unless given. */
  readonly makeKey?: MakeRsaKey | undefined;
}

/** Whose services, with which proof. */
export interface AccountWebPerson {
  /** `user@domain` */
  readonly address: string;
  readonly domain: string;
  /** `user@domain` or `DOMAIN\user`. */
  readonly userName: string;
  /** Undefined: the desktop's own sign-in is used. */
  readonly password: string | undefined;
  /** Whether what is got for this person may outlive the application. */
  readonly remember: boolean;
  readonly policy: Pick<FindPolicy, 'strictNames' | 'trustedNames'>;
}

export interface AccountWeb {
  /**
   * Makes what takes long and will most likely be needed: the key of a first certificate, for whoever holds none. Resolves when it is
   * there; never rejects. `''` stands for somebody not yet known.
   */
  prepareFor(address: string): Promise<void>;
  lyncdiscoverFor(person: AccountWebPerson): AskLyncdiscover;
  /** `server` is the SIP server that is connected, `deviceId` the endpoint's UUID. */
  certificatesFor(
    person: AccountWebPerson,
    at: { readonly server: string; readonly deviceId: string; readonly tracer: Tracer },
  ): CertificateSource;
  /** `server` as above; the signal ends it. */
  addressBookFor(
    person: AccountWebPerson,
    at: { readonly server: string; readonly tracer: Tracer; readonly signal: AbortSignal },
  ): AddressBook;
  /** The person's mailbox; undefined when nothing is held that would prove the person there. */
  exchangeFor(
    person: AccountWebPerson,
    at: { readonly server: string } & Pick<ExchangeOptions, 'location' | 'tracer' | 'signal'>,
  ): Exchange | undefined;
}

export function createAccountWeb(options: AccountWebOptions): AccountWeb {
  const { clock, random, connect, connectPlain, store } = options;
  const spareKey = createSpareKey(options.makeKey);
  return {
    async prepareFor(address) {
      const held = address === '' ? undefined : await store.newest(address);
      if (!held) await spareKey.prepare();
    },
    lyncdiscoverFor(person) {
      const { address } = person;
      const login = loginOf(person, options);
      return createLyncdiscover({ address, login, connect, connectPlain, clock, random, isTrusted: trustOf(person) });
    },
    addressBookFor(person, { server, tracer, signal }) {
      const login = loginOf(person, options);
      const isTrusted = trustOf(person, server);
      return createAddressBook({ address: person.address, login, connect, isTrusted, clock, random, tracer, signal });
    },
    certificatesFor(person, { server, deviceId, tracer }) {
      return createCertificateSource({
        address: person.address,
        login: loginOf(person, options),
        deviceId,
        store,
        takeKey: spareKey.take,
        remembers: person.remember,
        connect,
        isTrusted: trustOf(person, server),
        clock,
        random,
        tracer,
      });
    },
    exchangeFor(person, { server, location, tracer, signal }) {
      const login = loginOf(person, options);
      if (!login.credentials && !login.negotiate) return undefined;
      const context = { tracer, signal };
      return createExchange({
        address: person.address,
        login,
        location,
        connect,
        clock,
        ...context,
        isTrusted: trustOf(person, server),
        redirectInClear: (host) => redirectInClear(host, { connectPlain, clock, ...context }),
        servicesOf: (name) => options.servicesOf(name, context),
      });
    },
  };
}

function trustOf({ domain, policy }: AccountWebPerson, server?: string): (host: string) => boolean {
  const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
  return (host) => isTrustedWebHost(host, { domain, rule, ...(server ? { server } : {}) }, domainToASCII);
}

/** A typed password proves its person; the desktop's ticket, which may be another's, is used only when that was chosen. */
function loginOf(
  { userName, domain, password }: AccountWebPerson,
  { clock, random, tickets }: AccountWebOptions,
): WebLogin {
  if (password === undefined) return tickets ? { negotiate: desktopTickets(tickets) } : {};
  return {
    credentials: { userName, password },
    ntlm: (credentials) => createNtlmHandshake(credentials, { clock, random }),
    ...(tickets ? { negotiate: ticketsFor(tickets, principalOf(userName, domain), password) } : {}),
  };
}

function desktopTickets(tickets: KerberosTickets): NegotiateSource {
  return { token: (service) => tickets.token(hostOf(service)) };
}

/** Gets a ticket for the password when one is first asked for. */
function ticketsFor(tickets: KerberosTickets, principal: string, password: string): NegotiateSource {
  return {
    async token(service) {
      const got = await tickets.signIn(principal, password);
      if (!got.ok) return got.failure.code === 'CREDENTIALS_WRONG' ? 'wrong-password' : undefined;
      return got.value.token(hostOf(service));
    },
  };
}

/** A realm is the domain in capitals. RFC 4120 6.1 */
function principalOf(userName: string, domain: string): string {
  const [user = '', realm = domain] = userName.slice(userName.indexOf('\\') + 1).split('@', 2);
  return `${user}@${realm.toUpperCase()}`;
}

const hostOf = (service: string) => service.slice(service.indexOf('/') + 1);
