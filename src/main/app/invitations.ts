/** Invitations joined with what they need: conversations that become meetings, meetings to set up and to enter, the list of what was missed. */
import type { Clock, Random } from '../../shared/clock.ts';
import { createInvitationService } from '../session/invitations/invitation-service.ts';
import type { InvitationDependencies, InvitationService } from '../session/invitations/invitations-api.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { StateStore } from '../store/state.ts';
import type { Mailbox } from './mailbox.ts';

export interface InvitationParts {
  readonly state: StateStore;
  readonly talks: InvitationDependencies['talks'];
  readonly createMeeting: InvitationDependencies['createMeeting'];
  readonly removeMeeting: InvitationDependencies['removeMeeting'];
  readonly mailbox: Pick<Mailbox, 'addLocalMissed'>;
  /** Meetings are built after the account, which starts invitations. */
  readonly meetings: () => Pick<MeetingService, 'join'>;
}

/** Builds the service and tells the others. */
export function wireInvitations(
  options: { readonly clock: Clock; readonly random: Random },
  { state, talks, createMeeting, removeMeeting, mailbox, meetings }: InvitationParts,
): InvitationService {
  const invitations = createInvitationService({
    state,
    clock: options.clock,
    random: options.random,
    talks,
    createMeeting,
    removeMeeting,
    join: (request) => meetings().join({ ...request, guestName: ownName(state), as: 'auto' }),
  });
  invitations.onMissed(({ id, from, at, subject = '' }) => {
    mailbox.addLocalMissed({ id: `invitation ${id}`, kind: 'im', from, at, subject });
  });
  return invitations;
}

/** For a company that lets us in as guests alone. */
function ownName(state: StateStore): string {
  const { account } = state.get();
  return account.kind === 'registered' ? account.account.displayName || account.account.address : '';
}
