import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { keypadTexts as texts } from '../../locales/phone.ts';

const useStyles = makeStyles({
  pad: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalXS,
    width: '100%',
    maxWidth: '280px',
    boxSizing: 'border-box',
    margin: 0,
    padding: 0,
    border: 'none',
  },
  key: { minWidth: 0, height: '44px', padding: 0, fontWeight: 'normal' },
  face: { display: 'flex', flexDirection: 'column', alignItems: 'center' },
  digit: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase300, fontVariantNumeric: 'tabular-nums' },
  letters: {
    minHeight: tokens.lineHeightBase100,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground2,
  },
});

/** Key and the letters on it. ITU-T E.161, figure 1 */
const keys: readonly (readonly [digit: string, letters: string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** How long 0 is held down for the plus sign. */
const plusMs = 600;

/** The twelve keys of a telephone. With `hasPlus`, 0 held down is the plus sign, as on any mobile telephone. */
export function KeyPad(props: {
  readonly label: string;
  readonly hasPlus?: boolean;
  readonly onKey: (key: string) => void;
}) {
  const styles = useStyles();
  const { hasPlus = false, onKey } = props;
  const pressedAt = useRef<number>(undefined);
  // A click by the keyboard counts as none: it is held down by nobody.
  const keyOf = (digit: string, { detail, timeStamp }: Pick<UIEvent, 'detail' | 'timeStamp'>): string => {
    const held = detail > 0 && pressedAt.current !== undefined ? timeStamp - pressedAt.current : 0;
    pressedAt.current = undefined;
    return hasPlus && digit === '0' && held >= plusMs ? '+' : digit;
  };
  return (
    <fieldset className={styles.pad} aria-label={props.label}>
      {keys.map(([digit, letters]) => {
        const shown = letters === '+' && !hasPlus ? '' : letters;
        return (
          <Button
            key={digit}
            className={styles.key}
            aria-label={texts.keyNames[digit]}
            aria-description={shown === '+' ? texts.plus : undefined}
            onPointerDown={({ timeStamp }) => {
              pressedAt.current = timeStamp;
            }}
            onClick={(event) => onKey(keyOf(digit, event))}
          >
            <span className={styles.face}>
              <span className={styles.digit}>{digit}</span> <span className={styles.letters}>{shown}</span>
            </span>
          </Button>
        );
      })}
    </fieldset>
  );
}
