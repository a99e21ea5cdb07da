/** The only place that builds services: everything that exists, and who gets what. No Electron here: tests build the same client. */
import type { Clock, Random } from '../../shared/clock.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import { createDeviceManager, type DeviceManager } from '../devices/device-manager.ts';
import type { DeviceSource } from '../devices/source.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { OpenHistoryFile } from '../history/thread.ts';
import { type ReadInterfaces, watchNetwork } from '../net/network-watch.ts';
import { type CertificateService, createCertificateService } from '../session/certificates/certificate-service.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { FileService } from '../session/files/file-service.ts';
import { createLabService, type LabHost, type LabService } from '../session/lab/lab-service.ts';
import { createMeetingService, type MeetingService } from '../session/meetings/meeting-service.ts';
import type { DesktopActivity } from '../session/presence/machine-watch.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SignInService } from '../session/sign-in/sign-in-service.ts';
import { createSipAgent } from '../sip/create-agent.ts';
import { guestIdentity } from '../sip/identity.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import { createStateStore, type StateStore } from '../store/state.ts';
import type { StorageReport } from '../store/storage-report.ts';
import { withTrustedName } from '../store/trusted-names.ts';
import type { Tracing } from '../trace/tracing.ts';
import { createCertificateStore } from '../web/certificate-store.ts';
import type { KerberosModule } from '../web/kerberos-tickets.ts';
import { fetchMeetPage } from '../web/meet-page-client.ts';
import type { MakeRsaKey } from '../web/rsa-key.ts';
import { agentBase } from './agent-base.ts';
import { buildAccount } from './build-account.ts';
import { buildHistory } from './build-history.ts';
import { buildNetwork, type NetworkParts } from './build-network.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { wireFiles } from './files.ts';
import { changeWorld, forgetMe, type LivingParts, signOut } from './letting-go.ts';
import { type Mailbox, wireMailbox } from './mailbox.ts';
import { type People, wirePeople } from './people.ts';
import { wireTalks } from './talks.ts';

export interface ClientOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly app: AppFacts;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly tracing: Tracing;
  readonly deviceSources: readonly DeviceSource[];
  readonly labHost: LabHost;
  /** The system's own list of interfaces unless given. */
  readonly interfaces?: ReadInterfaces;
  /** Whether somebody sits before this machine; without it somebody always does. */
  readonly activity?: DesktopActivity;
  /** Names this installation, so that its endpoint stays the same. */
  readonly installId: string;
  /** Loads the optional package `kerberos`, for the desktop's own sign-in; rejects where it is not installed. */
  readonly loadKerberos?: () => Promise<KerberosModule>;
  /** Makes the keys that certificates of one's own are for; the runtime's own unless given. */
  readonly makeKey?: MakeRsaKey;
  /** What the disk refused, before and after the client was made. */
  readonly storage?: StorageReport;
  /** The folder that files of other people are saved in; without it they cannot be. */
  readonly downloads?: () => string;
  /** Where conversations are kept, and how one of the files is opened; without it none are. */
  readonly history?: { readonly folder: string; readonly openFile: OpenHistoryFile };
}

export interface Client {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly tracing: Tracing;
  readonly environment: Environment;
  readonly signIn: SignInService;
  readonly people: People;
  readonly mailbox: Mailbox;
  readonly talks: ConversationService;
  readonly files: FileService;
  readonly meetings: MeetingService;
  readonly devices: DeviceManager;
  readonly history: HistoryService;
  readonly lab: LabService;
  readonly certificates: CertificateService;
  /** Starts what runs by itself: devices, DNS for the last account, and its sign-in when that is wanted. */
  start(): void;
  /** Does now what is done by itself once the client stands idle: the roots, and the key of a first certificate. Resolves when both are there. */
  prepare(): Promise<void>;
  signOut(): Promise<void>;
  forgetMe(): Promise<void>;
  trustName(domain: string, host: string): void;
  changeSettings(patch: Partial<Settings>): void;
  /** Leaves, signs out, stops the lab; resolves when everything is closed and on disk. */
  close(): Promise<void>;
}

/** By then the window is drawn, and nobody has typed an address yet. */
const idleMs = 1000;

/** Builds a client. Nothing happens before start() or a request. */
export function compose(options: ClientOptions): Client {
  const { clock, random, settings, tracing } = options;
  const { tracer } = tracing;
  const state = createStateStore(firstSlices(options.app, settings.get()), clock);
  const environment = createEnvironment();
  const net = buildNetwork(options, { state, environment });
  const people = wirePeople({ state, tracer, clock, random, settings, activity: options.activity });
  const mailbox = wireMailbox({ state, tracer, clock, onSelf: people.onSelf });
  publishCalendar(mailbox, people);
  const devices = createDeviceManager({ state, settings, sources: options.deviceSources });
  const keepsAccounts = () => environment.dnsServers() === undefined;
  const history = buildHistory(options, { state, keepsAccounts });
  const talks = wireTalks({ state, clock, random }, { history, mailbox });
  const files = wireFiles(options, { state, talks });
  const certificateStore = createCertificateStore({ secrets: options.secrets, keeps: keepsAccounts });
  const account = buildAccount(options, {
    net,
    state,
    people,
    mailbox,
    talks,
    devices,
    certificateStore,
    keepsAccounts,
  });
  const { signIn } = account;
  const meetings = buildMeetings(options, { net, state, signIn });
  const living = { state, environment, net, signIn, people, mailbox, talks, meetings, history, certificateStore };
  const lab = createLabService({
    state,
    clock,
    host: options.labHost,
    onProfile: (profile) => changeWorld(profile, living),
  });
  const stops: (() => void)[] = [];
  followStores(options, state);

  return {
    state,
    settings,
    tracing,
    environment,
    signIn,
    people,
    mailbox,
    talks,
    files,
    meetings,
    devices,
    history,
    lab,
    certificates: createCertificateService({ ...net.sockets, settings, tracer }),
    start() {
      devices.start();
      history.start();
      net.showInterfaces();
      stops.push(clock.after(idleMs, () => void account.prepare()));
      stops.push(watchNetwork({ clock, read: options.interfaces, onChange: () => meetNetwork(living) }));
      account.start();
    },
    prepare: account.prepare,
    signOut: () => signOut(living),
    forgetMe: () => forgetMe(living, tracing),
    trustName(domain, host) {
      settings.change({ trustedNames: withTrustedName(settings.get().trustedNames, domain, host) });
    },
    changeSettings(patch) {
      settings.change(patch);
      if ('preferredInterface' in patch) net.showInterfaces();
    },
    async close() {
      for (const stop of stops) stop();
      devices.stop();
      await Promise.all([meetings.leave(), talks.leave()]);
      await signIn.signOut();
      account.close();
      await history.close();
      await lab.stop();
      await settings.flush();
      await tracing.close();
    },
  };
}

/** Another network, or the same after a sleep: what waits tries now. */
function meetNetwork({ net, signIn, mailbox }: Pick<LivingParts, 'net' | 'signIn' | 'mailbox'>): void {
  net.showInterfaces();
  signIn.hurry();
  mailbox.hurry();
}

/** Others see how the calendar takes our time. */
function publishCalendar(mailbox: Mailbox, { presence }: People): void {
  mailbox.onFreeBusy((facts) => presence.setCalendar(facts));
  mailbox.onOutOfOffice((absence) => presence.setOutOfOffice(absence));
}

/** What the stores tell goes into the state. */
function followStores({ tracing, settings, storage }: ClientOptions, state: StateStore): void {
  tracing.onRecord((entry) => state.set('traceSeq', entry.seq));
  settings.onChange((changed) => state.set('settings', changed));
  storage?.onProblem((failure) => {
    const text = `${failure.data?.what}: ${failure.detail}`;
    tracing.tracer.record({ kind: 'failure', code: failure.code, text });
    state.set('storageProblem', failure);
  });
}

function buildMeetings(
  options: ClientOptions,
  parts: { net: NetworkParts; state: StateStore; signIn: SignInService },
): MeetingService {
  const { clock, random, settings, tracing } = options;
  const { net, state, signIn } = parts;
  return createMeetingService({
    ...net,
    state,
    clock,
    random,
    tracer: tracing.tracer,
    home: () => homeOf(signIn),
    ownAddress: () => ownAddress(state, settings),
    policyFor: (domain) => policyFor(settings.get(), domain, false),
    createGuestAgent: (request) => {
      const identity = guestIdentity(request.displayName, random);
      return createSipAgent({
        ...agentBase(options),
        flow: request.flow,
        identity,
        credentialsFor: () => request.credentialsFor(identity.aor),
        tracer: request.tracer,
      });
    },
    resolvePage: (url, context) => fetchMeetPage(url, { ...context, connect: net.secureConnect, clock }),
  });
}

function homeOf(signIn: SignInService) {
  const session = signIn.session();
  if (!session) return undefined;
  const { facts, agent } = session;
  const domain = facts.sipUri.slice(facts.sipUri.lastIndexOf('@') + 1);
  return { agent, displayName: facts.displayName, domain, server: facts.server };
}

function ownAddress(state: StateStore, settings: SettingsStore): string {
  const { account } = state.get();
  return account.kind === 'registered' ? account.account.address : settings.get().lastAddress;
}
