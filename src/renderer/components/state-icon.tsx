import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle20Regular } from '@fluentui/react-icons/svg/circle';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import { SubtractCircle20Regular } from '@fluentui/react-icons/svg/subtract-circle';
import type { StepState } from '../../shared/model/journey.ts';

const useStyles = makeStyles({
  box: { width: '20px', height: '20px', display: 'flex', flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

/** The sign of a state. Its word stands beside it, so the sign itself is silent. */
export function StateIcon(props: { readonly state: StepState }) {
  const styles = useStyles();
  switch (props.state) {
    case 'running':
      return (
        <span className={styles.box} aria-hidden>
          <Spinner size="extra-tiny" />
        </span>
      );
    case 'done':
      return <CheckmarkCircle20Filled className={mergeClasses(styles.box, styles.done)} aria-hidden />;
    case 'failed':
      return <ErrorCircle20Filled className={mergeClasses(styles.box, styles.failed)} aria-hidden />;
    case 'skipped':
      return <SubtractCircle20Regular className={mergeClasses(styles.box, styles.quiet)} aria-hidden />;
    case 'waiting':
      return <Circle20Regular className={mergeClasses(styles.box, styles.quiet)} aria-hidden />;
  }
}
