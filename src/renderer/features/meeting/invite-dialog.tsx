import type { MeetingState } from '../../../shared/model/meeting.ts';
import { AskPeopleDialog, type Standing } from '../../components/ask-people-dialog.tsx';
import type { Candidate } from '../../components/found-to-invite.ts';
import { inviteeSentence, inviteeWords, inviteTexts as texts } from '../../locales/meeting-people.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { isOver } from './invitee-menu.tsx';

/** Calls more people to the meeting, and says of each how that stands. */
export function InviteDialog(props: { readonly meeting: MeetingState; readonly onClose: () => void }) {
  const { client } = useServices();
  const { meeting } = props;
  const invitees = useSlice((snapshot) => snapshot.meetingInvitees);

  function standingOf({ uri }: Candidate): Standing {
    const isHere = meeting.participants.some(({ entity, state }) => entity === uri && state !== 'disconnected');
    if (isHere) return { words: texts.isHere, canAsk: false };
    const invitee = invitees.find((each) => each.uri === uri);
    if (!invitee) return { canAsk: true };
    const words = [inviteeWords[invitee.state], inviteeSentence(invitee)].filter(Boolean).join(': ');
    return { words, canAsk: isOver(invitee) };
  }

  return (
    <AskPeopleDialog
      title={texts.title}
      standingOf={standingOf}
      onAsk={({ uri, name }) => client.request('meetingInvitation.send', { uri, name })}
      onClose={props.onClose}
    />
  );
}
