import { CounterBadge, createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, useRef } from 'react';

const narrow = '@container (max-width: 399px)';

const useStyles = makeStyles({
  room: { containerType: 'inline-size', flexShrink: 0 },
  list: { display: 'flex', flexWrap: 'wrap', padding: `0 ${tokens.spacingHorizontalXS}` },
  column: { flexDirection: 'column', flexWrap: 'nowrap', padding: 0 },
  tab: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    [narrow]: { padding: `0 ${tokens.spacingHorizontalSNudge}` },
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    position: 'relative',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1Hover, backgroundColor: tokens.colorSubtleBackgroundHover },
    // Inside, where nothing beside it can cut it off.
    ...createFocusOutlineStyle({ style: { outlineOffset: '-2px' } }),
  },
  selected: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    // Before: what comes after is the outline of the focus.
    '::before': {
      content: '""',
      position: 'absolute',
      left: tokens.spacingHorizontalS,
      right: tokens.spacingHorizontalS,
      [narrow]: { left: tokens.spacingHorizontalSNudge, right: tokens.spacingHorizontalSNudge },
      bottom: 0,
      height: tokens.strokeWidthThick,
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    },
  },
  selectedInColumn: {
    '::before': {
      left: 0,
      right: 'auto',
      [narrow]: { left: 0, right: 'auto' },
      top: tokens.spacingVerticalS,
      bottom: tokens.spacingVerticalS,
      width: tokens.strokeWidthThick,
      height: 'auto',
    },
  },
  // As wide as it is when chosen, so that no tab moves when another is chosen.
  label: {
    display: 'inline-grid',
    textAlign: 'start',
    '::after': {
      content: 'attr(data-label)',
      fontWeight: tokens.fontWeightSemibold,
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
    },
  },
  // Where the words need the room, they say enough.
  icon: { display: 'flex', [narrow]: { display: 'none' } },
  iconSelected: { color: tokens.colorCompoundBrandForeground1 },
});

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon?: ReactElement;
  /** What waits behind it, and that in words; no badge for 0. */
  readonly count?: number;
  readonly countWords?: string;
}

/**
 * Tabs with one tab stop; arrows, Home and End choose. Fluent's TabList puts focusable hidden elements beside the tabs,
 * which axe rightly reports (aria-hidden-focus), so this one is ours, on Fluent's tokens.
 */
export function Tabs<Id extends string>(props: {
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly selected: Id;
  readonly panelId: string;
  readonly onSelect: (id: Id) => void;
  /** One below the other. */
  readonly isColumn?: boolean;
}) {
  const styles = useStyles();
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextTab(props.tabs, props.selected, props.isColumn ? sideways(event.key) : event.key);
    if (next === undefined) return;
    event.preventDefault();
    props.onSelect(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  return (
    <div className={styles.room}>
      <div
        ref={list}
        className={mergeClasses(styles.list, props.isColumn && styles.column)}
        role="tablist"
        aria-label={props.label}
        aria-orientation={props.isColumn ? 'vertical' : 'horizontal'}
      >
        {props.tabs.map((tab) => {
          const selected = tab.id === props.selected;
          return (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`tab-${tab.id}`}
              className={mergeClasses(
                styles.tab,
                selected && styles.selected,
                selected && props.isColumn && styles.selectedInColumn,
              )}
              aria-selected={selected}
              aria-description={tab.count ? tab.countWords : undefined}
              aria-controls={selected ? props.panelId : undefined}
              tabIndex={selected ? 0 : -1}
              onClick={() => props.onSelect(tab.id)}
              onKeyDown={onKeyDown}
            >
              {tab.icon && (
                <span className={mergeClasses(styles.icon, selected && styles.iconSelected)}>{tab.icon}</span>
              )}
              <span className={styles.label} data-label={tab.label}>
                {tab.label}
              </span>
              {tab.count ? <CounterBadge size="small" count={tab.count} overflowCount={99} aria-hidden /> : null}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** In a column up is what left is in a row. */
function sideways(key: string): string {
  if (key === 'ArrowDown') return 'ArrowRight';
  return key === 'ArrowUp' ? 'ArrowLeft' : key;
}

/** The tab a key leads to from the selected one, going round; undefined for any other key. */
export function nextTab<Id extends string>(tabs: readonly TabItem<Id>[], selected: Id, key: string): Id | undefined {
  const place = tabs.findIndex((tab) => tab.id === selected);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: (place + 1) % tabs.length,
    ArrowLeft: (place - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? undefined : tabs[target]?.id;
}
