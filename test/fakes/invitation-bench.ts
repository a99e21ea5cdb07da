/** Invitations to meetings over an agent whose other end is the test; joining is told, and succeeds. */
import { createInvitationService } from '../../src/main/session/invitations/invitation-service.ts';
import type { InvitationDependencies, InvitationService } from '../../src/main/session/invitations/invitations-api.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import type { MeetingState } from '../../src/shared/model/meeting.ts';
import type { IncomingInvitation } from '../../src/shared/model/meeting-chat.ts';
import { done, failed } from '../../src/shared/outcome.ts';
import { createFakeRandom } from './fake-random.ts';
import { createImBench, type ImBench } from './im-bench.ts';

/** Of the body of an invitation. */
export const inviteType = 'application/ms-conf-invite+xml';
/** The focus of jeremy's meeting with this id. */
export const focusOf = (id: string) => `sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:${id}`;
const inviteTo = (id: string) =>
  `<Conferencing version="2.0"><focus-uri>${focusOf(id)}</focus-uri><subject>Weekly</subject><im available="true"/></Conferencing>`;
/** jeremy's. */
export const contact = ['Contact: <sip:jeremy@contoso.com;opaque=user:epid:x;gruu>'];

export interface InvitationBench extends ImBench {
  readonly invitations: InvitationService;
  readonly missedInvitations: IncomingInvitation[];
  /** Where we were taken. */
  readonly joins: { readonly text: string; readonly replace: boolean }[];
  /** Meetings of ours that were taken back. */
  readonly removed: string[];
  waiting(): readonly IncomingInvitation[];
  /** jeremy asks us to the meeting with this id. */
  ask(id?: string, sent?: Parameters<ImBench['deliver']>[1]): void;
  /** We are in the meeting with this id. */
  enter(id: string, patch?: Partial<MeetingState>): void;
}

/** Nobody is in a meeting yet. */
export function createInvitationBench(
  createMeeting?: InvitationDependencies['createMeeting'],
  /** Where one is in the end, when that is elsewhere. */
  leadsTo?: string,
  refusal?: Failure,
): InvitationBench {
  const im = createImBench();
  const joins: InvitationBench['joins'] = [];
  const removed: string[] = [];
  const missedInvitations: IncomingInvitation[] = [];
  const enter = (id: string, patch: Partial<MeetingState> = {}) =>
    im.state.set('meeting', { ...meetingOf(id), ...patch });
  const invitations = createInvitationService({
    state: im.state,
    clock: im.bench.clock,
    random: createFakeRandom(3),
    talks: im.talks,
    createMeeting:
      createMeeting ?? (async () => done({ conferenceId: 'NEW1MEET', joinText: `conf:${focusOf('NEW1MEET')}` })),
    removeMeeting: async (conferenceId) => {
      removed.push(conferenceId);
      return failed({ code: 'SCHEDULING_UNAVAILABLE', at: 0 });
    },
    join: async (request) => {
      joins.push(request);
      if (refusal) return failed(refusal);
      enter(leadsTo ?? /id:(\w+)$/.exec(request.text)?.[1] ?? '');
      return done(undefined);
    },
  });
  invitations.onMissed((invitation) => void missedInvitations.push(invitation));
  invitations.start({ agent: im.bench.agent, signal: new AbortController().signal });
  return {
    ...im,
    invitations,
    missedInvitations,
    joins,
    removed,
    waiting: () => im.state.get().meetingInvitations,
    ask: (id = '8386E6AE', sent = {}) =>
      im.deliver('INVITE', { type: inviteType, body: inviteTo(id), headers: contact, ...sent }),
    enter,
  };
}

function meetingOf(id: string): MeetingState {
  const link = {
    focusUri: focusOf(id),
    organizer: 'jeremy@contoso.com',
    organizerDomain: 'contoso.com',
    conferenceId: id,
  };
  return {
    id,
    phase: 'joined',
    link: { ...link, hasKey: false, form: 'conf' },
    asGuest: false,
    participants: [],
    parts: [],
    steps: [],
    canTryGuest: false,
    startedAt: 0,
  };
}
