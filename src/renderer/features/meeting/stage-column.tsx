import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  column: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '480px',
    margin: 'auto',
    padding: tokens.spacingVerticalXXL,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalL,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex' },
});

/** What the stage says in its middle: a picture, a title, and a few lines. */
export function StageColumn(props: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.column}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <h2 className={styles.title}>{props.title}</h2>
      {props.children}
    </div>
  );
}
