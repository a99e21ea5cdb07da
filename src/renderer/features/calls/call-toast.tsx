import { makeStyles, tokens } from '@fluentui/react-components';
import { toastIn } from '../../app/navigation.ts';
import { useSlice } from '../../state/services.tsx';
import { IncomingCard } from './incoming-card.tsx';

const useStyles = makeStyles({
  toast: {
    height: '100%',
    boxSizing: 'border-box',
    overflowY: 'auto',
    backgroundColor: tokens.colorBrandBackground2,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
  },
});

/** All that the small window shows which comes above all others while somebody calls. Main closes it when they do not any more. */
export function CallToast() {
  const styles = useStyles();
  const callId = toastIn(window.location.hash)?.callId;
  const call = useSlice(({ calls }) => calls.find(({ id }) => id === callId));
  return (
    <main className={styles.toast}>{call?.state === 'incoming' && <IncomingCard call={call} isPlain isPage />}</main>
  );
}
