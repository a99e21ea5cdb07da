import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    padding: tokens.spacingVerticalL,
    overflowY: 'auto',
    flexGrow: 1,
    minHeight: 0,
  },
});

/** What scrolls must be reachable by keyboard even when nothing in it takes the focus (axe: scrollable-region-focusable). */
const focusable = { tabIndex: 0 } as const;

/** A scrolling region with a name. */
export function ScrollArea(props: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.area, props.className)} aria-label={props.label} {...focusable}>
      {props.children}
    </section>
  );
}
