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
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  // A short title is shown whole and a long one as far as there is room: what stands beside it goes to a line of its own before it takes the
  // title's first 128 pixels. The title takes no room by itself; its double, which is never seen, asks for as much as it needs of these.
  title: {
    margin: 0,
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 'min-content',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase400,
    lineHeight: '48px',
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    '::after': {
      content: 'attr(data-title)',
      display: 'block',
      maxWidth: '128px',
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
    },
  },
  words: { display: 'block', width: 0, minWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' },
  aside: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '100%',
    minHeight: '40px',
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
        <h1 className={styles.title} ref={title} tabIndex={-1} data-title={props.title}>
          <bdi className={styles.words}>{props.title}</bdi>
        </h1>
        {props.aside && <div className={styles.aside}>{props.aside}</div>}
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
