import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { InfoButton } from './info-button.tsx';
import { MeetingMenu } from './meeting-menu.tsx';
import { peopleIn } from './roster-rows.ts';

const narrowest = '@media (max-width: 400px)';

const useStyles = makeStyles({
  // In the narrowest window the name of the meeting needs the room; the list says how many there are.
  count: {
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
    whiteSpace: 'nowrap',
    '@media (max-width: 480px)': { display: 'none' },
  },
  word: { [narrowest]: { display: 'none' } },
  leave: {
    flexShrink: 0,
    [narrowest]: { minWidth: '44px' },
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

/** Beside the meeting's name: how many are here, what it is, running it, and the way out. */
export function HeaderActions(props: { readonly meeting: MeetingState; readonly inside: boolean }) {
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
      <InfoButton meeting={meeting} />
      {props.inside && <MeetingMenu meeting={meeting} />}
      <Button
        className={styles.leave}
        icon={<CallEnd20Regular />}
        aria-label={texts.leave}
        disabledFocusable={meeting.phase === 'leaving'}
        onClick={leave}
      >
        <span className={styles.word}>{texts.leave}</span>
      </Button>
    </>
  );
}
