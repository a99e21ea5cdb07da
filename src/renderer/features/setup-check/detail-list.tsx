import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { SetupDetails } from '../../../shared/model/setup-check.ts';
import { Facts } from '../../components/facts.tsx';
import { keyed } from '../../components/keyed.ts';
import { type DetailTable, detailTables } from './report/detail-tables.ts';

const useStyles = makeStyles({
  tables: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalXS,
  },
  table: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXS} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
  rest: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
  cell: { color: tokens.colorNeutralForeground2 },
});

/** What a step saw, in lines that wrap: a table of four columns has no room in a narrow window. */
export function DetailTables(props: { readonly details: SetupDetails }) {
  const styles = useStyles();
  return (
    <div className={styles.tables}>
      {keyed(detailTables(props.details), ({ title = '' }) => title).map(({ key, item }) => (
        <Table key={key} table={item} />
      ))}
    </div>
  );
}

function Table(props: { readonly table: DetailTable }) {
  const styles = useStyles();
  const { title, columns, rows } = props.table;
  return (
    <div className={styles.table}>
      {title !== undefined && (
        <Text size={200} weight="semibold">
          {title}
        </Text>
      )}
      {columns.length === 0 ? (
        <Facts facts={rows.map(([name = '', value]) => [name, value] as const)} />
      ) : (
        <ul className={styles.list}>
          {keyed(rows, (row) => row.join(' ')).map(({ key, item }) => (
            <Row key={key} row={item} columns={columns} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row(props: { readonly row: readonly string[]; readonly columns: readonly string[] }) {
  const styles = useStyles();
  const [first = '', ...rest] = props.row;
  const shown = keyed(rest, (_, index = 0) => props.columns[index + 1] ?? '').filter(({ item }) => item !== '');
  return (
    <li className={styles.row}>
      <Text size={200} weight="semibold">
        {first}
      </Text>
      <span className={styles.rest}>
        {shown.map(({ key, item }) => (
          <Text key={key} size={200} className={styles.cell}>
            {item}
          </Text>
        ))}
      </span>
    </li>
  );
}
