import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { UpdatesState } from '../../../shared/model/updates.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { exactTime } from '../../locales/format.ts';
import { updateTexts as texts } from '../../locales/updates.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: tokens.spacingVerticalS },
  words: { maxWidth: '720px' },
  bar: { maxWidth: '320px' },
});

/** Whether there is a newer version, and the next step towards it; none is taken by itself. */
export function Updates() {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const updates = useSlice((snapshot) => snapshot.updates);
  return (
    <section className={styles.root} aria-label={texts.title}>
      <Text role="status" className={styles.words}>
        {wordsOf(updates)}
      </Text>
      {updates.kind === 'failed' && <FailureCard failure={updates.failure} />}
      {updates.kind === 'downloading' && (
        <ProgressBar className={styles.bar} value={updates.percent / 100} aria-label={wordsOf(updates)} />
      )}
      {(updates.kind === 'newest' || updates.kind === 'failed') && (
        <Button onClick={() => run(client.request('updates.check'))}>{texts.check}</Button>
      )}
      {updates.kind === 'available' && (
        <Button onClick={() => run(client.request('updates.download'))}>{texts.download}</Button>
      )}
      {updates.kind === 'ready' && (
        <Button appearance="primary" onClick={() => run(client.request('updates.install'))}>
          {texts.install}
        </Button>
      )}
    </section>
  );
}

function wordsOf(updates: UpdatesState): string {
  switch (updates.kind) {
    case 'off':
    case 'checking':
      return texts[updates.kind];
    case 'newest':
      return texts.newest(exactTime(updates.checkedAt));
    case 'available':
    case 'ready':
      return texts[updates.kind](updates.version);
    case 'downloading':
      return texts.downloading(updates.version, updates.percent);
    case 'failed':
      return '';
  }
}
