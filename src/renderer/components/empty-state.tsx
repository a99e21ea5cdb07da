import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalXXL,
    textAlign: 'center',
    flexGrow: 1,
  },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex' },
  body: { color: tokens.colorNeutralForeground2, maxWidth: '320px' },
});

/** What a place is for while it is empty, and the one useful thing to do. */
export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly body?: string;
  readonly action?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      {props.icon && (
        <span className={styles.icon} aria-hidden>
          {props.icon}
        </span>
      )}
      <Text align="center" weight="semibold">
        {props.title}
      </Text>
      {props.body && (
        <Text align="center" className={styles.body}>
          {props.body}
        </Text>
      )}
      {props.action}
    </div>
  );
}
