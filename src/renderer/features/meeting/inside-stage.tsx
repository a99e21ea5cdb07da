import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { StageColumn } from './stage-column.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
});

const mostNamed = 2;

/** The stage while nothing is shown on it: who is here, and how to begin. */
export function InsideStage(props: { readonly meeting: MeetingState; readonly onChat?: (() => void) | undefined }) {
  const styles = useStyles();
  const { meeting } = props;
  const others = meeting.participants.filter(({ isSelf, state }) => !isSelf && state === 'connected');
  const names = others.slice(0, mostNamed).map(({ name }) => name);
  const isAlone = others.length === 0;
  return (
    <StageColumn
      icon={<People48Regular />}
      title={isAlone ? texts.aloneTitle : texts.hereTitle(names, others.length - names.length)}
    >
      <Text align="center" className={styles.quiet}>
        {meeting.asGuest ? texts.asGuestNote : texts.asMemberNote} {isAlone ? texts.aloneBody : texts.hereBody}
      </Text>
      {props.onChat && (
        <div className={styles.actions}>
          <Button onClick={props.onChat}>{texts.beginChat}</Button>
        </div>
      )}
    </StageColumn>
  );
}
