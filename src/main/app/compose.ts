/** A client over all services: how it starts, meets the network, lets go and ends. src/main/app/build-parts.ts builds them. */
import type { DeviceManager } from '../devices/device-manager.ts';
import type { CallLog } from '../history/call-log.ts';
import type { HistoryService } from '../history/history-service.ts';
import { watchNetwork } from '../net/network-watch.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import { type CertificateService, createCertificateService } from '../session/certificates/certificate-service.ts';
import type { ContentService } from '../session/content/content-api.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { FileService } from '../session/files/file-service.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { JoinCheckService } from '../session/join-check/join-check.ts';
import type { MeetingChatService } from '../session/meeting-chat/meeting-chat-api.ts';
import type { MeetingSoundService } from '../session/meeting-sound/meeting-sound-service.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import type { SetupCheckService } from '../session/setup-check/setup-check.ts';
import type { SignInService } from '../session/sign-in/sign-in-api.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { UpdateService } from '../updates/update-service.ts';
import type { LabParts } from './build-lab.ts';
import type { Media } from './build-media.ts';
import { buildParts } from './build-parts.ts';
import type { Support } from './build-support.ts';
import { type ClientOptions, type PolicedOptions, underPolicy } from './client-options.ts';
import { type Decisions, decisionsOver } from './decisions.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import type { Environment } from './environment.ts';
import { inTurn } from './in-turn.ts';
import { forgetMe, signOut } from './letting-go.ts';
import type { Mailbox } from './mailbox.ts';
import { meetNetwork } from './meet-network.ts';
import type { People } from './people.ts';
import { createTraceNews, type TraceNews } from './trace-news.ts';

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
  readonly traceNews: TraceNews;
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
    traceNews: createTraceNews(tracing, living.state),
    certificates: createCertificateService({ ...net.sockets, settings, tracer: tracing.tracer }),
    start() {
      parts.support.start();
      parts.updates.start();
      devices.start();
      history.start();
      parts.media.ownRelay.start();
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
        parts.media.ownRelay.forget();
        parts.support.forget();
      }),
    close: () =>
      inTurn([
        ...stops,
        () => managed.close(),
        () => parts.joinCheck.close(),
        () => living.setupCheck.forget(),
        () => devices.stop(),
        // What follows may last, and whoever quits does not wait for ever.
        () => settings.flush(),
        () => Promise.allSettled([meetings, talks, calls].map(async (each) => each.leave())),
        () => signIn.signOut(),
        () => account.close(),
        () => parts.media.close(),
        () => history.close(),
        () => parts.scenarioPlayer.close(),
        () => lab.stop(),
        () => settings.flush(),
        () => parts.updates.close(),
        () => parts.support.close(),
        () => tracing.close(),
      ]),
  };
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
  settings.onChange((changed) => state.set('settings', changed));
  storage?.onProblem((failure) => {
    const text = `${failure.data?.what}: ${failure.detail}`;
    tracing.tracer.record({ kind: 'failure', code: failure.code, text });
    state.set('storageProblem', failure);
  });
}
