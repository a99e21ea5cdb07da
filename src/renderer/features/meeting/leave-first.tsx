import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { ModalActions } from '../../components/modal.tsx';
import { leaveFirstWords, meetingTexts as texts } from '../../locales/meeting.ts';

const useStyles = makeStyles({
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
});

/** Asks before one meeting is left for another; the same one again is no reason to leave it. */
export function LeaveFirst(props: {
  readonly current: MeetingState;
  /** What is known of the other: its organizer, or the host of its page. */
  readonly other: string | undefined;
  readonly same: boolean;
  readonly onLeave: () => void;
  readonly onStay: () => void;
  readonly onBack: () => void;
}) {
  const styles = useStyles();
  return (
    <>
      <h2 className={styles.question} data-start="">
        {props.same ? texts.alreadyIn : leaveFirstWords(props.current, props.other)}
      </h2>
      <ModalActions>
        <Button onClick={props.onStay}>{props.same ? texts.close : texts.stay}</Button>
        {props.same ? (
          <Button appearance="primary" onClick={props.onBack}>
            {texts.backToMeeting}
          </Button>
        ) : (
          <Button appearance="primary" onClick={props.onLeave}>
            {texts.leaveAndJoin}
          </Button>
        )}
      </ModalActions>
    </>
  );
}

/** True while leaving would end something: in the meeting, in its lobby, or on the way there. */
export function isLive(meeting: MeetingState | null): meeting is MeetingState {
  return meeting !== null && meeting.phase !== 'ended';
}
