import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PeopleCall20Regular } from '@fluentui/react-icons/svg/people-call';
import type { Call } from '../../../shared/model/call.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    maxWidth: '720px',
    boxSizing: 'border-box',
    flexShrink: 0,
  },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: 0, overflowWrap: 'anywhere' },
});

/** The second half of a transfer with consultation: joins the peer of this call with that of another one that stands. */
export function JoinLines(props: { readonly call: Call }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { call } = props;
  const calls = useSlice((snapshot) => snapshot.calls);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const others = calls.filter(
    // A meeting's sound is handed to nobody.
    ({ id, state, meetingId }) => state === 'active' && id !== call.id && meetingId === undefined,
  );
  if (call.state !== 'active' || reasonAgainst({ provisioning }, 'transfer')) return null;
  return others.map((other) => (
    <div key={other.id} className={styles.line}>
      <Text size={200} className={styles.words}>
        {texts.joinHint(other.peer.name)}
      </Text>
      <Button
        size="small"
        icon={<PeopleCall20Regular />}
        aria-label={texts.joinName(other.peer.name, call.peer.name)}
        onClick={() => run(client.request('call.join', { id: other.id, withId: call.id }))}
      >
        {texts.join}
      </Button>
    </div>
  ));
}
