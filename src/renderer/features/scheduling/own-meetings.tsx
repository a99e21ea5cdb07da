import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OwnMeeting, OwnMeetingsState } from '../../../shared/model/scheduling.ts';
import { Details } from '../../components/details.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { ago } from '../../locales/format.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { whyNotSchedule } from './can-schedule.ts';
import { OwnMeetingDialog, OwnMeetingItem, type Wanted } from './own-meeting-item.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  column: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
});

const minuteMs = 30_000;

/** The meetings one set up oneself, each with its link and what can be done with it. Nothing where the server keeps none. */
export function OwnMeetingsSection() {
  const own = useSlice((snapshot) => snapshot.ownMeetings);
  const [wanted, setWanted] = useState<Wanted>();
  if (own.state === 'none') return null;
  return (
    <Section title={texts.list}>
      <State own={own} />
      <Lists meetings={own.meetings} onWanted={setWanted} />
      {wanted && <OwnMeetingDialog wanted={wanted} onClose={() => setWanted(undefined)} />}
    </Section>
  );
}

function Lists(props: { readonly meetings: readonly OwnMeeting[]; readonly onWanted: (wanted: Wanted) => void }) {
  const now = useNow(minuteMs);
  const canChange = useSlice((snapshot) => whyNotSchedule(snapshot) === undefined);
  const isOver = ({ endsAt, isActive }: OwnMeeting) => endsAt !== undefined && endsAt <= now && !isActive;
  const earlier = props.meetings.filter(isOver);
  const list = { canChange, onWanted: props.onWanted };
  const coming = props.meetings.filter((meeting) => !isOver(meeting));
  return (
    <>
      {coming.length > 0 && <MeetingList label={texts.list} meetings={coming} {...list} />}
      {earlier.length > 0 && (
        <Details label={texts.earlier(earlier.length)}>
          <MeetingList label={texts.earlier(earlier.length)} meetings={earlier} {...list} />
        </Details>
      )}
    </>
  );
}

function MeetingList(props: {
  readonly label: string;
  readonly meetings: readonly OwnMeeting[];
  readonly canChange: boolean;
  readonly onWanted: (wanted: Wanted) => void;
}) {
  const styles = useStyles();
  const { canChange, onWanted } = props;
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.meetings.map((meeting) => (
        <OwnMeetingItem key={meeting.conferenceId} meeting={meeting} canChange={canChange} onWanted={onWanted} />
      ))}
    </ul>
  );
}

/** What there is to know of the list itself: that it is coming, that it is empty, that it may be old. */
function State(props: { readonly own: OwnMeetingsState }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const now = useNow(minuteMs);
  const isConnected = useSlice(({ account }) => account.kind === 'registered');
  const { state, failure, meetings, updatedAt } = props.own;
  const isOld = (state === 'failed' || !isConnected) && updatedAt !== undefined;
  if (state === 'loading' && meetings.length === 0) {
    return <Spinner size="tiny" label={texts.loading} labelPosition="after" />;
  }
  return (
    <>
      {state === 'failed' && failure && (
        <FailureCard
          failure={failure}
          actions={
            <Button
              size="small"
              disabledFocusable={!isConnected}
              onClick={() => run(client.request('scheduling.refresh'))}
            >
              {texts.refresh}
            </Button>
          }
        />
      )}
      {isOld && (
        <Text size={200} className={styles.quiet}>
          {texts.listFrom(ago(updatedAt, now))}
        </Text>
      )}
      {state === 'ready' && meetings.length === 0 && (
        <div className={styles.column}>
          <Text>{texts.emptyTitle}</Text>
          <Text size={200} className={styles.quiet}>
            {texts.emptyBody}
          </Text>
        </div>
      )}
    </>
  );
}
