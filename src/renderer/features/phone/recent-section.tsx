import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Call16Regular } from '@fluentui/react-icons/svg/call';
import { CallInbound16Regular } from '@fluentui/react-icons/svg/call-inbound';
import { CallMissed16Regular } from '@fluentui/react-icons/svg/call-missed';
import { CallOutbound16Regular } from '@fluentui/react-icons/svg/call-outbound';
import type { Call } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { Section } from '../../components/pane.tsx';
import { callLength } from '../../locales/en/calls.ts';
import { keypadTexts as texts } from '../../locales/en/phone.ts';
import { ago, exactTime } from '../../locales/format.ts';
import { useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { useCall, useCallRefusal } from '../calling/index.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  missed: { color: tokens.colorStatusDangerForeground3 },
  words: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
    textAlign: 'start',
  },
  name: { minWidth: 0, padding: 0, justifyContent: 'flex-start', textAlign: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The calls of this run that are over, newest first: which way they went, whether they were missed, and a way to call again. */
export function RecentSection() {
  const styles = useStyles();
  const calls = useSlice((snapshot) => snapshot.calls);
  const over = calls.filter(({ state }) => state === 'ended').toReversed();
  return (
    <Section title={texts.recent}>
      {over.length === 0 ? (
        <Text size={200} className={styles.quiet}>
          {texts.recentNone}
        </Text>
      ) : (
        <ul className={styles.list} aria-label={texts.recent}>
          {over.map((call) => (
            <Item key={call.id} call={call} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Item(props: { readonly call: Call }) {
  const styles = useStyles();
  const { open } = useNavigation();
  const callOut = useCall();
  const refusal = useCallRefusal().call;
  const now = useNow(60_000);
  const { call } = props;
  const { peer, startedAt } = call;
  const isMissed = call.end?.why === 'missed';
  const way = isMissed ? texts.missedCall : call.direction === 'in' ? texts.inbound : texts.outbound;
  const about = [way, ago(startedAt, now), callLength(call, now)].filter((part) => part !== undefined);
  return (
    <li className={styles.item}>
      <span className={mergeClasses(styles.icon, isMissed && styles.missed)} aria-hidden>
        <WaySign call={call} />
      </span>
      <div className={styles.words}>
        <Button appearance="transparent" size="small" className={styles.name} onClick={() => open('call', call.id)}>
          <bdi>{peer.name}</bdi>
        </Button>
        <Text size={200} className={isMissed ? styles.missed : styles.quiet} title={exactTime(startedAt)}>
          {about.join(' · ')}
        </Text>
      </div>
      <Button
        size="small"
        appearance="subtle"
        icon={<Call16Regular />}
        aria-label={texts.callBack(peer.name)}
        disabledFocusable={refusal !== undefined}
        title={refusal}
        onClick={() => refusal ?? callOut({ to: peer.uri, name: peer.name })}
      />
    </li>
  );
}

function WaySign(props: { readonly call: Call }) {
  if (props.call.end?.why === 'missed') return <CallMissed16Regular />;
  return props.call.direction === 'in' ? <CallInbound16Regular /> : <CallOutbound16Regular />;
}
