/** The only place that builds services: everything that exists, and who gets what. No Electron here: tests build the same client. */
import type { Clock, Random } from '../../shared/clock.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import { createDeviceManager, type DeviceManager } from '../devices/device-manager.ts';
import type { DeviceSource } from '../devices/source.ts';
import { type CallLog, createCallLog } from '../history/call-log.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { OpenHistoryFile } from '../history/thread.ts';
import { type NetworkChange, type ReadInterfaces, watchNetwork } from '../net/network-watch.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import { type CertificateService, createCertificateService } from '../session/certificates/certificate-service.ts';
import type { ContentService } from '../session/content/content-api.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { FileService } from '../session/files/file-service.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { JoinCheckService } from '../session/join-check/join-check.ts';
import type { MeetingChatService } from '../session/meeting-chat/meeting-chat-api.ts';
import { createMeetingChatService } from '../session/meeting-chat/meeting-chat-service.ts';
import type { MeetingSoundService } from '../session/meeting-sound/meeting-sound-service.ts';
import type { OnAttending } from '../session/meetings/focus-line.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { DesktopActivity } from '../session/presence/machine-watch.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import type { SetupCheckService } from '../session/setup-check/setup-check.ts';
import type { SignInService } from '../session/sign-in/sign-in-api.ts';
import { type ManagedPolicy, noManagedPolicy } from '../store/managed.ts';
import { manageSettings } from '../store/managed-settings.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import { createStateStore, type StateStore } from '../store/state.ts';
import type { StorageReport } from '../store/storage-report.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { UpdateService } from '../updates/update-service.ts';
import { createCertificateStore } from '../web/certificate-store.ts';
import type { KerberosModule } from '../web/kerberos-tickets.ts';
import type { MakeRsaKey } from '../web/rsa-key.ts';
import { buildAccount } from './build-account.ts';
import { buildCalls } from './build-calls.ts';
import { buildHistory } from './build-history.ts';
import { buildJoinCheck } from './build-join-check.ts';
import { buildLab, type LabOptions, type LabParts } from './build-lab.ts';
import { buildMedia, type Media, type MediaOptions } from './build-media.ts';
import { buildMeetings } from './build-meetings.ts';
import { buildNetwork } from './build-network.ts';
import { buildScheduling } from './build-scheduling.ts';
import { buildSetupCheck } from './build-setup-check.ts';
import { buildSupport, type Support } from './build-support.ts';
import { buildUpdates, type UpdateOptions } from './build-updates.ts';
import { wireContent } from './content.ts';
import { type Decisions, decisionsOver } from './decisions.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { wireFiles } from './files.ts';
import { wireInvitations } from './invitations.ts';
import { changeWorld, forgetMe, type LivingParts, signOut } from './letting-go.ts';
import { type Mailbox, wireMailbox } from './mailbox.ts';
import { wireMeetingSound } from './meeting-sound.ts';
import { type People, wirePeople } from './people.ts';
import { contactsMemory } from './plain-people.ts';
import { wireTalks } from './talks.ts';

export interface ClientOptions extends LabOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly app: AppFacts;
  readonly settings: SettingsStore;
  /** What the administrator of this computer decided; nothing unless given. */
  readonly managed?: ManagedPolicy;
  readonly secrets: SecretStore;
  readonly tracing: Tracing;
  readonly deviceSources: readonly DeviceSource[];
  /** Makes the media relay’s process, when the first call needs it; without it there are no calls. */
  readonly forkRelay?: MediaOptions['forkRelay'];
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
  /** How newer versions are looked for and got; without it there are none. */
  readonly updates?: UpdateOptions;
  /** Where the system's crash reports lie, if any are written. */
  readonly crashFolder?: string;
  /** What the disk refused, before and after the client was made. */
  readonly storage?: StorageReport;
  /** The folder that files of other people are saved in; without it they cannot be. */
  readonly downloads?: () => string;
  /** Where conversations are kept, and how one of the files is opened; without it none are. */
  readonly history?: { readonly folder: string; readonly openFile: OpenHistoryFile };
}

export interface Client extends Decisions, LabParts {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly tracing: Tracing;
  readonly environment: Environment;
  readonly signIn: SignInService;
  readonly people: People;
  readonly mailbox: Mailbox;
  readonly talks: ConversationService;
  readonly calls: CallService;
  readonly files: FileService;
  readonly meetings: MeetingService;
  readonly joinCheck: JoinCheckService;
  readonly setupCheck: SetupCheckService;
  readonly meetingChat: MeetingChatService;
  readonly meetingSound: MeetingSoundService;
  readonly invitations: InvitationService;
  readonly content: ContentService;
  readonly scheduling: SchedulingService;
  readonly devices: DeviceManager;
  readonly media: Media;
  readonly history: HistoryService;
  readonly callLog: CallLog;
  readonly certificates: CertificateService;
  readonly drafts: DraftKeeper;
  readonly support: Support;
  readonly updates: UpdateService;
  /** Starts what runs by itself: devices, DNS for the last account, and its sign-in when that is wanted. */
  start(): void;
  /** Does now what is done by itself once the client stands idle: the roots, and the key of a first certificate. Resolves when both are there. */
  prepare(): Promise<void>;
  /** The machine slept: what stood is looked at, and what was lost is tried at once. */
  wokeUp(): void;
  /** The person does not want to wait for what is tried again by itself. */
  tryNow(): void;
  signOut(): Promise<void>;
  forgetMe(): Promise<void>;
  /** Leaves, signs out, stops the lab; resolves when everything is closed and on disk. */
  close(): Promise<void>;
}

/** By then the window is drawn, and nobody has typed an address yet. */
const idleMs = 1000;

/** Builds a client. Nothing happens before start() or a request. */
export function compose(given: ClientOptions): Client {
  const options = underPolicy(given);
  const { clock, settings, managed, tracing } = options;
  const { account, living, ...parts } = buildParts(options);
  const { net, signIn, talks, calls, meetings, history } = living;
  const { devices, lab } = parts;
  const drafts = createDraftKeeper(living.state);
  const stops: (() => void)[] = [];
  followStores(options, living.state);
  const decisions = decisionsOver({ clock, settings, managed, devices, showInterfaces: net.showInterfaces });

  return {
    ...living,
    ...parts,
    ...decisions,
    settings,
    tracing,
    drafts,
    certificates: createCertificateService({ ...net.sockets, settings, tracer: tracing.tracer }),
    start() {
      parts.support.start();
      parts.updates.start();
      devices.start();
      history.start();
      net.showInterfaces();
      stops.push(clock.after(idleMs, () => void account.prepare()));
      stops.push(watchNetwork({ clock, read: options.interfaces, onChange: (change) => meetNetwork(living, change) }));
      account.start();
    },
    prepare: account.prepare,
    wokeUp: () => meetNetwork(living, { gone: [] }),
    tryNow() {
      signIn.tryNow();
      meetings.tryNow();
    },
    signOut: () => signOut(living),
    forgetMe: () =>
      forgetMe(living, tracing).then(() => {
        drafts.forget();
        parts.support.forget();
      }),
    async close() {
      for (const stop of stops) stop();
      managed.close();
      parts.joinCheck.close();
      living.setupCheck.forget();
      devices.stop();
      await Promise.all([meetings.leave(), talks.leave(), calls.leave()]);
      await signIn.signOut();
      account.close();
      parts.media.close();
      await history.close();
      parts.scenarioPlayer.close();
      await lab.stop();
      await settings.flush();
      parts.updates.close();
      parts.support.close();
      await tracing.close();
    },
  };
}

type PolicedOptions = ClientOptions & { readonly managed: ManagedPolicy };

/** The administrator's settings lie over the person's for everything that reads them. */
function underPolicy(given: ClientOptions): PolicedOptions {
  const managed = given.managed ?? noManagedPolicy;
  return { ...given, managed, settings: manageSettings(given.settings, managed) };
}

/** Everything that exists, each with what it needs, in the order in which one needs the other. */
function buildParts(options: PolicedOptions) {
  const { clock, random, settings, tracing } = options;
  const { tracer } = tracing;
  const state = createStateStore(firstSlices(options.app, settings.get()), clock);
  const environment = createEnvironment();
  const net = buildNetwork(options, { state, environment });
  const memory = contactsMemory(settings, () => environment.dnsServers() === undefined);
  const people = wirePeople({ state, tracer, clock, random, settings, memory, activity: options.activity });
  const mailbox = wireMailbox({ state, tracer, clock, onSelf: people.onSelf });
  publishCalendar(state, mailbox, people);
  const devices = createDeviceManager({ state, settings, clock, sources: options.deviceSources });
  // The lab's world leaves nothing behind.
  const keepsAccounts = () => environment.dnsServers() === undefined;
  const media = buildMedia(options, state);
  const history = buildHistory(options, { state, keepsAccounts });
  const talks = wireTalks({ state, clock, random }, { history, mailbox });
  const callLog = createCallLog({ state, history, keepsOnDisk: keepsAccounts });
  const calls = buildCalls(options, { state, media: media.service, people, talks, mailbox, callLog });
  const files = wireFiles(options, { state, talks });
  const content = wireContent(options, { net, state });
  const joinCheck = buildJoinCheck(options, net);
  const support = buildSupport(options, { state });
  const updates = buildUpdates(options, { state });
  const setupCheck = buildSetupCheck(options, { net, state, environment });
  const certificateStore = createCertificateStore({ secrets: options.secrets, keeps: keepsAccounts });
  const scheduling = buildScheduling(options, state);
  const meetingChat = createMeetingChatService({ state, clock, random });
  const meetingSound = wireMeetingSound(options, { state, calls, meetings: () => meetings });
  const createMeeting = () => scheduling.meetNow();
  const invited = { state, talks, mailbox, createMeeting, meetings: () => meetings };
  const invitations = wireInvitations(options, invited);
  const needs = {
    net,
    state,
    people,
    mailbox,
    talks,
    calls,
    media,
    invitations,
    scheduling,
    devices,
    certificateStore,
    keepsAccounts,
  };
  const account = buildAccount(options, needs);
  const { signIn } = account;
  const onAttending: readonly OnAttending[] = [
    (line) => meetingChat.attach(line),
    (line) => content.attend(line),
    (line) => meetingSound.attach(line),
  ];
  const meetings = buildMeetings(options, { net, state, signIn, onAttending });
  const talking = { talks, calls, meetings, scheduling, history, callLog };
  const living = { state, environment, net, setupCheck, signIn, people, mailbox, ...talking, certificateStore };
  const inLab = buildLab(options, { state, onProfile: (profile) => changeWorld(profile, living) });
  const inMeetings = { content, meetingChat, meetingSound, invitations };
  return { account, living, files, joinCheck, support, updates, ...inMeetings, devices, media, ...inLab };
}

/** Another network, or the same after a sleep: what waits tries now. */
function meetNetwork({ net, signIn, mailbox, meetings }: LivingParts, { gone }: NetworkChange): void {
  net.showInterfaces();
  signIn.hurry(gone);
  meetings.hurry(gone);
  mailbox.hurry();
}

/** Others see how the calendar takes our time, where the company lets them. */
function publishCalendar(state: StateStore, mailbox: Mailbox, { presence }: People): void {
  mailbox.onFreeBusy((facts) => {
    presence.setCalendar(reasonAgainst(state.get(), 'calendar-presence') ? undefined : facts);
  });
  mailbox.onOutOfOffice((absence) => presence.setOutOfOffice(absence));
}

/** What the stores tell goes into the state. */
function followStores({ tracing, settings, managed, storage }: PolicedOptions, state: StateStore): void {
  const showPolicy = () => state.set('managed', managed.state());
  showPolicy();
  managed.onChange(() => {
    const { path, state: how } = managed.state();
    tracing.tracer.record({ kind: 'decision', text: `The administrator's settings changed: ${how}, ${path}` });
    showPolicy();
  });
  tracing.onRecord((entry) => state.set('traceSeq', entry.seq));
  settings.onChange((changed) => state.set('settings', changed));
  storage?.onProblem((failure) => {
    const text = `${failure.data?.what}: ${failure.detail}`;
    tracing.tracer.record({ kind: 'failure', code: failure.code, text });
    state.set('storageProblem', failure);
  });
}
