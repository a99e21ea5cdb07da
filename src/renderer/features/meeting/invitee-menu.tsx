import { MenuItem } from '@fluentui/react-components';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { ContextMenu } from '../../components/context-menu.tsx';
import type { MenuPlace } from '../../components/virtual-list.tsx';
import { inviteeSentence, peopleTexts, inviteTexts as texts } from '../../locales/meeting-people.ts';
import { useRun, useServices } from '../../state/services.tsx';

/** True where an invitation came to nothing: it may be repeated. */
export function isOver({ state }: MeetingInvitee): boolean {
  return state === 'declined' || state === 'failed';
}

/** What can be done about somebody who did not come: why, and once more. */
export function InviteeMenu(props: {
  readonly invitee: MeetingInvitee;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}) {
  const { client } = useServices();
  const run = useRun();
  const { invitee } = props;
  const why = inviteeSentence(invitee);
  return (
    <ContextMenu label={peopleTexts.actionsFor(invitee.name)} place={props.place} onClose={props.onClose}>
      <MenuItem
        {...(why === undefined ? {} : { subText: why })}
        onClick={() => run(client.request('meetingInvitation.send', { uri: invitee.uri, name: invitee.name }))}
      >
        {texts.again}
      </MenuItem>
    </ContextMenu>
  );
}
