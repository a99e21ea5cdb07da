import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { breakable } from '../../components/host-name.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { diagnosticsTexts as texts } from '../../locales/en/diagnostics-screen.ts';
import { useSlice } from '../../state/services.tsx';
import { type Lane, type Lanes, lanesOf, type SipEntry } from './ladder-lanes.ts';
import type { TraceSelection } from './trace-list.tsx';
import { messageName } from './trace-rows.ts';

/** Pixels: narrower, and no name fits any more; the ladder then scrolls sideways. */
const leastLane = 104;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, overflowX: 'auto' },
  grid: { display: 'grid', height: '100%', boxSizing: 'border-box', padding: `0 ${tokens.spacingHorizontalS}` },
  // Leaves room where the list has its scrollbar, so that the names stand over their lines.
  head: {
    height: 'auto',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    flexShrink: 0,
    overflowY: 'hidden',
    scrollbarGutter: 'stable',
  },
  lane: { minWidth: 0, display: 'flex', flexDirection: 'column', alignItems: 'center' },
  name: { overflowWrap: 'anywhere', maxWidth: '100%' },
  whose: { color: tokens.colorNeutralForeground2 },
  leftOut: { padding: `0 ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2 },
  rung: { gridRow: 1, borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  arrow: {
    gridRow: 1,
    alignSelf: 'end',
    marginBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThick} solid ${tokens.colorBrandForeground1}`,
    position: 'relative',
  },
  // The words may be longer than the arrow: they have the row.
  label: {
    gridRow: 1,
    gridColumn: '2 / -1',
    alignSelf: 'end',
    marginBottom: tokens.spacingVerticalS,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: tokens.fontFamilyMonospace,
    padding: `0 ${tokens.spacingHorizontalS}`,
  },
  tip: {
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: '-5px',
      width: '7px',
      height: '8px',
      backgroundColor: tokens.colorBrandForeground1,
      // A shape, not two transparent borders: those get a colour where the system forces its own.
      '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    },
  },
  sent: { '::after': { right: 0, clipPath: 'polygon(0 0, 100% 50%, 0 100%)' } },
  received: { '::after': { left: 0, clipPath: 'polygon(100% 0, 0 50%, 100% 100%)' } },
  refused: { borderBottomColor: tokens.colorStatusDangerForeground1 },
  refusedTip: { '::after': { backgroundColor: tokens.colorStatusDangerForeground1 } },
});

/** The messages as arrows between you and each server. `all` is the whole trace, from which servers are known. */
export function Ladder(props: TraceSelection & { readonly all: readonly TraceEntry[] }) {
  const styles = useStyles();
  const connections = useSlice((snapshot) => snapshot.connections);
  const lanes = lanesOf(props.all, connections);
  const rows = props.entries.filter((entry): entry is SipEntry => entry.kind === 'sip' && lanes.of(entry) !== -1);
  const key = props.selected === undefined ? undefined : String(props.selected);
  return (
    <div className={styles.root}>
      {lanes.leftOut > 0 && (
        <Text size={200} className={styles.leftOut}>
          {texts.lanesLeftOut(lanes.leftOut)}
        </Text>
      )}
      <div className={mergeClasses(styles.grid, styles.head)} style={columns(lanes)} aria-hidden>
        {[{ key: 'you', server: texts.you }, ...lanes.lanes].map((lane) => (
          <LaneHead key={lane.key} lane={lane} />
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
        follow={props.follow}
        leastWidth={leastWidth(lanes)}
        onActive={(seq) => props.onSelect(Number(seq))}
        onOpen={(entry) => props.onSelect(entry.seq)}
        semanticsOf={(entry) => ({ label: spoken(entry, lanes) })}
        render={(entry) => <Arrow entry={entry} lanes={lanes} />}
      />
    </div>
  );
}

function LaneHead(props: { readonly lane: Lane }) {
  const styles = useStyles();
  const { whose, server } = props.lane;
  return (
    <div className={styles.lane} style={{ gridColumn: 'span 2' }}>
      {whose && (
        <Text size={200} className={styles.whose}>
          {whose}
        </Text>
      )}
      <Text size={200} weight="semibold" align="center" className={styles.name}>
        {breakable(server)}
      </Text>
    </div>
  );
}

const leastWidth = ({ lanes }: Lanes) => (lanes.length + 1) * leastLane;

/** Two columns a lane, so that arrows run from the middle of one to the middle of another. */
function columns(lanes: Lanes) {
  return {
    minWidth: leastWidth(lanes),
    gridTemplateColumns: `repeat(${(lanes.lanes.length + 1) * 2}, minmax(0, 1fr))`,
  };
}

function spoken(entry: SipEntry, lanes: Lanes): string {
  const lane = lanes.lanes[lanes.of(entry)];
  const server = [lane?.whose, lane?.server ?? entry.peer].filter(Boolean).join(' ');
  return `${messageName(entry.text)} ${entry.direction === 'sent' ? 'to' : 'from'} ${server}`;
}

function Arrow(props: { readonly entry: SipEntry; readonly lanes: Lanes }) {
  const styles = useStyles();
  const { entry, lanes } = props;
  const lane = lanes.of(entry);
  const name = messageName(entry.text);
  const refused = entry.direction === 'received' && /^[4-6]\d\d /.test(name) && !name.startsWith('401');
  return (
    <div className={styles.grid} style={columns(lanes)}>
      {['you', ...lanes.lanes.map(({ key }) => key)].map((key, place) => (
        <span key={key} className={styles.rung} style={{ gridColumn: place * 2 + 2 }} />
      ))}
      <Text size={200} className={styles.label}>
        {name}
      </Text>
      <span
        className={mergeClasses(
          styles.arrow,
          styles.tip,
          entry.direction === 'sent' ? styles.sent : styles.received,
          refused && styles.refused,
          refused && styles.refusedTip,
        )}
        style={{ gridColumn: `2 / ${(lane + 1) * 2 + 2}` }}
      />
    </div>
  );
}
