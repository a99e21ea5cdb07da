import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { type Rung, rungOf } from '../../../shared/ladder/drawing.ts';
import { type LadderConnection, type Lane, type Lanes, lanesOf } from '../../../shared/ladder/lanes.ts';
import type { SipEntry } from '../../../shared/ladder/sip-headers.ts';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { traceTime } from '../../locales/format.ts';
import { HiddenText } from '../hidden-text.tsx';
import { breakable } from '../host-name.ts';
import type { Follow } from '../list-scroll.ts';
import { VirtualList } from '../virtual-list.tsx';
import { LadderExport } from './ladder-export.tsx';

/** Pixels: narrower, and no name fits any more; the ladder then scrolls sideways. */
const leastLane = 104;
/** Of the column with the times. */
const timeWidth = '84px';

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
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalS}`,
  },
  leftOut: { padding: `0 ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2 },
  rung: { gridRow: 1, borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  arrow: {
    gridRow: 1,
    alignSelf: 'end',
    marginBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThick} solid ${tokens.colorBrandForeground1}`,
    position: 'relative',
  },
  // Behind the server we are connected with, nobody has seen it go: it is told by the messages themselves.
  beyond: { borderBottomStyle: 'dotted' },
  time: {
    gridRow: 1,
    gridColumn: 1,
    alignSelf: 'end',
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  // The words may be longer than the arrow: they have the row.
  label: {
    gridRow: 1,
    gridColumn: '3 / -1',
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

/** The messages as arrows between you and each server. */
export function Ladder(props: {
  readonly entries: readonly TraceEntry[];
  /** The whole trace, from which servers are known. */
  readonly all: readonly TraceEntry[];
  readonly connections: readonly LadderConnection[];
  readonly selected: number | undefined;
  readonly onSelect: (seq: number) => void;
  /** Keeps to its end while messages come. */
  readonly follow?: Follow;
  /** Whose messages they are, where those of several people may be open at once. */
  readonly who?: string;
}) {
  const styles = useStyles();
  const lanes = useMemo(
    () => lanesOf(props.all, props.connections, texts, props.entries),
    [props.all, props.connections, props.entries],
  );
  const rungs = useMemo(() => rungsOf(props.entries, lanes), [props.entries, lanes]);
  const note = lanes.leftOut > 0 ? texts.lanesLeftOut(lanes.leftOut) : undefined;
  const key = props.selected === undefined ? undefined : String(props.selected);
  return (
    <div className={styles.root}>
      <div className={styles.top}>
        <LadderExport lanes={lanes.lanes} rungs={rungs} note={note} />
        {note && (
          <Text size={200} className={styles.leftOut}>
            {note}
          </Text>
        )}
      </div>
      <div className={mergeClasses(styles.grid, styles.head)} style={columns(lanes)} aria-hidden>
        {[{ key: 'you', server: texts.you }, ...lanes.lanes].map((lane, place) => (
          <LaneHead key={lane.key} lane={lane} place={place} />
        ))}
      </div>
      <VirtualList
        label={texts.ofWhom(texts.ladder, props.who)}
        kind="listbox"
        rows={rungs}
        keyOf={(rung) => String(rung.seq)}
        heightOf={() => 32}
        textOf={(rung) => rung.name}
        activeKey={key}
        selectedKey={key}
        follow={props.follow}
        leastWidth={leastWidth(lanes)}
        onActive={(seq) => props.onSelect(Number(seq))}
        onOpen={(rung) => props.onSelect(rung.seq)}
        semanticsOf={({ time }) => ({ description: time })}
        render={(rung) => <Arrow rung={rung} lanes={lanes} />}
      />
    </div>
  );
}

function rungsOf(entries: readonly TraceEntry[], lanes: Lanes): readonly Rung[] {
  return entries
    .filter((entry): entry is SipEntry => entry.kind === 'sip')
    .flatMap((entry) => rungOf(entry, lanes, traceTime) ?? []);
}

function LaneHead(props: { readonly lane: Pick<Lane, 'server' | 'whose'>; readonly place: number }) {
  const styles = useStyles();
  const { whose, server } = props.lane;
  return (
    <div className={styles.lane} style={{ gridColumn: `${props.place * 2 + 2} / span 2` }}>
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

const leastWidth = ({ lanes }: Lanes) => (lanes.length + 1) * leastLane + 84;

/** Two columns a lane, so that arrows run from the middle of one to the middle of another. */
function columns(lanes: Lanes) {
  return {
    minWidth: leastWidth(lanes),
    gridTemplateColumns: `${timeWidth} repeat(${(lanes.lanes.length + 1) * 2}, minmax(0, 1fr))`,
  };
}

/** Where the arrow leads, in words. */
function wayOf(rung: Rung, lanes: Lanes): string {
  const lane = lanes.lanes[rung.far - 1];
  const server = [lane?.server, lane?.whose].filter(Boolean).join(', ');
  return rung.direction === 'sent' ? texts.toServer(server) : texts.fromServer(server);
}

/** The grid line in the middle of a lane. */
const middleOf = (place: number) => place * 2 + 3;

function Arrow(props: { readonly rung: Rung; readonly lanes: Lanes }) {
  const styles = useStyles();
  const { rung, lanes } = props;
  const { near, far, direction, isRefusal } = rung;
  const pointsAway = direction === 'sent';
  const tip = mergeClasses(styles.tip, pointsAway ? styles.sent : styles.received, isRefusal && styles.refusedTip);
  const line = mergeClasses(styles.arrow, isRefusal && styles.refused);
  return (
    <div className={styles.grid} style={columns(lanes)}>
      <Text size={200} className={styles.time} aria-hidden>
        {rung.time}
      </Text>
      {['you', ...lanes.lanes.map(({ key }) => key)].map((key, place) => (
        <span key={key} className={styles.rung} style={{ gridColumn: middleOf(place) }} />
      ))}
      <Text size={200} className={styles.label}>
        {rung.name} <HiddenText text={wayOf(rung, lanes)} />
      </Text>
      <span
        className={mergeClasses(line, (!pointsAway || far === near) && tip)}
        style={{ gridColumn: `3 / ${middleOf(near)}` }}
      />
      {far !== near && (
        <span
          className={mergeClasses(line, styles.beyond, pointsAway && tip)}
          style={{ gridColumn: `${middleOf(near)} / ${middleOf(far)}` }}
        />
      )}
    </div>
  );
}
