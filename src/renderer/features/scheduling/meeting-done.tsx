import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import { ModalActions } from '../../components/modal.tsx';
import { ownMeetingTime, schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useInvitation } from './use-invitation.ts';

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  input: { minWidth: 0 },
  said: { minHeight: '16px', color: tokens.colorNeutralForeground2 },
});

/** The meeting is there: its link, and the ways to hand it out. */
export function MeetingDone(props: { readonly meeting: OwnMeeting; readonly onClose: () => void }) {
  const styles = useStyles();
  const { meeting } = props;
  const invitation = useInvitation(meeting);
  return (
    <div className={styles.column}>
      <div>
        <h2 className={styles.heading}>
          <bdi>{meeting.subject || texts.noSubject}</bdi>
        </h2>
        <Text className={styles.quiet}>{ownMeetingTime(meeting)}</Text>
      </div>
      <Text>{texts.doneBody}</Text>
      <Field label={texts.link}>
        <Input className={styles.input} value={meeting.joinLink} readOnly onFocus={(event) => event.target.select()} />
      </Field>
      <Text size={200} className={styles.said}>
        {invitation.said}
      </Text>
      <ModalActions>
        <Button onClick={props.onClose}>{texts.close}</Button>
        <Button onClick={invitation.save}>{texts.saveShort}</Button>
        <Button onClick={invitation.copyLink}>{texts.copyLink}</Button>
        <Button appearance="primary" data-start="" onClick={invitation.copyInvitation}>
          {texts.copyInvitation}
        </Button>
      </ModalActions>
    </div>
  );
}
