import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DoorArrowRight20Regular } from '@fluentui/react-icons/svg/door-arrow-right';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { nameOf, peopleTexts as texts } from '../../locales/meeting-people.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { isPresenter } from './may-run.ts';
import { waitingIn } from './roster-rows.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorBrandBackground2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  icon: { display: 'flex', color: tokens.colorBrandForeground2 },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  wide: { minWidth: '140px' },
});

/** The most one request lets in. */
const mostAtOnce = 1000;

/**
 * Who waits at the door, for those who may open it. One is let in by name; of several those who are counted here, or one by one in the
 * list. The news is read out by the meeting's news, whatever screen one is on.
 */
export function LobbyBanner(props: { readonly meeting: MeetingState; readonly onShow: () => void }) {
  const styles = useStyles();
  const { meeting } = props;
  const waiting = waitingIn(meeting.participants);
  const [first, second] = waiting;
  if (meeting.phase !== 'joined' || !isPresenter(meeting) || !first) return null;
  return (
    <section className={styles.bar} aria-label={texts.groups.lobby}>
      <span className={styles.icon} aria-hidden>
        <DoorArrowRight20Regular />
      </span>
      {second ? <Several waiting={waiting} onShow={props.onShow} /> : <One person={first} />}
    </section>
  );
}

function One(props: { readonly person: Participant }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { person } = props;
  const who = [person.entity];
  return (
    <>
      <Text className={styles.words}>
        <bdi>{person.name}</bdi> {person.isGuest && `${texts.guestSuffix} `}
        {texts.isWaiting}
      </Text>
      <div className={styles.buttons}>
        <Button
          size="small"
          appearance="primary"
          aria-label={texts.admitName(nameOf(person))}
          onClick={() => run(client.request('meeting.admit', { who }))}
        >
          {texts.admit}
        </Button>
        <Button
          size="small"
          aria-label={texts.denyName(nameOf(person))}
          onClick={() => run(client.request('meeting.deny', { who }))}
        >
          {texts.deny}
        </Button>
      </div>
    </>
  );
}

/** The wide button stands where those of one person stood: a click meant for one of them lets nobody in when a second comes just then. */
function Several(props: { readonly waiting: readonly Participant[]; readonly onShow: () => void }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const who = props.waiting.slice(0, mostAtOnce).map(({ entity }) => entity);
  return (
    <>
      <Text className={styles.words}>{texts.lobbyCount(props.waiting.length)}</Text>
      <div className={styles.buttons}>
        <Button size="small" appearance="primary" onClick={() => run(client.request('meeting.admit', { who }))}>
          {texts.admitAll}
        </Button>
        <Button size="small" className={styles.wide} onClick={props.onShow}>
          {texts.showLobby}
        </Button>
      </div>
    </>
  );
}
