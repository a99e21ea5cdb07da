import { makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { DoorArrowRight28Regular } from '@fluentui/react-icons/svg/door-arrow-right';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { Details } from '../../components/details.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { meetingTexts as texts } from '../../locales/en/meeting.ts';
import { elapsed } from '../../locales/format.ts';
import { useNow } from '../../state/use-now.ts';
import { EndedStage } from './ended-stage.tsx';
import { JoinSteps } from './join-steps.tsx';

const useStyles = makeStyles({
  column: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '480px',
    margin: '0 auto',
    padding: tokens.spacingVerticalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  center: { margin: 'auto', alignItems: 'center', textAlign: 'center' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex' },
  time: { fontVariantNumeric: 'tabular-nums' },
  steps: { paddingTop: tokens.spacingVerticalS, minWidth: '280px', '@media (max-width: 400px)': { minWidth: 0 } },
});

/** What fills the stage: how the join goes, the lobby, the meeting without media yet, or how it ended. */
export function MeetingStage(props: { readonly meeting: MeetingState }) {
  const { meeting } = props;
  switch (meeting.phase) {
    case 'joining':
      return <JoiningStage meeting={meeting} />;
    case 'lobby':
      return <LobbyStage meeting={meeting} />;
    case 'joined':
      return <InsideStage meeting={meeting} />;
    case 'leaving':
      return <LeavingStage />;
    case 'ended':
      return <EndedStage meeting={meeting} />;
  }
}

function JoiningStage(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  return (
    <div className={styles.column}>
      <h2 className={styles.title}>{texts.joiningTitle}</h2>
      <JoinSteps steps={props.meeting.steps} />
    </div>
  );
}

function LobbyStage(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const now = useNow(1000);
  const { meeting } = props;
  const entered = meeting.steps.findLast((step) => step.kind === 'in-lobby')?.atMs ?? 0;
  return (
    <div className={mergeClasses(styles.column, styles.center)}>
      <span className={styles.icon} aria-hidden>
        <DoorArrowRight28Regular />
      </span>
      <h2 className={styles.title}>{texts.lobbyTitle}</h2>
      <Text align="center" className={styles.quiet}>
        {texts.lobbyBody}
      </Text>
      <Text className={styles.time}>{texts.waitingFor(elapsed(now - meeting.startedAt - entered))}</Text>
    </div>
  );
}

function InsideStage(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { meeting } = props;
  const others = meeting.participants.filter(
    (participant) => !participant.isSelf && participant.state === 'connected',
  ).length;
  return (
    <div className={mergeClasses(styles.column, styles.center)}>
      <span className={styles.icon} aria-hidden>
        <People48Regular />
      </span>
      <h2 className={styles.title}>
        {others === 0 ? texts.aloneTitle : meeting.asGuest ? texts.asGuestNote : texts.asMemberNote}
      </h2>
      <Text align="center" className={styles.quiet}>
        {others === 0 ? texts.aloneBody : texts.togetherBody}
      </Text>
      {meeting.steps.length > 0 && (
        <Details label={texts.howYouGotHere}>
          <div className={styles.steps}>
            <JoinSteps steps={meeting.steps} />
          </div>
        </Details>
      )}
      {meeting.failure && <FailureCard failure={meeting.failure} />}
    </div>
  );
}

function LeavingStage() {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.column, styles.center)}>
      <Spinner size="small" label={texts.leaving} />
    </div>
  );
}
