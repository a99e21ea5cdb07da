import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed';
import { LockOpen16Regular } from '@fluentui/react-icons/svg/lock-open';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import type { Call } from '../../../shared/model/call.ts';
import { addressOf } from '../../components/peer-words.ts';
import { PersonAvatar } from '../../components/person.tsx';
import { callStateWords, encryptionWords, callTexts as texts, transferWords } from '../../locales/calls.ts';
import { callLength } from '../../locales/calls-logic.ts';
import { usePresence } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL, minWidth: 0 },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  sign: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0 },
  warning: { color: tokens.colorStatusDangerForeground3 },
});

/** Who it is, how the call stands and for how long, and who can listen. */
export function CallHead(props: { readonly call: Call }) {
  const styles = useStyles();
  const { call } = props;
  const { peer } = call;
  const presence = usePresence(peer.uri);
  const address = addressOf(peer);
  return (
    <div className={styles.head}>
      <PersonAvatar name={peer.name} availability={presence?.availability} size={64} photoOf={photoOf(call)} />
      <div className={styles.words}>
        <Text size={500} weight="semibold">
          <bdi>{peer.name}</bdi>
        </Text>
        {address !== peer.name && (
          <Text size={200} className={styles.quiet}>
            {address}
          </Text>
        )}
        {call.onBehalfOf && (
          <Text size={200} className={styles.quiet}>
            {texts.onBehalfOf(call.onBehalfOf.name)}
          </Text>
        )}
        <CallState call={call} />
        <CallSigns call={call} />
        {call.transfer && (
          <Text size={200} className={styles.quiet} role="status">
            {transferWords(call.transfer)}
          </Text>
        )}
      </div>
    </div>
  );
}

/** A number has no photo. */
function photoOf({ peer }: Call): string | undefined {
  return peer.number === undefined ? peer.uri : undefined;
}

/** The state in words, then how long it is or was answered. */
export function CallState(props: { readonly call: Call }) {
  const styles = useStyles();
  const { call } = props;
  const now = useNow(1000, call.answeredAt !== undefined && call.endedAt === undefined);
  const length = callLength(call, now);
  return (
    <Text size={200}>
      {callStateWords(call)}
      {length && <span className={styles.time}> · {length}</span>}
    </Text>
  );
}

/** The lock, and that we are muted; an emergency call says so. */
function CallSigns(props: { readonly call: Call }) {
  const styles = useStyles();
  const { call } = props;
  const lock = call.state === 'ended' ? undefined : encryptionWords(call);
  const isOpen = call.encryption === 'none';
  return (
    <>
      {call.isEmergency && (
        <Text size={200} weight="semibold" className={styles.warning}>
          {texts.emergency}
        </Text>
      )}
      {lock && (
        <Text size={200} className={mergeClasses(styles.sign, isOpen ? styles.warning : styles.quiet)}>
          {isOpen ? (
            <LockOpen16Regular className={styles.icon} aria-hidden />
          ) : (
            <LockClosed16Regular className={styles.icon} aria-hidden />
          )}
          {lock}
        </Text>
      )}
      {call.isMuted && call.state !== 'ended' && (
        <Text size={200} weight="semibold" className={styles.sign}>
          <MicOff16Regular className={styles.icon} aria-hidden />
          {texts.muted}
        </Text>
      )}
    </>
  );
}
