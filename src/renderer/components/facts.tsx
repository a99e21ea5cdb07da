import { makeStyles, tokens } from '@fluentui/react-components';
import { keyed } from './keyed.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(88px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', userSelect: 'text' },
});

/** Names and values, one pair a line; pairs without a value are left out. */
export function Facts(props: { readonly facts: readonly (readonly [name: string, value: string | undefined])[] }) {
  const styles = useStyles();
  const shown = props.facts.filter(([, value]) => value !== undefined && value !== '');
  return (
    <dl className={styles.list}>
      {keyed(shown, ([name]) => name).map(({ key, item: [name, value] }) => (
        <FactPair key={key} name={name} value={value ?? ''} />
      ))}
    </dl>
  );
}

function FactPair(props: { readonly name: string; readonly value: string }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{props.name}</dt>
      <dd className={styles.value}>{props.value}</dd>
    </>
  );
}
