/** A list of any length: only the rows in view exist. One tab stop; arrows, Home, End, Enter and letters move inside. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { type Follow, tellFollow, useFollow, useReveal, useSelectedInView } from './list-scroll.ts';

/** The colours the system keeps for what is chosen. */
const chosen = {
  backgroundColor: 'Highlight',
  color: 'HighlightText',
  '--colorNeutralForeground2': 'HighlightText',
  '--colorBrandForeground1': 'HighlightText',
  '--colorStatusDangerForeground1': 'HighlightText',
} as const;

const useStyles = makeStyles({
  scroller: {
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarGutter: 'stable',
    flexGrow: 1,
    minHeight: 0,
    outlineStyle: 'none',
    ':focus-visible [data-active="true"]': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  space: { position: 'relative', width: '100%' },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    boxSizing: 'border-box',
    cursor: 'default',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': {
      backgroundColor: tokens.colorSubtleBackgroundHover,
      color: tokens.colorNeutralForeground1Hover,
      '--colorNeutralForeground2': tokens.colorNeutralForeground2Hover,
      '--colorBrandForeground1': tokens.colorNeutralForeground2BrandHover,
    },
  },
  // High contrast turns the background round: everything in the row takes the foreground that belongs to it.
  selected: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    color: tokens.colorNeutralForeground1Selected,
    '--colorNeutralForeground2': tokens.colorNeutralForeground2Selected,
    '--colorBrandForeground1': tokens.colorNeutralForeground2BrandSelected,
    '--colorStatusDangerForeground1': tokens.colorNeutralForeground1Selected,
    '@media (forced-colors: active)': { forcedColorAdjust: 'none', ...chosen, ':hover': chosen },
  },
});

/** Where a menu opens: at the pointer, or under a row. */
export interface MenuPlace {
  readonly getBoundingClientRect: () => DOMRect;
}

/** What a screen reader hears of a row besides its content. */
export interface RowSemantics {
  readonly label?: string;
  readonly description?: string;
  readonly level?: number;
  readonly expanded?: boolean;
  readonly position?: number;
  readonly size?: number;
}

export interface VirtualListProps<T> {
  readonly label: string;
  readonly kind: 'tree' | 'listbox';
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Pixels. */
  readonly heightOf: (row: T) => number;
  /** Text that typing a letter looks for. */
  readonly textOf: (row: T) => string;
  readonly semanticsOf: (row: T) => RowSemantics;
  readonly render: (row: T) => ReactNode;
  readonly activeKey: string | undefined;
  readonly onActive: (key: string) => void;
  /** A click, Enter or Space; the row's place comes with it, for a menu. */
  readonly onOpen: (row: T, place: MenuPlace) => void;
  /** Right click on a row, or the menu key on the active one; the place to open a menu at comes with it. */
  readonly onMenu?: (row: T, place: MenuPlace) => void;
  /** Left and right on a tree's row; returns the key to go to, if any. */
  readonly onSideways?: (row: T, direction: 'left' | 'right') => string | undefined;
  readonly selectedKey?: string | undefined;
  /** A list that grows at its end and is read there: it begins at the end and stays there while `on`. */
  readonly follow?: Follow | undefined;
  /** Each new number, from 1, brings the active row into view and the focus to the list. */
  readonly reveal?: number;
  /** Rows beyond the view are drawn too, so that who scrolls finds them there. They are, unless this is false. */
  readonly drawsBeyond?: boolean;
  /** Pixels below which the list does not become narrower. */
  readonly leastWidth?: number;
}

/** The list. Rows keep their identity by key, so the active row stays the same person when others come and go. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const { rows } = props;
  const found = indexOf(props, props.activeKey);
  const stood = useRef<Standing<T>>(undefined);
  useLayoutEffect(() => {
    if (found !== -1) stood.current = { key: props.activeKey, rows, index: found };
  });
  const active = found === -1 && rows.length > 0 ? activeWithout(props, stood.current) : found;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightAt(props, index),
    getItemKey: (index) => keyAt(props, index),
    overscan: props.drawsBeyond === false ? 0 : 8,
    initialRect: { width: 360, height: 600 },
    useFlushSync: false,
    // The active row must exist for aria-activedescendant, even when it is scrolled away.
    rangeExtractor: (range) =>
      [...new Set([...(active === -1 ? [] : [active]), ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  });

  useFollow(props.follow?.on ?? false, rows.length, scroller);
  useSelectedInView(scroller, props.selectedKey);
  useReveal(scroller, props.reveal ?? 0);

  function goTo(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    props.onActive(props.keyOf(row));
    virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!moveByKey({ ...props, key: event.key, row, active, goTo, placeOf })) return;
    event.preventDefault();
  }

  const itemId = (index: number) => `${baseId}-${keyAt(props, index)}`;
  /** The rows move while others come and go: where one is, is looked up when a menu asks. */
  const placeOf = (key: string): MenuPlace => ({
    getBoundingClientRect: () => {
      const drawn = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
      return drawn.find(({ dataset }) => dataset.key === key)?.getBoundingClientRect() ?? new DOMRect();
    },
  });
  const container = {
    role: props.kind,
    tabIndex: 0,
    'aria-label': props.label,
    'aria-activedescendant': active === -1 ? undefined : itemId(active),
    onKeyDown,
    onContextMenu: (event: MouseEvent<HTMLElement>) => openMenu(props, event, active),
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ minWidth: props.leastWidth }}
      onScroll={(event) => tellFollow(props.follow, event)}
      {...container}
    >
      <div className={styles.space} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              id={itemId(item.index)}
              className={mergeClasses(styles.row, item.key === props.selectedKey && styles.selected)}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              data-active={item.index === active}
              {...itemProps(props, row, placeOf)}
            >
              {props.render(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where the keyboard begins: at the top, or where a list that grows is read. */
function firstActive<T>(props: VirtualListProps<T>): number {
  return props.follow ? props.rows.length - 1 : 0;
}

/** Where the active row stood when it was last there. */
interface Standing<T> {
  readonly key: string | undefined;
  readonly rows: readonly T[];
  readonly index: number;
}

/** The active row without its own: the one after it or before it, where one of these is left, else where the keyboard begins. */
function activeWithout<T>(props: VirtualListProps<T>, stood: Standing<T> | undefined): number {
  if (stood === undefined || stood.key !== props.activeKey) return firstActive(props);
  const { rows, index } = stood;
  const beside = [rows[index + 1], rows[index - 1]].flatMap((row) => (row === undefined ? [] : [props.keyOf(row)]));
  return beside.map((key) => indexOf(props, key)).find((at) => at !== -1) ?? firstActive(props);
}

/** -1 where no row has this key. */
function indexOf<T>({ rows, keyOf }: VirtualListProps<T>, key: string | undefined): number {
  return key === undefined ? -1 : rows.findIndex((row) => keyOf(row) === key);
}

/** Role, words and click of one row. The keyboard works on the list, which has the focus, never on a row. */
function itemProps<T>(props: VirtualListProps<T>, row: T, placeOf: (key: string) => MenuPlace) {
  const key = props.keyOf(row);
  return {
    role: props.kind === 'tree' ? 'treeitem' : 'option',
    'aria-selected': key === props.selectedKey,
    'data-key': key,
    ...ariaOf(props.semanticsOf(row)),
    onClick: () => {
      props.onActive(key);
      props.onOpen(row, placeOf(key));
    },
  };
}

/** The row under the pointer; the menu key comes without one, and means the active row. */
function openMenu<T>(props: VirtualListProps<T>, event: MouseEvent<HTMLElement>, active: number): void {
  if (!props.onMenu) return;
  const under = (event.target as Element).closest<HTMLElement>('[data-key]');
  const row = under ? props.rows.find((each) => props.keyOf(each) === under.dataset.key) : props.rows[active];
  const drawn = under ?? event.currentTarget.querySelector<HTMLElement>('[data-active="true"]');
  if (row === undefined || !drawn) return;
  event.preventDefault();
  props.onActive(props.keyOf(row));
  const { clientX: x, clientY: y } = event;
  props.onMenu(row, { getBoundingClientRect: () => (under ? new DOMRect(x, y, 1, 1) : drawn.getBoundingClientRect()) });
}

function heightAt<T>(props: VirtualListProps<T>, index: number): number {
  const row = props.rows[index];
  return row === undefined ? 0 : props.heightOf(row);
}

function keyAt<T>(props: VirtualListProps<T>, index: number): string {
  const row = props.rows[index];
  return row === undefined ? String(index) : props.keyOf(row);
}

function ariaOf(semantics: RowSemantics) {
  return {
    'aria-label': semantics.label,
    'aria-description': semantics.description,
    'aria-level': semantics.level,
    'aria-expanded': semantics.expanded,
    'aria-posinset': semantics.position,
    'aria-setsize': semantics.size,
  };
}

interface KeyMove<T> extends VirtualListProps<T> {
  readonly key: string;
  readonly row: T;
  readonly active: number;
  readonly goTo: (index: number) => void;
  readonly placeOf: (key: string) => MenuPlace;
}

const pageRows = 10;

/** Does what a key means in the list; false when it means nothing here. */
function moveByKey<T>(move: KeyMove<T>): boolean {
  const last = move.rows.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(move.active + 1, last),
    ArrowUp: Math.max(move.active - 1, 0),
    Home: 0,
    End: last,
    PageDown: Math.min(move.active + pageRows, last),
    PageUp: Math.max(move.active - pageRows, 0),
  };
  const target = Object.hasOwn(targets, move.key) ? targets[move.key] : undefined;
  if (target !== undefined) {
    move.goTo(target);
    return true;
  }
  switch (move.key) {
    case 'Enter':
    case ' ':
      move.onOpen(move.row, move.placeOf(move.keyOf(move.row)));
      return true;
    case 'ArrowLeft':
      return goSideways(move, 'left');
    case 'ArrowRight':
      return goSideways(move, 'right');
    default:
      return goToLetter(move);
  }
}

function goSideways<T>(move: KeyMove<T>, direction: 'left' | 'right'): boolean {
  if (!move.onSideways) return false;
  const key = move.onSideways(move.row, direction);
  if (key !== undefined) move.goTo(move.rows.findIndex((row) => move.keyOf(row) === key));
  return true;
}

/** The next row whose text begins with the letter, going round. `/` belongs to the search field. */
function goToLetter<T>(move: KeyMove<T>): boolean {
  if (!/^[\p{L}\p{N}]$/u.test(move.key)) return false;
  const order = [...move.rows.keys()].map((offset) => (move.active + 1 + offset) % move.rows.length);
  const target = order.find((index) => {
    const row = move.rows[index];
    return row !== undefined && move.textOf(row).toLowerCase().startsWith(move.key.toLowerCase());
  });
  if (target !== undefined) move.goTo(target);
  return true;
}
