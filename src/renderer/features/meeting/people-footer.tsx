import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { meetingTexts } from '../../locales/meeting.ts';
import { controlTexts as texts } from '../../locales/meeting-people.ts';
import { useSlice } from '../../state/services.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { linkOf } from './link-of.ts';
import { whyNotInvite } from './may-run.ts';

const useStyles = makeStyles({
  footer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
});

/** Under the people: the ways to more of them. Whoever cannot invite still has the link. */
export function PeopleFooter(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { meeting } = props;
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const [isInviting, setInviting] = useState(false);
  return (
    <div className={styles.footer}>
      {whyNotInvite(meeting, isSignedIn) === undefined && (
        <Button size="small" icon={<PersonAdd20Regular />} onClick={() => setInviting(true)}>
          {texts.invite}
        </Button>
      )}
      <CopyButton text={() => linkOf(meeting)} label={meetingTexts.copyLink} />
      {isInviting && <InviteDialog meeting={meeting} onClose={() => setInviting(false)} />}
    </div>
  );
}
