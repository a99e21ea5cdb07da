import { Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { findSettings, type Hit } from './search-index.ts';

const useStyles = makeStyles({
  box: { width: '100%', maxWidth: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, maxWidth: '720px' },
  hit: { width: '100%', justifyContent: 'flex-start', textAlign: 'start' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  page: { color: tokens.colorNeutralForeground2 },
});

const longestSearch = 100;

/** The field above the pages; Enter takes the first that was found, Escape empties it. */
export function SettingsSearch(props: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (hit: Hit) => void;
}) {
  const styles = useStyles();
  const { typed, onType, onChoose } = props;
  return (
    <SearchBox
      className={styles.box}
      aria-label={texts.search}
      placeholder={texts.search}
      value={typed}
      dismiss={typed === '' ? null : { 'aria-label': texts.searchClear }}
      onChange={(_, data) => onType(data.value.slice(0, longestSearch))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const [first] = findSettings(typed);
        if (event.key === 'Enter' && first) onChoose(first);
        if (event.key !== 'Escape' || typed === '') return;
        event.stopPropagation();
        onType('');
      }}
    />
  );
}

/** What was found, each with its page. */
export function SearchHits(props: { readonly typed: string; readonly onChoose: (hit: Hit) => void }) {
  const styles = useStyles();
  const hits = findSettings(props.typed);
  return (
    <>
      <Text role="status">{texts.found(hits.length)}</Text>
      {hits.length > 0 && (
        <ul className={styles.list} aria-label={texts.foundList}>
          {hits.map((hit) => (
            <li key={`${hit.page} ${hit.title}`}>
              <Button appearance="subtle" className={styles.hit} onClick={() => props.onChoose(hit)}>
                <span className={styles.words}>
                  <span>{hit.title}</span>
                  <Text size={200} className={styles.page}>
                    {texts.tabs[hit.page]}
                  </Text>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
