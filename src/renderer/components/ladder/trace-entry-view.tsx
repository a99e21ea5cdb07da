import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { exactTime } from '../../locales/format.ts';
import { traceDirections, traceText } from '../../locales/trace.ts';
import { CopyButton } from '../copy-button.tsx';
import { ScrollArea } from '../scroll-area.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '45%',
    minHeight: '120px',
    flexShrink: 0,
    borderTop: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
  },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, padding: tokens.spacingVerticalS },
  words: {
    flexGrow: 1,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  scroll: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}` },
  text: {
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** One trace entry in full, to read and to copy. */
export function TraceEntryView(props: {
  readonly entry: TraceEntry;
  readonly onClose: () => void;
  /** Whose it is, where those of several people may be open at once. */
  readonly who?: string;
}) {
  const styles = useStyles();
  const { entry, who } = props;
  const where =
    entry.kind === 'sip'
      ? `${traceDirections[entry.direction]} · ${entry.peer} · ${texts.bytes(entry.bytes)}`
      : entry.correlation;
  return (
    <section className={styles.root} aria-label={texts.ofWhom(texts.selected, who)}>
      <div className={styles.bar}>
        <Text size={200} className={styles.words}>
          {`${exactTime(entry.at)} · ${where}`}
        </Text>
        <CopyButton text={() => traceText(entry)} />
        <Button
          size="small"
          appearance="subtle"
          icon={<Dismiss16Regular />}
          aria-label={texts.ofWhom(texts.closeEntry, who)}
          onClick={props.onClose}
        />
      </div>
      <ScrollArea label={texts.ofWhom(texts.message, who)} className={styles.scroll}>
        <pre className={styles.text}>{traceText(entry)}</pre>
      </ScrollArea>
    </section>
  );
}
