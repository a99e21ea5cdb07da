import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallPause20Regular } from '@fluentui/react-icons/svg/call-pause';
import { type Call, isLive } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { CallState } from './call-head.tsx';
import { HangUpButton } from './hang-up-button.tsx';
import { IncomingCard } from './incoming-card.tsx';
import { useCallKeys } from './use-call-keys.ts';
import { useCallNews } from './use-call-news.ts';
import { useFollowAnswered } from './use-follow-answered.ts';

const wide = '@media (min-width: 800px)';

const useStyles = makeStyles({
  bars: { flexShrink: 0, maxHeight: '50vh', overflowY: 'auto' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  unlessWide: { [wide]: { display: 'none' } },
  icon: { display: 'flex', flexShrink: 0 },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '120px',
    minWidth: 0,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', lineHeight: tokens.lineHeightBase200 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalXS, flexShrink: 0 },
});

/** Who calls, and each call that goes on behind the screen one looks at; also what is read out of all of them, and their keys. */
export function CallBars() {
  const styles = useStyles();
  const calls = useSlice((snapshot) => snapshot.calls);
  const { place } = useNavigation();
  useCallNews();
  useCallKeys();
  useFollowAnswered();
  const shown = place.detail === 'call' ? place.about : undefined;
  const isMeetingShown = place.detail === 'meeting' && place.front === 'detail';
  const isInFront = ({ id, meetingId }: Call) =>
    (id === shown && place.front === 'detail') || (meetingId !== undefined && isMeetingShown);
  const behind = calls.filter((call) => isLive(call) && !isInFront(call));
  const incoming = behind.filter(({ state }) => state === 'incoming');
  const others = behind.filter(({ state }) => state !== 'incoming');
  if (behind.length === 0) return null;
  return (
    <div className={styles.bars}>
      {incoming.map((call) => (
        <IncomingCard key={call.id} call={call} isPlain />
      ))}
      {others.length > 0 && (
        <section aria-label={texts.bars}>
          {others.map((call) => (
            <Bar key={call.id} call={call} isBeside={call.id === shown} />
          ))}
        </section>
      )}
    </div>
  );
}

function Bar(props: { readonly call: Call; readonly isBeside: boolean }) {
  const styles = useStyles();
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const { call } = props;
  const { id, peer } = call;
  const isHeld = call.hold === 'ours' || call.hold === 'both';
  return (
    <div className={mergeClasses(styles.bar, props.isBeside && styles.unlessWide)}>
      <span className={styles.icon} aria-hidden>
        {isHeld ? <CallPause20Regular /> : <Call20Regular />}
      </span>
      <div className={styles.words}>
        <Text className={styles.name}>
          <bdi>{peer.name}</bdi>
        </Text>
        <CallState call={call} />
      </div>
      <div className={styles.buttons}>
        {isHeld && call.state === 'active' && (
          <Button
            size="small"
            aria-label={texts.resumeName(peer.name)}
            onClick={() => run(client.request('call.hold', { id, isHeld: false }))}
          >
            {texts.resume}
          </Button>
        )}
        <Button
          size="small"
          aria-label={texts.showName(peer.name)}
          onClick={() => (call.meetingId === undefined ? open('call', id) : open('meeting'))}
        >
          {texts.show}
        </Button>
        <HangUpButton call={call} size="small" isCompact />
      </div>
    </div>
  );
}
