import { makeStyles, tokens } from '@fluentui/react-components';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import { StateIcon } from '../../components/state-icon.tsx';
import type { ShownResult } from './report/step-words.ts';

const useStyles = makeStyles({
  amber: { color: tokens.colorStatusWarningForeground3, width: '20px', height: '20px', flexShrink: 0 },
});

const states = {
  green: 'done',
  red: 'failed',
  skipped: 'skipped',
  waiting: 'waiting',
  running: 'running',
} as const;

/** The sign of a result. Its word stands beside it, so the sign itself is silent. */
export function ResultIcon(props: { readonly result: ShownResult }) {
  const styles = useStyles();
  return props.result === 'amber' ? (
    <Warning20Filled className={styles.amber} aria-hidden />
  ) : (
    <StateIcon state={states[props.result]} />
  );
}
