/** What stands where the list will be: rows of the same shape, made of the same parts. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { PersonAvatar } from '../../components/person.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { contactsTexts as texts } from '../../locales/contacts.ts';

const useStyles = makeStyles({
  line: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
  },
  list: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, opacity: 0.5, filter: 'grayscale(1)' },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM} 0 ${tokens.spacingHorizontalXXL}`,
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  bar: {
    height: '10px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    '@media (forced-colors: active)': { backgroundColor: 'GrayText' },
  },
});

/** Wide and narrow in turns, as names are. Pixels. */
const rows = [128, 96, 144, 112, 104, 136, 88, 120].map((width, index) => ({ key: `row-${index}`, width }));
const rowPixels = 44;

/**
 * Shown while the list is on its way. The list that follows is drawn sooner for it: what its rows are made of was used once by then
 * (docs/bench.md, first paint).
 */
export function LoadingList() {
  const styles = useStyles();
  return (
    <>
      <Text size={200} role="status" className={styles.line}>
        {texts.loading}
      </Text>
      <div className={styles.list} inert>
        <VirtualList
          label={texts.loading}
          kind="listbox"
          rows={rows}
          keyOf={({ key }) => key}
          heightOf={() => rowPixels}
          textOf={() => ''}
          semanticsOf={() => ({})}
          activeKey={undefined}
          onActive={nothing}
          onOpen={nothing}
          render={({ width }) => (
            <div className={styles.row}>
              <PersonAvatar name="" availability="unknown" size={32} />
              <div className={styles.words}>
                <div className={styles.bar} style={{ width }} />
                <div className={styles.bar} style={{ width: width / 2 }} />
              </div>
            </div>
          )}
        />
      </div>
    </>
  );
}

function nothing(): void {
  // Nobody reaches it: the rows are inert.
}
