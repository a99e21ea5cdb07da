import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import type { MeetingAway } from '../../../shared/model/meeting.ts';
import { failureTexts } from '../../locales/failures.ts';
import { clockTime } from '../../locales/format.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';

const useStyles = makeStyles({
  bar: { flexShrink: 0, minHeight: 'unset' },
  body: { whiteSpace: 'normal', minWidth: 0 },
});

/** One has fallen out of the meeting: since when, why, when it is tried again. Announced once, not each second. */
export function AwayBar(props: { readonly away: MeetingAway }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { since, failure, nextAt } = props.away;
  const now = useNow(1000, nextAt !== undefined);
  const seconds = nextAt === undefined ? undefined : Math.max(0, Math.ceil((nextAt - now) / 1000));
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        {failureTexts[failure.code].sentence(failure)} {texts.awaySince(clockTime(since))}{' '}
        <span aria-live="off">{texts.comingBack(seconds)}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => run(client.request('signIn.tryNow'))}>
          {texts.tryNow}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
