import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { DoorArrowRight28Regular } from '@fluentui/react-icons/svg/door-arrow-right';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { elapsed } from '../../locales/format.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useNow } from '../../state/use-now.ts';
import { GraceHint } from './grace-hint.tsx';
import { StageColumn } from './stage-column.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { fontVariantNumeric: 'tabular-nums' },
});

/** The lobby from inside: who decides, as whom one waits, and for how long already. */
export function LobbyStage(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const now = useNow(1000);
  const { meeting } = props;
  const entered = meeting.steps.findLast((step) => step.kind === 'in-lobby')?.atMs ?? 0;
  const since = meeting.lobbySince ?? meeting.startedAt + entered;
  return (
    <StageColumn icon={<DoorArrowRight28Regular />} title={texts.lobbyTitle}>
      <Text align="center" className={styles.quiet}>
        {texts.lobbyBody}
      </Text>
      {meeting.guestName && (
        <Text align="center">
          {texts.lobbyAs} <bdi>{meeting.guestName}</bdi>
          {meeting.asGuest && ` ${texts.guestSuffix}`}
        </Text>
      )}
      <Text className={styles.time}>{texts.waitingFor(elapsed(now - since))}</Text>
      <GraceHint meeting={meeting} />
    </StageColumn>
  );
}
