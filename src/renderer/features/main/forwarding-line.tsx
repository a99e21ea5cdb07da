import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CallForward16Regular } from '@fluentui/react-icons/svg/call-forward';
import { useNavigation } from '../../app/navigate.tsx';
import { forwardWords } from '../../components/forward-words.ts';
import { forwardingTexts as texts } from '../../locales/call-forwarding.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  words: { minWidth: 0, flexShrink: 1, justifyContent: 'flex-start', fontWeight: 'normal' },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  off: { flexShrink: 0 },
});

/** One quiet line while calls go elsewhere: where, and a way to end it. */
export function ForwardingLine() {
  const styles = useStyles();
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const { state, rules, blocksAll } = useSlice((snapshot) => snapshot.callForwarding);
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  if (state !== 'ready' || (rules.mode === 'off' && !blocksAll)) return null;
  const to = forwardWords(rules.to, contacts);
  const words = blocksAll ? texts.lineBlocked : rules.mode === 'forward' ? texts.line(to) : texts.lineAlso(to);
  return (
    <div className={styles.line}>
      <Button
        appearance="transparent"
        size="small"
        className={styles.words}
        icon={<CallForward16Regular />}
        title={words}
        aria-description={texts.change}
        onClick={() => open('settings-forwarding')}
      >
        <bdi className={styles.text}>{words}</bdi>
      </Button>
      <Button
        size="small"
        appearance="subtle"
        className={styles.off}
        aria-label={texts.turnOffName}
        onClick={() => run(client.request('callForwarding.turnOff'))}
      >
        {texts.turnOff}
      </Button>
    </div>
  );
}
