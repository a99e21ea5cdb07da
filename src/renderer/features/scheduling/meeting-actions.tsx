import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CalendarAdd20Regular } from '@fluentui/react-icons/svg/calendar-add';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useId, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { askToJoin } from '../../app/ask-to-join.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { failureOf } from '../../ipc/client.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { whyNotSchedule } from './can-schedule.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2, flexBasis: '100%' },
  wide: { flexBasis: '100%' },
});

/** "Meet now" and "Schedule a meeting", with the reason where they cannot be. Stands in a row that wraps. */
export function MeetingActions() {
  const styles = useStyles();
  const whyId = useId();
  const [scheduling, setScheduling] = useState(false);
  const { busy, failure, meetNow } = useMeetNow();
  const whyNot = useSlice(whyNotSchedule);
  const isInMeeting = useSlice(({ meeting }) => meeting !== null && meeting.phase !== 'ended');
  // While it is being set up the person comes into it, which is no reason against it.
  const whyNotNow = whyNot ?? (isInMeeting && !busy ? texts.inMeeting : undefined);
  const describedBy = whyNotNow === undefined ? {} : { 'aria-describedby': whyId };
  return (
    <>
      <Button
        icon={<Video20Regular />}
        disabledFocusable={busy || whyNotNow !== undefined}
        {...describedBy}
        onClick={meetNow}
      >
        {texts.meetNow}
      </Button>
      <Button
        icon={<CalendarAdd20Regular />}
        disabledFocusable={whyNot !== undefined}
        {...(whyNot === undefined ? {} : describedBy)}
        onClick={() => setScheduling(true)}
      >
        {texts.schedule}
      </Button>
      {whyNotNow !== undefined && (
        <Text id={whyId} size={200} className={styles.why}>
          {whyNotNow}
        </Text>
      )}
      {busy && (
        <div className={styles.wide} role="status">
          <Spinner size="tiny" label={texts.meetingNow} labelPosition="after" />
        </div>
      )}
      {failure && (
        <div className={styles.wide}>
          <FailureCard failure={failure} />
        </div>
      )}
      {scheduling && <ScheduleDialog onClose={() => setScheduling(false)} />}
    </>
  );
}

/** Sets a meeting up and goes into it; from then on the meeting itself tells how it goes. */
function useMeetNow(): { readonly busy: boolean; readonly failure: Failure | undefined; readonly meetNow: () => void } {
  const services = useServices();
  const { client, store, joinDraft } = services;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const name = useSlice(({ account }) => (account.kind === 'registered' ? account.account.displayName : ''));

  async function run(): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    const made = client.request('scheduling.meetNow');
    const refused = await failureOf(made);
    const meeting = refused === undefined ? await made : undefined;
    setBusy(false);
    if (refused) setFailure(refused);
    if (!meeting?.ok) return;
    const draft = { text: meeting.value.text, guestName: name };
    // Should the way in fail, "Try again" there knows where to.
    joinDraft.set({ ...joinDraft.get(), ...draft });
    const unjoined = await askToJoin(services, { ...draft, as: 'auto' });
    // What the meeting tells of itself need not be told here.
    if (store.get().meeting?.failure === undefined) setFailure(unjoined);
  }

  return { busy, failure, meetNow: () => void run() };
}
