import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { NewWatcher } from '../../../shared/model/contacts.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
    maxHeight: '40%',
    overflowY: 'auto',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: 0, overflowWrap: 'anywhere' },
});

/** Who added us and waits for an answer: add them, block them, or leave it at that. */
export function NewWatchers() {
  const watchers = useSlice((snapshot) => snapshot.contacts.newWatchers);
  return watchers.length > 0 && <Watchers watchers={watchers} />;
}

/** Apart, so that its styles wait for somebody who needs them: rules added with the list would be one more reason to style everything anew. */
function Watchers({ watchers }: { readonly watchers: readonly NewWatcher[] }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();

  /** Who could not be blocked sees us, and stays here to be answered. */
  async function block(uri: string): Promise<Outcome<void>> {
    const blocked = await client.request('contacts.setRelationship', { uri, relationship: 'blocked' });
    return blocked.ok ? client.request('contacts.acknowledge', { uri, add: false }) : blocked;
  }

  return (
    <ul className={styles.list} aria-label={texts.watchers}>
      {watchers.map(({ uri, name }) => (
        <li key={uri} className={styles.item}>
          <Text className={styles.words} title={uri}>
            <bdi>{texts.watcher(name)}</bdi>
          </Text>
          <div className={styles.buttons}>
            <Button
              size="small"
              appearance="primary"
              aria-label={texts.addNamed(name)}
              onClick={() => run(client.request('contacts.acknowledge', { uri, add: true }))}
            >
              {texts.add}
            </Button>
            <Button size="small" aria-label={texts.blockNamed(name)} onClick={() => run(block(uri))}>
              {texts.block}
            </Button>
            <Button
              size="small"
              aria-label={texts.dismissNamed(name)}
              onClick={() => run(client.request('contacts.acknowledge', { uri, add: false }))}
            >
              {texts.dismiss}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
