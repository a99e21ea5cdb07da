import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { boardSize, type Point, type Pointer, type WhiteboardItem } from '../../../shared/model/meeting-content.ts';
import { keyed } from '../../components/keyed.ts';
import { boardTexts as texts } from '../../locales/content.ts';
import type { Kit } from './board-tools.ts';
import type { FollowedBoard } from './follow-board.ts';
import { useDrawing } from './use-drawing.ts';
import { usePaint } from './use-paint.ts';

const useStyles = makeStyles({
  // The sheet is as large as fits, whichever side ends first.
  room: {
    containerType: 'size',
    display: 'flex',
    // A basis and no least height: container units do not know of the latter.
    flex: '1 0 190px',
    minWidth: 0,
    padding: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  sheet: {
    position: 'relative',
    margin: 'auto',
    width: `min(100cqw, calc(100cqh * ${boardSize.width} / ${boardSize.height}))`,
    aspectRatio: `${boardSize.width} / ${boardSize.height}`,
    backgroundColor: tokens.colorNeutralBackground1,
    // A ring and no border: the drawing reaches to the very edge.
    boxShadow: `0 0 0 1px ${tokens.colorNeutralStroke1}`,
    outlineStyle: 'none',
    ...createFocusOutlineStyle(),
    '@media (forced-colors: active)': { border: `${tokens.strokeWidthThin} solid CanvasText` },
  },
  drawing: { cursor: 'crosshair', touchAction: 'none' },
  canvas: { position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' },
  mark: { position: 'absolute', pointerEvents: 'none' },
  spot: {
    position: 'absolute',
    width: '12px',
    height: '12px',
    translate: '-50% -50%',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralBackground1}`,
    backgroundColor: tokens.colorPaletteRedBorderActive,
    forcedColorAdjust: 'none',
  },
  name: {
    position: 'absolute',
    left: '8px',
    top: '8px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: `0 0 0 1px ${tokens.colorNeutralStroke1}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'nowrap',
  },
  // Towards the middle where the name would leave the sheet.
  nameLeft: { left: 'auto', right: '8px' },
  nameUp: { top: 'auto', bottom: '8px' },
  crossH: {
    position: 'absolute',
    width: '25px',
    height: '3px',
    translate: '-50% -50%',
    backgroundColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
  },
  crossV: { width: '3px', height: '25px' },
});

const percent = (value: number, all: number) => `${(100 * value) / all}%`;
const placeOf = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  left: percent(x, boardSize.width),
  top: percent(y, boardSize.height),
});

/** The sheet itself: what lies on it, where people point, and the hand that draws. `kit` is absent for those who may not. */
export function BoardStage(props: {
  readonly item: WhiteboardItem;
  readonly followed: FollowedBoard;
  readonly kit: Kit | undefined;
  /** The element that says who drew and what the keys do. */
  readonly notesId: string;
  readonly onSay: (words: string) => void;
  readonly onUndo: () => void;
}) {
  const styles = useStyles();
  const { item, followed, kit } = props;
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const showDrawn = usePaint({ base, top, followed });
  const { cursor, handlers } = useDrawing({ ...props, showDrawn });
  const names = { 'aria-label': texts.board(item.title), 'aria-describedby': props.notesId };
  const sheet = (
    <>
      <canvas ref={base} className={styles.canvas} />
      <canvas ref={top} className={styles.canvas} />
      {keyed(
        followed.board.pointers.filter(({ isOwn }) => !isOwn),
        ({ by }) => by,
      ).map(({ key, item: pointer }) => (
        <PointerMark key={key} pointer={pointer} />
      ))}
      {cursor && <Cross at={cursor} />}
    </>
  );
  return (
    <div className={styles.room}>
      {kit ? (
        // With the keys of an application: arrows move the cross and do not scroll.
        <div
          className={mergeClasses(styles.sheet, styles.drawing)}
          role="application"
          {...focusable}
          {...names}
          {...handlers}
        >
          {sheet}
        </div>
      ) : (
        <div className={styles.sheet} role="img" {...names}>
          {sheet}
        </div>
      )}
    </div>
  );
}

const focusable = { tabIndex: 0 } as const;

/** Where the keys are. */
function Cross(props: { readonly at: Point }) {
  const styles = useStyles();
  return (
    <div className={styles.mark} style={placeOf(props.at)} aria-hidden>
      <span className={styles.crossH} />
      <span className={mergeClasses(styles.crossH, styles.crossV)} />
    </div>
  );
}

function PointerMark(props: { readonly pointer: Pointer }) {
  const styles = useStyles();
  const { pointer } = props;
  const isRight = pointer.x > boardSize.width * 0.7;
  const isLow = pointer.y > boardSize.height * 0.85;
  return (
    <div className={styles.mark} style={placeOf(pointer)}>
      <span className={styles.spot} />
      <span className={mergeClasses(styles.name, isRight && styles.nameLeft, isLow && styles.nameUp)}>
        <bdi>{pointer.by}</bdi>
      </span>
    </div>
  );
}
