import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowLeft16Regular } from '@fluentui/react-icons/svg/arrow-left';
import { ArrowRight16Regular } from '@fluentui/react-icons/svg/arrow-right';
import { Circle16Regular } from '@fluentui/react-icons/svg/circle';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { Search16Regular } from '@fluentui/react-icons/svg/search';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import type { Follow } from '../../components/list-scroll.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { traceTime } from '../../locales/format.ts';
import { traceDirections, traceFailure, traceGroups, traceLine } from '../../locales/trace.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '84px 16px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  code: { fontFamily: tokens.fontFamilyMonospace },
  icon: { color: tokens.colorNeutralForeground2, display: 'flex' },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

export interface TraceSelection {
  readonly entries: readonly TraceEntry[];
  readonly selected: number | undefined;
  readonly onSelect: (seq: number) => void;
  readonly follow: Follow;
}

/** The trace, one line an entry, in the order it happened. */
export function TraceList(props: TraceSelection) {
  const key = props.selected === undefined ? undefined : String(props.selected);
  return (
    <VirtualList
      label={texts.tabs['diagnostics-trace']}
      kind="listbox"
      rows={props.entries}
      keyOf={(entry) => String(entry.seq)}
      heightOf={() => 28}
      textOf={traceLine}
      activeKey={key}
      selectedKey={key}
      follow={props.follow}
      onActive={(seq) => props.onSelect(Number(seq))}
      onOpen={(entry) => props.onSelect(entry.seq)}
      semanticsOf={() => ({})}
      render={(entry) => <Line entry={entry} />}
    />
  );
}

function Line(props: { readonly entry: TraceEntry }) {
  const styles = useStyles();
  const { entry } = props;
  return (
    <div className={styles.row}>
      <Text size={200} className={styles.time}>
        {traceTime(entry.at)}
      </Text>
      <KindIcon entry={entry} />
      <Text size={200} className={mergeClasses(styles.words, entry.kind === 'sip' && styles.code)}>
        {traceLine(entry)}
      </Text>
    </div>
  );
}

function KindIcon(props: { readonly entry: TraceEntry }) {
  const styles = useStyles();
  const { entry } = props;
  switch (entry.kind) {
    case 'sip':
      return entry.direction === 'sent' ? (
        <ArrowRight16Regular className={styles.icon} aria-label={traceDirections.sent} />
      ) : (
        <ArrowLeft16Regular className={styles.icon} aria-label={traceDirections.received} />
      );
    case 'dns-query':
    case 'dns-answer':
      return <Search16Regular className={styles.icon} aria-label={traceGroups.dns} />;
    case 'failure':
    case 'dropped':
      return <ErrorCircle16Filled className={styles.failed} aria-label={traceFailure} />;
    default:
      return <Circle16Regular className={styles.icon} aria-hidden />;
  }
}
