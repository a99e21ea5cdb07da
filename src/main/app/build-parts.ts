/** The only place that builds services: everything that exists, and who gets what. No Electron here: tests build the same client. */
import { firstSlices } from '../../shared/model/first-slices.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import { createDeviceManager } from '../devices/device-manager.ts';
import { createCallLog } from '../history/call-log.ts';
import { createMeetingChatService } from '../session/meeting-chat/meeting-chat-service.ts';
import type { OnAttending } from '../session/meetings/focus-line.ts';
import { createStateStore, type StateStore } from '../store/state.ts';
import { createCertificateStore } from '../web/certificate-store.ts';
import { buildAccount } from './build-account.ts';
import { buildCalls } from './build-calls.ts';
import { buildHistory } from './build-history.ts';
import { buildJoinCheck } from './build-join-check.ts';
import { buildLab } from './build-lab.ts';
import { buildMedia } from './build-media.ts';
import { buildMeetings } from './build-meetings.ts';
import { buildNetwork } from './build-network.ts';
import { buildScheduling } from './build-scheduling.ts';
import { buildSetupCheck } from './build-setup-check.ts';
import { buildSupport } from './build-support.ts';
import { buildUpdates } from './build-updates.ts';
import type { PolicedOptions } from './client-options.ts';
import { wireContent } from './content.ts';
import { createEnvironment } from './environment.ts';
import { wireFiles } from './files.ts';
import { wireInvitations } from './invitations.ts';
import { changeWorld } from './letting-go.ts';
import { type Mailbox, wireMailbox } from './mailbox.ts';
import { wireMeetingSound } from './meeting-sound.ts';
import { type People, wirePeople } from './people.ts';
import { contactsMemory } from './plain-people.ts';
import { wireTalks } from './talks.ts';

/** Everything that exists, each with what it needs, in the order in which one needs the other. */
export function buildParts(options: PolicedOptions) {
  const { clock, random, settings, tracing } = options;
  const { tracer } = tracing;
  const state = createStateStore(firstSlices(options.app, settings.get()), clock);
  const environment = createEnvironment();
  const net = buildNetwork(options, { state, environment });
  const memory = contactsMemory(settings, () => environment.dnsServers() === undefined);
  const people = wirePeople({ state, tracer, clock, random, settings, memory, activity: options.activity });
  const mailbox = wireMailbox({ state, tracer, clock, random, onSelf: people.onSelf });
  publishCalendar(state, mailbox, people);
  const devices = createDeviceManager({ state, settings, clock, sources: options.deviceSources });
  // The lab's world leaves nothing behind.
  const keepsAccounts = () => environment.dnsServers() === undefined;
  const media = buildMedia(options, { state, isOwnWorld: keepsAccounts });
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
  const removeMeeting = (conferenceId: string) => scheduling.remove(conferenceId);
  const invited = { state, talks, mailbox, createMeeting, removeMeeting, meetings: () => meetings };
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

/** Others see how the calendar takes our time, where the company lets them. */
function publishCalendar(state: StateStore, mailbox: Mailbox, { presence }: People): void {
  mailbox.onFreeBusy((facts) => {
    presence.setCalendar(reasonAgainst(state.get(), 'calendar-presence') ? undefined : facts);
  });
  mailbox.onOutOfOffice((absence) => presence.setOutOfOffice(absence));
}
