import { makeStyles, tokens } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed';
import type { SettingSource } from './setting-source.ts';

const useStyles = makeStyles({
  // What nobody chose needs no line of its own.
  delivered: { display: 'inline' },
  chosen: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  lock: { flexShrink: 0 },
});

/** Where a value comes from, in words; a lock where only the administrator changes it. */
export function ValueSource(props: { readonly source: SettingSource; readonly words: string }) {
  const styles = useStyles();
  const { source, words } = props;
  return (
    <span className={source === 'default' ? styles.delivered : styles.chosen}>
      {source === 'administrator' && <LockClosed16Regular aria-hidden className={styles.lock} />}
      <span>{words}</span>
    </span>
  );
}
