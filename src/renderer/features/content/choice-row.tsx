import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { HiddenText } from '../../components/hidden-text.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXXS,
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  choice: {
    position: 'relative',
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    minWidth: '32px',
    height: '32px',
    padding: tokens.spacingHorizontalXXS,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1Hover },
    ...createFocusOutlineStyle({ selector: 'focus-within' }),
  },
  chosen: {
    color: tokens.colorNeutralForeground1Selected,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorCompoundBrandStroke}`,
    '@media (forced-colors: active)': { border: `${tokens.strokeWidthThick} solid Highlight` },
  },
  input: { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer' },
});

/** One of a few, each with a sign of its own: a native radio group, so that it is one stop and the arrows choose. */
export function ChoiceRow<Id extends string>(props: {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly name: string; readonly sign: ReactNode }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}) {
  const styles = useStyles();
  const group = useId();
  return (
    <fieldset className={styles.row}>
      <legend>
        <HiddenText text={props.label} />
      </legend>
      {props.choices.map(({ id, name, sign }) => (
        <label key={id} className={mergeClasses(styles.choice, id === props.chosen && styles.chosen)} title={name}>
          <input
            className={styles.input}
            type="radio"
            name={group}
            aria-label={name}
            checked={id === props.chosen}
            onChange={() => props.onChoose(id)}
          />
          {sign}
        </label>
      ))}
    </fieldset>
  );
}
