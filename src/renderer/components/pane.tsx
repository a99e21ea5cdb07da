import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { type ReactNode, useEffect, useRef } from 'react';
import { appTexts } from '../locales/app.ts';
import { takeFocusTo } from './focus.ts';
import { useTellTitle } from './pane-title.ts';
import { ScrollArea } from './scroll-area.tsx';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0, flexGrow: 1 },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  title: {
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
  },
  body: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '720px' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  hint: { color: tokens.colorNeutralForeground2 },
});

/** A screen in the detail place: title, a way back, and its content. The field it begins with, else its title, takes the focus where nothing else has it. */
export function Pane(props: {
  readonly title: string;
  readonly onBack?: (() => void) | undefined;
  readonly aside?: ReactNode;
  readonly scroll?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const pane = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useTellTitle(props.title);
  useEffect(() => {
    const focused = document.activeElement;
    const lost = focused === null || focused === document.body || (focused as HTMLElement).offsetParent === null;
    if (lost) takeFocusTo(pane.current?.querySelector<HTMLElement>('[data-start]') ?? title.current);
  }, []);
  return (
    <div ref={pane} className={styles.pane}>
      <div className={styles.header}>
        {props.onBack && (
          <Button appearance="subtle" icon={<ArrowLeft20Regular />} aria-label={appTexts.back} onClick={props.onBack} />
        )}
        <h1 className={styles.title} ref={title} tabIndex={-1}>
          <bdi>{props.title}</bdi>
        </h1>
        {props.aside}
      </div>
      {props.scroll ? (
        <ScrollArea label={props.title}>{props.children}</ScrollArea>
      ) : (
        <div className={styles.body}>{props.children}</div>
      )}
    </div>
  );
}

/** A titled part of a screen. */
export function Section(props: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={props.title}>
      <h2 className={styles.heading}>{props.title}</h2>
      {props.hint && (
        <Text size={200} className={styles.hint}>
          {props.hint}
        </Text>
      )}
      {props.children}
    </section>
  );
}
