import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { PlugDisconnected16Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useNavigation } from '../../app/navigate.tsx';
import { mainTexts as texts } from '../../locales/main.ts';
import { useSlice } from '../../state/services.tsx';
import { DevicePicker } from '../devices/index.ts';

const useStyles = makeStyles({
  footer: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  state: { fontWeight: 'normal', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
});

/** The devices in use, and whether we are registered: the very state main holds, never a guess. */
export function Footer() {
  const styles = useStyles();
  const { open } = useNavigation();
  const kind = useSlice((snapshot) => snapshot.account.kind);
  const registered = kind === 'registered';
  const words = registered ? texts.signedIn : kind === 'reconnecting' ? texts.reconnecting : texts.signedOut;
  return (
    <footer className={styles.footer}>
      <DevicePicker />
      <Button
        appearance="subtle"
        size="small"
        className={styles.state}
        icon={registered ? <CheckmarkCircle16Filled className={styles.good} /> : <PlugDisconnected16Regular />}
        aria-label={texts.connection(words)}
        onClick={() => open('diagnostics-journey')}
      >
        {words}
      </Button>
    </footer>
  );
}
