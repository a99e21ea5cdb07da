/** Signing in put together: the server, the proof by password or desktop, the company's web services, the account that is remembered. */
import { domainToASCII } from 'node:url';
import { readSignInAddress } from '../../protocol/discovery/address.ts';
import type { Clock } from '../../shared/clock.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { DeviceManager } from '../devices/device-manager.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import { passwordKey } from '../session/sign-in/remembered-account.ts';
import type { RegisteredSession, SignInAddress, SignInService } from '../session/sign-in/sign-in-api.ts';
import { createSignInService } from '../session/sign-in/sign-in-service.ts';
import type { SipAgent } from '../sip/agent.ts';
import { createSipAgent } from '../sip/create-agent.ts';
import { accountIdentity } from '../sip/identity.ts';
import { ownRealmOnly } from '../sip/own-realm.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { CertificateStore } from '../web/certificate-store.ts';
import { createKerberosTickets, type KerberosModule, type KerberosTickets } from '../web/kerberos-tickets.ts';
import type { MakeRsaKey } from '../web/rsa-key.ts';
import { type AccountWebPerson, createAccountWeb } from './account-web.ts';
import { type AgentBaseOptions, agentBase } from './agent-base.ts';
import type { Media } from './build-media.ts';
import type { NetworkParts } from './build-network.ts';
import type { Mailbox } from './mailbox.ts';
import type { People } from './people.ts';
import { reportDevices } from './report-devices.ts';

export interface AccountOptions extends AgentBaseOptions {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly tracing: Tracing;
  readonly installId: string;
  readonly loadKerberos?: () => Promise<KerberosModule>;
  readonly makeKey?: MakeRsaKey;
}

export interface AccountNeeds {
  readonly net: NetworkParts;
  readonly state: StateStore;
  readonly people: People;
  readonly mailbox: Mailbox;
  readonly talks: ConversationService;
  readonly calls: CallService;
  readonly media: Pick<Media, 'start' | 'startPlain'>;
  readonly invitations: InvitationService;
  readonly scheduling: SchedulingService;
  readonly devices: DeviceManager;
  readonly certificateStore: CertificateStore;
  /** False in the lab. */
  readonly keepsAccounts: () => boolean;
}

export interface Account {
  readonly signIn: SignInService;
  /** Looks for the desktop's own sign-in, and signs the last account in when that is wanted. */
  start(): void;
  /** Makes now what the next sign-in will most likely need: the roots, and the key of a first certificate. Resolves when they are there. */
  prepare(): Promise<void>;
  close(): void;
}

export function buildAccount(options: AccountOptions, needs: AccountNeeds): Account {
  const { clock, random, settings, secrets, tracing, loadKerberos, makeKey } = options;
  const { net, state, people, mailbox, talks, calls, invitations, scheduling, devices } = needs;
  const { media, certificateStore, keepsAccounts } = needs;
  const tickets = loadKerberos && createKerberosTickets({ load: loadKerberos, wall: clock.wall });
  const connects = { connect: net.accountConnect, connectPlain: net.plainConnect, servicesOf: net.servicesOf };
  /** Who is signed in over which connection, and with which proof: the mailbox wants the same. */
  const persons = new WeakMap<SipAgent, AccountWebPerson>();
  const web = createAccountWeb({ clock, random, ...connects, store: certificateStore, tickets, makeKey });
  const signIn = createSignInService({
    ...net,
    state,
    settings,
    secrets,
    clock,
    random,
    tracer: tracing.tracer,
    readAddress: (text) => readAddress(text, clock),
    reportDevices: (journey) => reportDevices(devices, state, journey),
    askLyncdiscoverFor: web.lyncdiscoverFor,
    prepareFor: ({ address }) => void web.prepareFor(address),
    createAgent: (request) => {
      const { flow, tracer, userName, password } = request;
      const identity = accountIdentity(request.aor, options.installId);
      const at = { server: flow.facts.host, deviceId: identity.instanceId, tracer };
      const agent = createSipAgent({
        ...agentBase(options, request.dialect),
        flow,
        identity,
        credentialsFor: password === undefined ? () => undefined : ownRealmOnly({ userName, password }),
        certificates: web.certificatesFor(request, at),
        tracer,
      });
      persons.set(agent, request);
      return agent;
    },
    keepsAccounts,
    onRegistered: (session) => {
      const { agent, facts, signal, tracer } = session;
      if (agent.dialect === 'standard') return startPlain(needs, session);
      const person = persons.get(agent);
      const at = { server: facts.server, location: facts.location, signal, tracer };
      const exchange = person && web.exchangeFor(person, at);
      people.start(session, { addressBook: person && web.addressBookFor(person, at), exchange });
      talks.start({ agent, ownUri: facts.sipUri, signal });
      invitations.start({ agent, signal });
      calls.start({ agent, ownUri: facts.sipUri, signal });
      media.start({ agent, ownUri: facts.sipUri, location: facts.location, signal });
      scheduling.start({ agent, displayName: facts.displayName, signal });
      mailbox.start(session, exchange);
    },
    onOffline: () => {
      people.goOffline();
      mailbox.goOffline();
      talks.goOffline();
      calls.goOffline();
    },
  });
  return {
    signIn,
    start() {
      if (tickets) void offerDesktopSignIn(tickets, state);
      void signInLast(options, { state, signIn, prefetch: (domain) => net.prefetch(domain) });
    },
    async prepare() {
      net.prepare();
      await web.prepareFor(settings.get().lastAddress);
    },
    close: () => tickets?.close(),
  };
}

/** What a plain SIP server is good for: messages, calls, voicemail, and people as far as it tells of them. */
function startPlain({ people, mailbox, talks, calls, media }: AccountNeeds, session: RegisteredSession): void {
  const { agent, facts, signal } = session;
  people.startPlain(session);
  mailbox.start(session, undefined);
  talks.start({ agent, ownUri: facts.sipUri, signal });
  calls.start({ agent, ownUri: facts.sipUri, signal });
  media.startPlain(signal);
}

async function offerDesktopSignIn(tickets: KerberosTickets, state: StateStore): Promise<void> {
  if ((await tickets.holder()) !== undefined) state.set('desktopSignIn', 'available');
}

function readAddress(text: string, clock: Clock): Outcome<SignInAddress> {
  const read = readSignInAddress(text, domainToASCII);
  return read.ok ? done(read.value) : failed({ code: 'ADDRESS_INVALID', detail: read.problem, at: clock.wall() });
}

/** The last account's DNS first, then its password; without one the window asks. */
async function signInLast(
  options: AccountOptions,
  parts: { state: StateStore; signIn: SignInService; prefetch: (domain: string) => void },
): Promise<void> {
  const { lastAddress, lastUserName, signInAtStart } = options.settings.get();
  const read = readSignInAddress(lastAddress, domainToASCII);
  if (!read.ok) return;
  parts.prefetch(read.value.domain);
  const password = await options.secrets.get(passwordKey(lastAddress));
  const remembered = { address: lastAddress, hasPassword: password !== undefined };
  parts.state.set('remembered', lastUserName ? { ...remembered, userName: lastUserName } : remembered);
  if (password === undefined || !signInAtStart) return;
  await parts.signIn.start({
    address: lastAddress,
    password,
    remember: true,
    keepsTrying: true,
    ...(lastUserName ? { userName: lastUserName } : {}),
  });
}
