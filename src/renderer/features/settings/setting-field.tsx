import { Button, Field, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { settingTitles, sourceWords, settingsTexts as texts } from '../../locales/settings.ts';
import { anchorOf } from './search-index.ts';
import { type SettingState, useSetting } from './use-settings.ts';
import { ValueSource } from './value-source.tsx';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    maxWidth: '720px',
    outlineStyle: 'none',
  },
  block: { flexDirection: 'column', flexWrap: 'nowrap', alignItems: 'stretch', gap: tokens.spacingVerticalS },
  parts: {
    flexDirection: 'column',
    flexWrap: 'nowrap',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalXL,
    maxWidth: 'none',
  },
  found: {
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorCompoundBrandStroke}`,
  },
  // Where a long word for "Reset" leaves it less, that goes below: a hint in a narrow column is hard to read.
  field: { flexGrow: 1, flexBasis: '240px', minWidth: 0, maxWidth: '480px' },
  hint: { overflowWrap: 'anywhere' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  reset: { flexShrink: 0, minWidth: 'auto' },
  // On the line of the last words beside it, which are less high than the button.
  resetAtEnd: { marginBottom: `calc(-1 * ${tokens.spacingVerticalXS})` },
});

/** One control with its title, hint and where its value comes from; `children` draws it, disabled when it is locked. */
export function SettingField(props: {
  readonly setting: ShownSetting;
  readonly hint?: string;
  /** The control carries its title itself, as a switch does. */
  readonly labelled?: true;
  readonly children: (locked: boolean) => ReactElement;
}) {
  const styles = useStyles();
  const state = useSetting(props.setting);
  const hint = (
    <span className={styles.hint}>
      {props.hint && <span>{props.hint}</span>} <Source state={state} />
    </span>
  );
  return (
    <div {...useAnchor(props.setting)}>
      <Field
        className={styles.field}
        {...(props.labelled ? {} : { label: settingTitles[props.setting] })}
        hint={{ children: hint }}
      >
        {props.children(state.locked)}
      </Field>
      <Reset setting={props.setting} state={state} atEnd />
    </div>
  );
}

/** Several controls that are one setting, such as a list, over where it comes from. */
export function SettingBlock(props: {
  readonly setting: ShownSetting;
  readonly children: (locked: boolean) => ReactNode;
}) {
  const styles = useStyles();
  const state = useSetting(props.setting);
  const { className, ...anchor } = useAnchor(props.setting);
  return (
    <div {...anchor} className={mergeClasses(className, styles.block)}>
      {props.children(state.locked)}
      <div className={styles.row}>
        <Text size={200} className={styles.quiet}>
          <Source state={state} />
        </Text>
        <Reset setting={props.setting} state={state} />
      </div>
    </div>
  );
}

/** Several controls that are one setting, each of which says itself where its value comes from. */
export function SettingParts(props: { readonly setting: ShownSetting; readonly children: ReactNode }) {
  const styles = useStyles();
  const { className, ...anchor } = useAnchor(props.setting);
  return (
    <div {...anchor} className={mergeClasses(className, styles.parts)}>
      {props.children}
    </div>
  );
}

/** What a search leads to, and what shows that it did. */
function useAnchor(setting: ShownSetting) {
  const styles = useStyles();
  const { place } = useNavigation();
  const isFound = place.about === setting;
  return { id: anchorOf(setting), tabIndex: -1, className: mergeClasses(styles.line, isFound && styles.found) };
}

function Source({ state: { source, file } }: { readonly state: SettingState }) {
  return <ValueSource source={source} words={sourceWords[source](file)} />;
}

function Reset(props: { readonly setting: ShownSetting; readonly state: SettingState; readonly atEnd?: true }) {
  const styles = useStyles();
  const { reset } = props.state;
  if (!reset) return null;
  return (
    <Button
      className={mergeClasses(styles.reset, props.atEnd && styles.resetAtEnd)}
      size="small"
      appearance="subtle"
      aria-label={texts.resetOne(settingTitles[props.setting])}
      onClick={reset}
    >
      {texts.reset}
    </Button>
  );
}
