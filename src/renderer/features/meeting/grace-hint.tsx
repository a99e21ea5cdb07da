import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { clockTime, elapsed } from '../../locales/format.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useNow } from '../../state/use-now.ts';

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' } });

/** For guests among themselves: until when they may stay (mission I15). Nothing while somebody who is signed in is there. */
export function GraceHint(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { graceEndsAt } = props.meeting;
  const now = useNow(1000, graceEndsAt !== undefined);
  if (graceEndsAt === undefined) return null;
  return (
    <Text size={200} className={styles.hint}>
      {texts.graceHint(clockTime(graceEndsAt), elapsed(graceEndsAt - now))}
    </Text>
  );
}
