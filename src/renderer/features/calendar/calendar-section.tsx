import { Badge, Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import type { CalendarMeeting, CalendarState } from '../../../shared/model/calendar.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { useOfferJoin } from '../../app/offer-join.ts';
import { Details } from '../../components/details.tsx';
import { FailureCard, failureWords } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { freeBusyLine, meetingTime, outOfOfficeLine, calendarTexts as texts } from '../../locales/calendar.ts';
import { ago } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { daysOf, isNow } from './days.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `${tokens.strokeWidthThicker} solid ${tokens.colorNeutralStroke1}`,
  },
  current: { borderLeftColor: tokens.colorCompoundBrandStroke },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '140px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  cancelled: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const minuteMs = 30_000;

/** Today's and tomorrow's meetings as Exchange has them, each with its way in; one quiet line where Exchange refuses. */
export function CalendarSection() {
  const styles = useStyles();
  const calendar = useSlice((snapshot) => snapshot.calendar);
  const now = useNow(minuteMs);
  const days = daysOf(calendar.meetings, now);
  const isShown = days.length > 0 || calendar.state === 'failed';
  return (
    <>
      {calendar.freeBusy && calendar.state === 'ready' && (
        <Text size={200} className={styles.quiet}>
          {freeBusyLine(calendar.freeBusy.now, calendar.freeBusy.until, now)}
        </Text>
      )}
      {calendar.outOfOffice?.isOn && <Text size={200}>{outOfOfficeLine(calendar.outOfOffice)}</Text>}
      {days.map((day) => (
        <Section key={day.id} title={texts[day.id]}>
          <ul className={styles.list} aria-label={texts.list(texts[day.id])}>
            {day.meetings.map((meeting) => (
              <MeetingItem key={meeting.id} meeting={meeting} now={now} />
            ))}
          </ul>
        </Section>
      ))}
      {calendar.failure && calendar.state === 'failed' && <Refused calendar={calendar} failure={calendar.failure} />}
      {!isShown && <Nothing state={calendar.state} />}
    </>
  );
}

function MeetingItem(props: { readonly meeting: CalendarMeeting; readonly now: number }) {
  const styles = useStyles();
  const offerJoin = useOfferJoin();
  const { meeting } = props;
  const { joinLink } = meeting;
  const subject = meeting.subject || texts.noSubject;
  const current = isNow(meeting, props.now);
  const about = [meetingTime(meeting), meeting.location, meeting.organiser && texts.by(meeting.organiser)];
  return (
    <li className={mergeClasses(styles.item, current && styles.current)}>
      <div className={styles.words}>
        <Text weight={current ? 'semibold' : 'regular'} className={meeting.isCancelled ? styles.cancelled : ''}>
          <bdi>{subject}</bdi>
        </Text>
        <Text size={200} className={styles.quiet}>
          {about.filter(Boolean).join(' · ')}
        </Text>
      </div>
      {meeting.isPrivate && (
        <Badge appearance="outline" color="informative">
          {texts.private}
        </Badge>
      )}
      {meeting.isCancelled && (
        <Badge appearance="outline" color="informative">
          {texts.cancelled}
        </Badge>
      )}
      {current && <Badge appearance="tint">{texts.now}</Badge>}
      {joinLink && !meeting.isCancelled && (
        <Button
          size="small"
          appearance={current ? 'primary' : 'secondary'}
          aria-label={texts.joinNamed(subject)}
          onClick={() => offerJoin(joinLink)}
        >
          {texts.join}
        </Button>
      )}
    </li>
  );
}

/** Exchange is a convenience: its refusal is one line, with the reason on demand and the certificate page where that is why. */
function Refused(props: { readonly calendar: CalendarState; readonly failure: Failure }) {
  const styles = useStyles();
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const now = useNow(minuteMs);
  const { failure, calendar } = props;
  const [first] = failureWords(failure).sentence;
  const place = failure.data?.place ?? failure.server ?? calendar.server;
  return (
    <div className={styles.line} role="status">
      <Text size={200} className={styles.quiet}>
        {texts.failed} {first}
        {calendar.updatedAt !== undefined && ` ${texts.stale(ago(calendar.updatedAt, now))}`}
      </Text>
      <div className={styles.buttons}>
        <Button size="small" onClick={() => run(client.request('calendar.refresh'))}>
          {texts.refresh}
        </Button>
        {failure.code.startsWith('CERTIFICATE_') && place && (
          <Button size="small" onClick={() => open('diagnostics-check', place)}>
            {texts.checkServer}
          </Button>
        )}
      </div>
      <Details label={texts.details}>
        <FailureCard failure={failure} secondary />
      </Details>
    </div>
  );
}

function Nothing(props: { readonly state: CalendarState['state'] }) {
  const styles = useStyles();
  if (props.state === 'loading') return <Spinner size="tiny" label={texts.loading} labelPosition="after" />;
  return (
    <Text size={200} className={styles.quiet}>
      {props.state === 'ready' ? texts.none : texts.off}
    </Text>
  );
}
