import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PeopleTeam20Regular } from '@fluentui/react-icons/svg/people-team';
import type { IncomingInvitation } from '../../../shared/model/meeting-chat.ts';
import { invitationTexts as texts } from '../../locales/meeting-invitations.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorBrandBackground2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  list: { flexShrink: 0 },
  icon: { display: 'flex', color: tokens.colorBrandForeground2 },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** More than these do not fit a small window; the others follow when one is answered. */
const mostShown = 3;

/** Those who ask us to come to a meeting now, on whatever screen one is; read out once each. */
export function InvitationBar() {
  const styles = useStyles();
  const invitations = useSlice((snapshot) => snapshot.meetingInvitations);
  if (invitations.length === 0) return null;
  return (
    <section className={styles.list} aria-label={texts.region}>
      {invitations.slice(0, mostShown).map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </section>
  );
}

function InvitationRow(props: { readonly invitation: IncomingInvitation }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { id, from, subject } = props.invitation;
  // To say yes means to leave where one is; the button says so.
  const isElsewhere = useSlice(({ meeting }) => meeting !== null && meeting.phase !== 'ended');
  const replace = isElsewhere ? { replace: true } : {};
  return (
    <div className={styles.bar}>
      <span className={styles.icon} aria-hidden>
        <PeopleTeam20Regular />
      </span>
      <Text className={styles.words} role="alert">
        <bdi>{from.name}</bdi> {subject ? texts.asksTo : texts.asks} {subject && <bdi>{subject}</bdi>}
      </Text>
      <div className={styles.buttons}>
        <Button
          size="small"
          appearance="primary"
          aria-label={isElsewhere ? texts.leaveAndJoinName(from.name) : texts.joinName(from.name)}
          onClick={() => run(client.request('meetingInvitation.accept', { id, ...replace }))}
        >
          {isElsewhere ? texts.leaveAndJoin : texts.join}
        </Button>
        <Button
          size="small"
          aria-label={texts.declineName(from.name)}
          onClick={() => run(client.request('meetingInvitation.decline', { id }))}
        >
          {texts.decline}
        </Button>
      </div>
    </div>
  );
}
