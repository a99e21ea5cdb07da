import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CallInbound16Regular } from '@fluentui/react-icons/svg/call-inbound';
import { CallMissed16Regular } from '@fluentui/react-icons/svg/call-missed';
import { CallOutbound16Regular } from '@fluentui/react-icons/svg/call-outbound';
import type { KeptCall } from '../../../shared/model/call-log.ts';

const useStyles = makeStyles({
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  missed: { color: tokens.colorStatusDangerForeground3 },
});

/** Which way a call went, for the eye; the words stand beside it. */
export function WaySign(props: { readonly call: Pick<KeptCall, 'direction' | 'ending'> }) {
  const styles = useStyles();
  const { direction, ending } = props.call;
  return (
    <span className={mergeClasses(styles.icon, ending === 'missed' && styles.missed)} aria-hidden>
      {ending === 'missed' ? (
        <CallMissed16Regular />
      ) : direction === 'in' ? (
        <CallInbound16Regular />
      ) : (
        <CallOutbound16Regular />
      )}
    </span>
  );
}
