/** What stands where the list will be: rows of the same shape, made of the same parts. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { PersonAvatar } from '../../components/person.tsx';
import { PersonRow } from './row-views.tsx';
import type { LoadingRow } from './rows.ts';

const useStyles = makeStyles({
  bar: {
    display: 'block',
    height: '10px',
    marginBlock: '5px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    '@media (forced-colors: active)': { backgroundColor: 'GrayText' },
  },
});

/** Wide and narrow in turns, as names are. Pixels. */
const widths = [128, 96, 144, 112, 104, 136, 88, 120];

/** The rows while the list is on its way. */
export const loadingRows: readonly LoadingRow[] = widths.map((width, index) => ({
  kind: 'loading',
  key: `loading:${index}`,
  width,
}));

/** Somebody still to come. The list is drawn sooner for it: what a person's row is made of was used once by then (docs/bench.md, first paint). */
export function LoadingRowView({ row }: { readonly row: LoadingRow }) {
  const styles = useStyles();
  const bar = (width: number) => <span className={styles.bar} style={{ width }} />;
  return (
    <PersonRow
      avatar={<PersonAvatar name="" availability="unknown" size={32} />}
      name={bar(row.width)}
      about={bar(row.width / 2)}
    />
  );
}
