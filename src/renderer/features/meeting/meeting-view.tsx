import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { hasBeenInside, meetingTexts as texts } from '../../locales/en/meeting.ts';
import { clockTime } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { MeetingStage } from './meeting-stage.tsx';
import { Roster } from './roster.tsx';
import { peopleIn } from './roster-rows.ts';

const narrow = '@container meeting (max-width: 620px)';

const useStyles = makeStyles({
  frame: {
    containerType: 'inline-size',
    containerName: 'meeting',
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
  },
  split: {
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    [narrow]: { flexDirection: 'column' },
  },
  stage: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
    [narrow]: { flexGrow: 0, flexShrink: 0, maxHeight: '45%' },
  },
  alone: { [narrow]: { flexGrow: 1, flexShrink: 1, maxHeight: 'none' } },
  people: {
    width: '280px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    minHeight: 0,
    [narrow]: {
      width: 'auto',
      flexGrow: 1,
      borderLeft: 'none',
      borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
  },
  heading: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: {
    display: 'block',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground2,
  },
  // In the narrowest window the name of the meeting needs the room; the list says how many there are.
  count: {
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
    whiteSpace: 'nowrap',
    '@media (max-width: 400px)': { display: 'none' },
  },
  leave: {
    flexShrink: 0,
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
});

/** The meeting: what happens on the stage, who is here beside it. */
export function MeetingView() {
  const { close } = useNavigation();
  const meeting = useSlice((snapshot) => snapshot.meeting);
  if (!meeting) {
    return (
      <Pane title={texts.joinTitle} onBack={close}>
        <EmptyState icon={<People48Regular />} title={texts.noMeeting} />
      </Pane>
    );
  }
  return <Meeting key={meeting.id} meeting={meeting} />;
}

function Meeting(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { close } = useNavigation();
  const { meeting } = props;
  const inside = meeting.phase === 'joined' || (meeting.phase === 'leaving' && hasBeenInside(meeting));
  return (
    <Pane
      title={meeting.subject || texts.meetingOf(meeting.link.organizer)}
      onBack={close}
      aside={<HeaderActions meeting={meeting} inside={inside} />}
    >
      <div className={styles.frame}>
        <div className={styles.split}>
          <div className={mergeClasses(styles.stage, !inside && styles.alone)}>
            <MeetingStage meeting={meeting} />
          </div>
          {inside && (
            <section className={styles.people} aria-label={texts.roster}>
              <h2 className={styles.heading}>{texts.roster}</h2>
              <RosterNotes meeting={meeting} />
              <Roster participants={meeting.participants} />
            </section>
          )}
        </div>
      </div>
    </Pane>
  );
}

/** What to know about the list: that it may be old, and that the door is locked. */
function RosterNotes(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { isLocked, rosterGapAt } = props.meeting;
  return (
    <div role="status">
      {rosterGapAt !== undefined && (
        <Text as="p" size={200} className={styles.note}>
          {texts.rosterOld(clockTime(rosterGapAt))}
        </Text>
      )}
      {isLocked && (
        <Text as="p" size={200} className={styles.note}>
          {texts.locked}
        </Text>
      )}
    </div>
  );
}

function HeaderActions(props: { readonly meeting: MeetingState; readonly inside: boolean }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { meeting } = props;
  if (meeting.phase === 'ended') return null;
  const leave = () => run(client.request('meeting.leave'));
  if (meeting.phase === 'joining') return <Button onClick={leave}>{texts.cancel}</Button>;
  return (
    <>
      {props.inside && (
        <Text size={200} className={styles.count}>
          {texts.peopleCount(peopleIn(meeting.participants))}
        </Text>
      )}
      <Button
        className={styles.leave}
        icon={<CallEnd20Regular />}
        disabledFocusable={meeting.phase === 'leaving'}
        onClick={leave}
      >
        {texts.leave}
      </Button>
    </>
  );
}
