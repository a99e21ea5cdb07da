import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { diagnosticsTexts as texts } from '../../locales/en/diagnostics-screen.ts';
import { useSlice } from '../../state/services.tsx';
import type { TraceSelection } from './trace-list.tsx';
import { type Lane, lanesOf, messageName } from './trace-rows.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  grid: { display: 'grid', height: '100%', boxSizing: 'border-box', padding: `0 ${tokens.spacingHorizontalS}` },
  head: { height: 'auto', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, flexShrink: 0 },
  lane: { textAlign: 'center', whiteSpace: 'pre-line', overflowWrap: 'anywhere', minWidth: 0 },
  arrow: {
    gridRow: 1,
    alignSelf: 'end',
    marginBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThick} solid ${tokens.colorBrandForeground1}`,
    position: 'relative',
    textAlign: 'center',
    minWidth: 0,
    overflow: 'visible',
  },
  label: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: tokens.fontFamilyMonospace,
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  tip: {
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: '-5px',
      borderTop: '4px solid transparent',
      borderBottom: '4px solid transparent',
    },
  },
  sent: { '::after': { right: 0, borderLeft: `7px solid ${tokens.colorBrandForeground1}` } },
  received: { '::after': { left: 0, borderRight: `7px solid ${tokens.colorBrandForeground1}` } },
  refused: { borderBottomColor: tokens.colorStatusDangerForeground1 },
  refusedTip: { '::after': { borderRightColor: tokens.colorStatusDangerForeground1 } },
});

type SipEntry = Extract<TraceEntry, { kind: 'sip' }>;

/** The messages as arrows between you and each server. */
export function Ladder(props: TraceSelection) {
  const styles = useStyles();
  const connections = useSlice((snapshot) => snapshot.connections);
  const messages = props.entries.filter((entry): entry is SipEntry & TraceEntry => entry.kind === 'sip');
  const lanes = lanesOf(messages, connections);
  const rows = messages.filter((entry) => lanes.some((lane) => lane.peer === entry.peer));
  const key = props.selected === undefined ? undefined : String(props.selected);
  return (
    <div className={styles.root}>
      <div className={mergeClasses(styles.grid, styles.head)} style={columns(lanes)} aria-hidden>
        {[{ peer: 'you', label: texts.you }, ...lanes].map((lane) => (
          <Text key={lane.peer} size={200} weight="semibold" className={styles.lane} style={{ gridColumn: 'span 2' }}>
            {lane.label}
          </Text>
        ))}
      </div>
      <VirtualList
        label={texts.ladder}
        kind="listbox"
        rows={rows}
        keyOf={(entry) => String(entry.seq)}
        heightOf={() => 32}
        textOf={(entry) => messageName(entry.text)}
        activeKey={key}
        selectedKey={key}
        onActive={(seq) => props.onSelect(Number(seq))}
        onOpen={(entry) => props.onSelect(entry.seq)}
        semanticsOf={(entry) => ({ label: spoken(entry, lanes) })}
        render={(entry) => <Arrow entry={entry} lanes={lanes} />}
      />
    </div>
  );
}

/** Two columns a lane, so that arrows run from the middle of one to the middle of another. */
function columns(lanes: readonly Lane[]) {
  return { gridTemplateColumns: `repeat(${(lanes.length + 1) * 2}, minmax(0, 1fr))` };
}

function spoken(entry: SipEntry, lanes: readonly Lane[]): string {
  const lane = lanes.find((known) => known.peer === entry.peer)?.label.replace('\n', ' ') ?? entry.peer;
  return `${messageName(entry.text)} ${entry.direction === 'sent' ? 'to' : 'from'} ${lane}`;
}

function Arrow(props: { readonly entry: SipEntry; readonly lanes: readonly Lane[] }) {
  const styles = useStyles();
  const { entry, lanes } = props;
  const lane = lanes.findIndex((known) => known.peer === entry.peer);
  const name = messageName(entry.text);
  const refused = entry.direction === 'received' && /^[4-6]\d\d /.test(name) && !name.startsWith('401');
  return (
    <div className={styles.grid} style={columns(lanes)}>
      <div
        className={mergeClasses(
          styles.arrow,
          styles.tip,
          entry.direction === 'sent' ? styles.sent : styles.received,
          refused && styles.refused,
          refused && styles.refusedTip,
        )}
        style={{ gridColumn: `2 / ${(lane + 1) * 2 + 2}` }}
      >
        <Text size={200} className={styles.label}>
          {name}
        </Text>
      </div>
    </div>
  );
}
