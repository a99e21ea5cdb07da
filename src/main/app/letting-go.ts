/** The ways a client lets go: of an account, of a world, of a person. */
import type { CallLog } from '../history/call-log.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { LabProfile } from '../session/lab/lab-service.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import type { SetupCheckService } from '../session/setup-check/setup-check.ts';
import type { SignInService } from '../session/sign-in/sign-in-api.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { CertificateStore } from '../web/certificate-store.ts';
import type { NetworkParts } from './build-network.ts';
import type { Environment } from './environment.ts';
import type { Mailbox } from './mailbox.ts';
import type { People } from './people.ts';

export interface LivingParts {
  readonly state: StateStore;
  readonly environment: Environment;
  readonly net: Pick<NetworkParts, 'finder' | 'forget' | 'prepare' | 'showInterfaces'>;
  readonly setupCheck: Pick<SetupCheckService, 'forget'>;
  readonly signIn: SignInService;
  readonly people: People;
  readonly mailbox: Mailbox;
  readonly talks: ConversationService;
  readonly calls: CallService;
  readonly callLog: Pick<CallLog, 'forget'>;
  readonly meetings: MeetingService;
  readonly scheduling: SchedulingService;
  readonly history: Pick<HistoryService, 'forget'>;
  readonly certificateStore: CertificateStore;
}

/** Leaves the own company's meeting, which needs the account, then signs out; an ended meeting is put away with its person. */
export async function signOut({
  state,
  meetings,
  scheduling,
  signIn,
  mailbox,
  talks,
  calls,
  callLog,
}: LivingParts): Promise<void> {
  const { meeting } = state.get();
  await Promise.all([talks.leave(), calls.leave()]);
  // Also one whose page is still asked, be it behind one that is over: who is nobody any more would come as a guest.
  if (!meeting?.asGuest || meeting.phase === 'ended') await meetings.leave();
  await signIn.signOut();
  mailbox.forget();
  talks.forget();
  calls.forget();
  callLog.forget();
  scheduling.forget();
  meetings.dismiss();
}

/** Ends everything and wipes the person from this machine, what was written down included. What is the machine's stays: devices, network, theme. */
export async function forgetMe(parts: LivingParts, tracing: Tracing): Promise<void> {
  parts.setupCheck.forget();
  const { state, net, signIn, people, mailbox, talks, calls, callLog, meetings, scheduling } = parts;
  await Promise.all([meetings.leave(), talks.leave(), calls.leave()]);
  await signIn.forgetMe();
  parts.certificateStore.clearMemory();
  meetings.dismiss();
  people.forget();
  mailbox.forget();
  talks.forget();
  calls.forget();
  callLog.forget();
  scheduling.forget();
  net.forget();
  state.set('pendingLink', null);
  await parts.history.forget();
  await tracing.forget();
}

/** Entering or leaving the lab is another world: nothing of the old one may go on. */
export async function changeWorld(profile: LabProfile | undefined, parts: LivingParts): Promise<void> {
  parts.setupCheck.forget();
  const { environment, net, signIn, people, mailbox, talks, calls, callLog, meetings, scheduling } = parts;
  await Promise.all([meetings.leave(), talks.leave(), calls.leave()]);
  await signIn.signOut();
  meetings.dismiss();
  if (profile) environment.enterLab(profile);
  else environment.leaveLab();
  parts.certificateStore.clearMemory();
  net.finder.forget();
  people.forget();
  mailbox.forget();
  talks.forget();
  calls.forget();
  callLog.forget();
  scheduling.forget();
  net.showInterfaces();
  await net.prepare();
}
